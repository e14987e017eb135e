/** The page's words in both languages. */
export const texts = {
  fr: {
    products: 'produits dans le catalogue',
    databases: 'Bases de données',
    up: 'disponible',
    down: 'indisponible',
    unreachable: 'Le serveur ne répond pas. Nouvel essai dans quelques secondes.',
    docs: "Documentation de l'API",
    importFile: 'Importer un fichier',
    otherLanguage: 'English',
    signOut: 'Se déconnecter',
  },
  en: {
    products: 'products in the catalogue',
    databases: 'Databases',
    up: 'up',
    down: 'down',
    unreachable: 'The server does not answer. Trying again in a few seconds.',
    docs: 'API documentation',
    importFile: 'Import a file',
    otherLanguage: 'Français',
    signOut: 'Sign out',
  },
} as const;

export type Language = keyof typeof texts;
export type Texts = (typeof texts)[Language];
