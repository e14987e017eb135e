import type { DomainManifest } from '../platform/domain.ts';
import { auditPartitions } from './audit/audit.jobs.ts';
import { forgetCoreAnswers } from './core.jobs.ts';
import {
  pruneNotificationsJob,
  sendDigestJob,
  sendDigestsJob,
  sendMailJob,
} from './notifications/notification.jobs.ts';
import { sendResetLinkJob } from './sign-in/link-mail.jobs.ts';
import { sweepSignInJob } from './sign-in/sweep.jobs.ts';
import { reportDeadJobsJob } from './report-dead-jobs.ts';
import { runSagaJob, sagaSchedule, sweepSagasJob } from './sagas/saga.jobs.ts';
import type { CoreTables } from './tables.ts';
import { deliverWebhookJob, pruneDeliveriesJob } from './webhooks/webhook.jobs.ts';

/** db_core: who there is, what each may do, and what people and other programs are told. */
export const coreDomain: DomainManifest<CoreTables> = {
  name: 'core',
  tables: {
    users: true,
    roles: true,
    permissions: true,
    role_permissions: true,
    user_roles: true,
    sessions: true,
    refresh_tokens: true,
    one_time_tokens: true,
    login_attempts: true,
    api_keys: true,
    notifications: true,
    notification_preferences: true,
    ws_tickets: true,
    webhooks: true,
    webhook_deliveries: true,
    app_settings: true,
    amazon_api_configs: true,
    audit_log: true,
    sagas: true,
    saga_log: true,
  },
  platformTables: ['idempotency_keys', 'saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: auditPartitions.tables,
  sealed: [
    { table: 'amazon_api_configs', column: 'secret_sealed' },
    { table: 'webhooks', column: 'secret' },
  ],
  appendOnly: auditPartitions.tables,
  jobs: [
    sendMailJob,
    sendDigestsJob,
    sendDigestJob,
    pruneNotificationsJob,
    deliverWebhookJob,
    pruneDeliveriesJob,
    reportDeadJobsJob,
    auditPartitions.job,
    sendResetLinkJob,
    sweepSignInJob,
    runSagaJob,
    sweepSagasJob,
    forgetCoreAnswers.job,
  ],
  schedules: [
    { id: 'core.sweep-sign-in', cron: '35 3 * * *', timeZone: 'UTC', job: sweepSignInJob, payload: {} },
    auditPartitions.schedule,
    // Before the working day begins in Europe.
    { id: 'core.send-digests', cron: '0 5 * * *', timeZone: 'UTC', job: sendDigestsJob, payload: {} },
    { id: 'core.report-dead-jobs', cron: '* * * * *', timeZone: 'UTC', job: reportDeadJobsJob, payload: {} },
    {
      id: 'core.prune-notifications',
      cron: '20 3 * * *',
      timeZone: 'UTC',
      job: pruneNotificationsJob,
      payload: {},
    },
    {
      id: 'core.prune-webhook-deliveries',
      cron: '25 3 * * *',
      timeZone: 'UTC',
      job: pruneDeliveriesJob,
      payload: {},
    },
    sagaSchedule,
    forgetCoreAnswers.schedule,
  ],
};
