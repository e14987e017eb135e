import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { createSecretToken, hashSecretToken } from '../sign-in/secret-token.ts';
import type { CoreTables } from '../tables.ts';
import {
  findApiKey,
  findKeyHolder,
  insertApiKey,
  listApiKeys,
  noteKeyUse,
  revokeApiKey,
  type ApiKeyRow,
} from './api-key.queries.ts';

/** By which a scanner of leaked secrets knows one of ours. */
export const KEY_PREFIX = 'pmk_';
/** A key revoked in another process works for no longer than this. */
const TRUSTED_MS = 4_000;
/** The last use is known to the minute: a write a request would cost more than the request. */
const USE_NOTED_MS = 60_000;

export interface CreateApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** The machine user it belongs to; absent: the installation. */
  readonly userId?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

export function createApiKeyService({ db, now }: { db: Kysely<CoreTables>; now: () => Date }) {
  const known = new LRUCache<string, { principal: Principal; checkedAt: number }>({ max: 1_000 });
  const usedAt = new LRUCache<string, number>({ max: 1_000 });

  function noteUse(id: string): void {
    const time = now().getTime();
    if (time - (usedAt.get(id) ?? 0) < USE_NOTED_MS) return;
    usedAt.set(id, time);
    void noteKeyUse(db, id).catch(() => usedAt.delete(id));
  }
  return {
    list: (): Promise<ApiKeyRow[]> => listApiKeys(db),
    /** @throws AppError `api_keys.scope_exceeds`: nobody hands out more than he has */
    async create(
      input: CreateApiKey,
      { creator, origin }: { creator: Principal; origin: Origin },
    ): Promise<{ key: string; row: ApiKeyRow }> {
      const exceeding = input.scopes.filter((scope) => !creator.permissions.has(scope));
      if (exceeding.length > 0)
        throw new AppError('api_keys.scope_exceeds', {
          message: `You may not hand out ${exceeding.join(', ')}, which you do not have`,
          params: { scopes: exceeding },
          status: 403,
        });
      const { token, hash } = createSecretToken(KEY_PREFIX);
      const row = await db.transaction().execute(async (transaction) => {
        const made = await insertApiKey(transaction, {
          name: input.name,
          hash,
          hint: token.slice(-4),
          userId: input.userId ?? null,
          scopes: [...new Set(input.scopes)].sort(),
          createdBy: creator.userId,
          expiresAt: input.expiresAt ?? null,
        }).catch((error: unknown) => {
          throw (error as { code?: string }).code === '23503' ? noSuchUser(input.userId!) : error;
        });
        const created = { action: 'api-key.created', before: null, after: auditable(made) };
        await writeAudit(transaction, { origin, entity: 'api-key', entityId: made.id, ...created });
        return made;
      });
      return { key: token, row };
    },
    exists: async (id: string): Promise<boolean> => (await findApiKey(db, id)) !== undefined,
    async revoke(id: string, origin: Origin): Promise<void> {
      const row = await db.transaction().execute(async (transaction) => {
        const found = await findApiKey(transaction, id);
        if (!found || !(await revokeApiKey(transaction, id)))
          throw new AppError('api_keys.not_found', { message: `There is no API key ${id}`, params: { id } });
        const revoked = { action: 'api-key.revoked', before: auditable(found), after: null };
        await writeAudit(transaction, { origin, entity: 'api-key', entityId: id, ...revoked });
        return found;
      });
      known.delete(row.hash.toString('hex'));
    },
    async findPrincipal(key: string): Promise<Principal | null> {
      const hash = hashSecretToken(key);
      const name = hash.toString('hex');
      const entry = known.get(name);
      if (entry && now().getTime() - entry.checkedAt < TRUSTED_MS) return entry.principal;
      const checkedAt = now().getTime();
      const holder = await findKeyHolder(db, hash);
      if (!holder) {
        known.delete(name);
        return null;
      }
      const allowed = holder.permissions && new Set(holder.permissions);
      const principal: Principal = {
        kind: 'api_key',
        id: holder.id,
        userId: holder.userId,
        name: holder.name,
        permissions: new Set(holder.scopes.filter((scope) => !allowed || allowed.has(scope))),
        sessionId: null,
      };
      known.set(name, { principal, checkedAt });
      noteUse(holder.id);
      return principal;
    },
  };
}

export type ApiKeyService = ReturnType<typeof createApiKeyService>;

/** The hint too is part of the key. */
const auditable = ({ name, scopes, user_id: userId, expires_at: expiresAt }: ApiKeyRow) => ({
  name,
  scopes,
  userId,
  expiresAt,
});

const noSuchUser = (id: string): AppError =>
  new AppError('users.not_found', { message: `There is no user ${id}`, params: { id } });
