import type { Kysely } from 'kysely';
import type { TicketHolder } from './ws-ticket.tables.ts';
import type { CoreTables } from '../tables.ts';

type Executor = Kysely<CoreTables>;

export async function insertTicket(
  db: Executor,
  ticket: { token_hash: Buffer; principal: string; expires_at: Date },
): Promise<void> {
  await db.insertInto('ws_tickets').values(ticket).execute();
}

/** Of two that ask at once the second finds the row gone when the first has committed. */
export async function takeTicket(db: Executor, hash: Buffer, now: Date): Promise<TicketHolder | undefined> {
  const taken = await db
    .deleteFrom('ws_tickets')
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .returning('principal')
    .executeTakeFirst();
  return taken?.principal;
}

export async function deleteExpiredTickets(db: Executor, now: Date): Promise<void> {
  await db.deleteFrom('ws_tickets').where('expires_at', '<=', now).execute();
}
