/** How a person is told: mails are also shown in the interface. */
export const channels = ['none', 'interface', 'email', 'digest'] as const;
export type Channel = (typeof channels)[number];

interface KindDefinition {
  /** What one must be allowed to see to be told of it. */
  readonly permission: string;
  /** Without a choice of their own administrators are told, everybody else is not. */
  readonly administrators: Channel;
}

export const notificationKinds = {
  'import.held': { permission: 'imports:read', administrators: 'interface' },
  'import.completed': { permission: 'imports:read', administrators: 'none' },
  'import.failed': { permission: 'imports:read', administrators: 'none' },
  'source.late': { permission: 'sources:read', administrators: 'interface' },
  'export.completed': { permission: 'exports:read', administrators: 'none' },
  'export.failed': { permission: 'exports:read', administrators: 'interface' },
  'job.dead': { permission: 'jobs:read', administrators: 'interface' },
  'webhook.disabled': { permission: 'webhooks:read', administrators: 'interface' },
} as const satisfies Record<string, KindDefinition>;

export type NotificationKind = keyof typeof notificationKinds;

export const kindNames = Object.keys(notificationKinds) as NotificationKind[];

export const isNotificationKind = (name: string): name is NotificationKind =>
  Object.hasOwn(notificationKinds, name);
