import { sql, type Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { endSessions } from '../sign-in/session.queries.ts';
import type { CoreTables } from '../tables.ts';
import { DELETE_USER } from './delete-user.ts';
import { lastAdministrator } from './last-administrator.ts';
import { findUser, lockUser, otherAdministrators } from './user.queries.ts';

export interface DeletionDeps {
  readonly refuseBeyond: (actor: Principal | null, roles: readonly string[]) => Promise<void>;
  /** Writes the saga and its job in the transaction. @returns its id */
  readonly startDeletion: (
    transaction: Kysely<CoreTables>,
    payload: { userId: string; heirId: string | null },
  ) => Promise<string>;
}

export interface DeletionRequest {
  readonly userId: string;
  /** Who gets the API keys. */
  readonly heirId: string | null;
  readonly actor: Principal | null;
  readonly origin: Origin;
}

/**
 * Ends the sessions of a user and has a saga do the rest, in one transaction. Asked again while that runs it is
 * the same saga.
 * @throws AppError `users.not_found`, `users.last_administrator`, `users.own_account`, `users.invalid`
 */
export async function requestDeletion(
  { refuseBeyond, startDeletion }: DeletionDeps,
  transaction: Kysely<CoreTables>,
  { userId, heirId, actor, origin }: DeletionRequest,
): Promise<string> {
  const user = await lockUser(transaction, userId);
  if (!user)
    throw new AppError('users.not_found', {
      message: `There is no user ${userId}`,
      params: { id: userId },
    });
  const heir = heirId === null ? null : await findUser(transaction, heirId);
  if (heirId !== null && (!heir || heir.disabled_at || heirId === userId))
    throw new AppError('users.invalid', {
      message: `The user ${heirId} cannot take over API keys; name another who may sign in`,
      params: { field: 'heirId', id: heirId },
    });
  await refuseBeyond(actor, [...user.roles, ...(heir?.roles ?? [])]);
  if (user.roles.includes('administrator') && (await otherAdministrators(transaction, userId)) === 0)
    throw lastAdministrator();
  if (actor?.userId === userId)
    throw new AppError('users.own_account', {
      message: 'Nobody deletes the account he is signed in with; ask another administrator',
      status: 409,
    });
  const running = await findRunning(transaction, userId);
  if (running) return running;
  await endSessions(transaction, { userId }, 'deleted');
  const sagaId = await startDeletion(transaction, { userId, heirId });
  await writeAudit(transaction, {
    origin,
    action: 'user.deletion-requested',
    entity: 'user',
    entityId: userId,
    before: null,
    after: { sagaId, heirId },
  });
  return sagaId;
}

async function findRunning(transaction: Kysely<CoreTables>, userId: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('sagas')
    .select('id')
    .where('saga', '=', DELETE_USER)
    .where('state', 'in', ['running', 'compensating'])
    .where(sql<boolean>`payload->>'userId' = ${userId}`)
    .executeTakeFirst();
  return row?.id;
}
