/** Core's front door: all that another part may import. */
export { coreDomain } from './domain.ts';
export type { CoreTables } from './tables.ts';
export { createAnnouncements, type Announcements } from './announcements.ts';
export { notificationRoutes } from './notifications/notification.routes.ts';
export { webhookRoutes } from './webhooks/webhook.routes.ts';
export { createWsTicketService, type WsTicketService } from './ws-tickets/ws-ticket.service.ts';
export { wsTicketRoutes } from './ws-tickets/ws-ticket.routes.ts';
