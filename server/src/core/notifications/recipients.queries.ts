import { sql, type Kysely } from 'kysely';
import type { CoreTables } from '../tables.ts';
import type { Channel, NotificationKind } from './notification-kinds.ts';

type Executor = Kysely<CoreTables>;

const ADMINISTRATOR = 'administrator';

export interface Recipient {
  readonly id: string;
  readonly channel: Exclude<Channel, 'none'>;
}

export interface MailRecipient {
  readonly email: string;
  readonly locale: string | null;
}

/** Everybody who is told of a kind: by a choice of their own, else by the default for administrators. */
export async function listRecipients(
  db: Executor,
  kind: NotificationKind,
  administrators: Channel,
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select u.id, coalesce(p.channel, a.channel) as channel
    from users u
      left join notification_preferences p on p.user_id = u.id and p.kind = ${kind}
      left join lateral (
        select ${administrators}::text as channel from user_roles m join roles r on r.id = m.role_id
        where m.user_id = u.id and r.code = ${ADMINISTRATOR} limit 1) a on true
    where u.disabled_at is null and coalesce(p.channel, a.channel, 'none') <> 'none'
    order by u.id`.execute(db);
  return rows;
}

/** Where a person's mails go; undefined when there is no such person any more. */
export async function findMailRecipient(db: Executor, userId: string): Promise<MailRecipient | undefined> {
  const { rows } = await sql<MailRecipient>`
    select email, locale from users where id = ${userId} and disabled_at is null`.execute(db);
  return rows[0];
}

export async function isAdministrator(db: Executor, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from user_roles m join roles r on r.id = m.role_id
    where m.user_id = ${userId} and r.code = ${ADMINISTRATOR}`.execute(db);
  return rows.length > 0;
}
