import type { ColumnType, Generated } from 'kysely';
import type { Channel, NotificationKind } from './notification-kinds.ts';

export interface NotificationsTable {
  id: Generated<string>;
  user_id: string;
  kind: NotificationKind;
  event_key: string;
  params: ColumnType<Record<string, unknown>, string, string>;
  link: string | null;
  channel: Exclude<Channel, 'none'>;
  created_at: Generated<Date>;
  read_at: Date | null;
  mailed_at: Date | null;
}

export interface NotificationPreferencesTable {
  user_id: string;
  kind: NotificationKind;
  channel: Channel;
}

export interface NotificationTables {
  notifications: NotificationsTable;
  notification_preferences: NotificationPreferencesTable;
}
