/** Core's front door: all that another part may import. */
export { createAccounts, type Accounts } from './accounts.ts';
export { createAnnouncements, type Announcements } from './announcements.ts';
export { createAuditFollower } from './audit/audit-follower.ts';
export { auditJobHandlers } from './audit/audit.jobs.ts';
export { auditRoutes } from './audit/audit.routes.ts';
export { credentialRoutes } from './credentials/credential.routes.ts';
export { createCredentialService } from './credentials/credential.service.ts';
export { coreJobHandlers } from './core.jobs.ts';
export { coreDomain } from './domain.ts';
export { notificationRoutes } from './notifications/notification.routes.ts';
export { runSagaJob } from './sagas/saga.jobs.ts';
export { settingRoutes } from './settings/setting.routes.ts';
export { createSettingService } from './settings/setting.service.ts';
export { firstSettings } from './settings/settings.ts';
export type { CoreTables } from './tables.ts';
export { webhookRoutes } from './webhooks/webhook.routes.ts';
export { createWsTicketService, type WsTicketService } from './ws-tickets/ws-ticket.service.ts';
export { wsTicketRoutes } from './ws-tickets/ws-ticket.routes.ts';
