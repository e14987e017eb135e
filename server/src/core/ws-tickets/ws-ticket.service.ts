import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Principal } from '../../platform/http/principal.ts';
import { deleteExpiredTickets, insertTicket, takeTicket } from './ws-ticket.queries.ts';
import type { CoreTables } from '../tables.ts';

/** A browser cannot send a header with a WebSocket, so the address carries a word that is good once and not for long. */
export const TICKET_SECONDS = 30;

export function createWsTicketService({ db, now }: { db: Kysely<CoreTables>; now: () => Date }) {
  return {
    /** @returns the ticket, which is stored hashed only */
    async give(principal: Principal): Promise<string> {
      const ticket = randomBytes(32).toString('base64url');
      const { permissions, ...holder } = principal;
      // Few are ever waiting; whoever takes one clears those that nobody came for.
      await deleteExpiredTickets(db, now());
      await insertTicket(db, {
        token_hash: hashOf(ticket),
        principal: JSON.stringify({ ...holder, permissions: [...permissions] }),
        expires_at: new Date(now().getTime() + TICKET_SECONDS * 1000),
      });
      return ticket;
    },
    /** Any API process may; once, also when asked twice at the same moment. */
    async redeem(ticket: string): Promise<Principal | null> {
      const holder = await takeTicket(db, hashOf(ticket), now());
      return holder ? { ...holder, permissions: new Set(holder.permissions) } : null;
    },
  };
}

export type WsTicketService = ReturnType<typeof createWsTicketService>;

const hashOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();
