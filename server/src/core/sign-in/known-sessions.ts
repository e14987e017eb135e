import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import type { Principal } from '../../platform/http/principal.ts';
import { isAppError } from '../../platform/errors.ts';
import type { CoreTables } from '../tables.ts';
import { findSessionHolder } from './session.queries.ts';

/** A session is asked for again after this long: what another process ended holds here for no longer. */
const TRUSTED_MS = 4_000;
/** With db_core down a session that was good before may read for so long. */
const GRACE_MS = 60_000;

interface Known {
  readonly principal: Principal;
  readonly checkedAt: number;
}

/** What sessions are known to be good, so that most requests ask no database. */
export function createKnownSessions({ db, now }: { db: Kysely<CoreTables>; now: () => Date }) {
  const known = new LRUCache<string, Known>({ max: 10_000 });
  const asking = new Map<string, Promise<Principal | null>>();

  async function ask(sessionId: string, readOnly: boolean): Promise<Principal | null> {
    const before = known.get(sessionId);
    try {
      const started = now().getTime();
      const holder = await findSessionHolder(db, sessionId);
      if (!holder) {
        known.delete(sessionId);
        return null;
      }
      const principal: Principal = {
        kind: 'user',
        id: holder.userId,
        userId: holder.userId,
        name: holder.name,
        permissions: new Set(holder.permissions),
        sessionId,
      };
      // Forgotten meanwhile: what was read before the end must not be believed after it.
      if (asking.has(sessionId)) known.set(sessionId, { principal, checkedAt: started });
      return principal;
    } catch (error) {
      const old = before && now().getTime() - before.checkedAt < GRACE_MS;
      if (old && readOnly && isUnavailable(error)) return before.principal;
      throw error;
    }
  }
  return {
    /** @param readOnly the request changes nothing, so that it may be answered while db_core is down */
    async find(sessionId: string, readOnly: boolean): Promise<Principal | null> {
      const entry = known.get(sessionId);
      if (entry && now().getTime() - entry.checkedAt < TRUSTED_MS) return entry.principal;
      const running = asking.get(sessionId);
      if (running && readOnly) return running;
      const asked = ask(sessionId, readOnly).finally(() => asking.delete(sessionId));
      asking.set(sessionId, asked);
      return asked;
    },
    forget(sessionIds: readonly string[]): void {
      for (const id of sessionIds) {
        known.delete(id);
        asking.delete(id);
      }
    },
    /** Roles or permissions changed: all is asked for anew. */
    forgetAll(): void {
      known.clear();
      asking.clear();
    },
  };
}

export type KnownSessions = ReturnType<typeof createKnownSessions>;

const isUnavailable = (error: unknown): boolean =>
  (isAppError(error) && error.retryable) ||
  ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P03', '08006'].includes(
    (error as { code?: string }).code ?? '',
  );
