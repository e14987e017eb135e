import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
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
    async create(input: CreateApiKey, creator: Principal): Promise<{ key: string; row: ApiKeyRow }> {
      const exceeding = input.scopes.filter((scope) => !creator.permissions.has(scope));
      if (exceeding.length > 0)
        throw new AppError('api_keys.scope_exceeds', {
          message: `You may not hand out ${exceeding.join(', ')}, which you do not have`,
          params: { scopes: exceeding },
          status: 403,
        });
      const { token, hash } = createSecretToken(KEY_PREFIX);
      const row = await insertApiKey(db, {
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
      return { key: token, row };
    },
    exists: async (id: string): Promise<boolean> => (await findApiKey(db, id)) !== undefined,
    async revoke(id: string): Promise<void> {
      const row = await findApiKey(db, id);
      if (!row || !(await revokeApiKey(db, id)))
        throw new AppError('api_keys.not_found', { message: `There is no API key ${id}`, params: { id } });
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

const noSuchUser = (id: string): AppError =>
  new AppError('users.not_found', { message: `There is no user ${id}`, params: { id } });
