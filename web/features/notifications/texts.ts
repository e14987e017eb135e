/** The panel's own words; what happened is said by the server, in the reader's language. */
export const texts = {
  fr: { title: 'À votre attention', read: 'Marquer comme lu', readAll: 'Tout marquer comme lu' },
  en: { title: 'For your attention', read: 'Mark as read', readAll: 'Mark all as read' },
} as const;
