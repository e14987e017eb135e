/** Core's front door: all that another part may import. */
export { createAccounts, type Accounts } from './accounts.ts';
export { createAnnouncements, type Announcements } from './announcements.ts';
export { coreDomain } from './domain.ts';
export { notificationRoutes } from './notifications/notification.routes.ts';
export type { CoreTables } from './tables.ts';
export { webhookRoutes } from './webhooks/webhook.routes.ts';
export { createWsTicketService, type WsTicketService } from './ws-tickets/ws-ticket.service.ts';
export { wsTicketRoutes } from './ws-tickets/ws-ticket.routes.ts';
