import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { inTransaction, type Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import {
  disableUser,
  enableUser,
  findName,
  handOverKeys,
  leavesAdministrator,
  removeUser,
  takeBackKeys,
} from './delete-user.queries.ts';
import { lastAdministrator } from './last-administrator.ts';
import { defineSaga, type SagaDefinition } from '../../platform/saga/define-saga.ts';

/** A database that says who did something, as the domain that owns it takes a person out of it. */
export interface HistoryOfActors {
  readonly name: 'imports' | 'catalog';
  readonly pool: ConnectionPool;
  /** @returns what was the user's */
  anonymise(client: Statements, userId: string): Promise<string[]>;
  restore(client: Statements, ids: readonly string[], person: { id: string; name: string }): Promise<void>;
}

export const DELETE_USER = 'core.delete-user';

const Payload = Type.Object(
  {
    userId: Type.String(),
    /** Who gets the API keys; those that are the user's own stop working otherwise. */
    heirId: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);

type DeleteUserSaga = SagaDefinition<typeof Payload>;

/** The account is removed last: until then its row names what has to be given back. */
export function createDeleteUserSaga(deps: {
  core: ConnectionPool;
  /** In this order; imports first, because what they have yet to apply is written in their asker's name. */
  histories: readonly HistoryOfActors[];
  /** Sessions ended: this process believes none that it knew. */
  onSessionsEnded: () => void;
}): DeleteUserSaga {
  const { core } = deps;
  const nameOf = async (userId: string): Promise<string> => {
    const name = await findName(core, userId);
    if (name !== null) return name;
    throw new AppError('users.not_found', {
      message: `There is no user ${userId}; the deletion is taken back`,
      params: { id: userId },
    });
  };
  return defineSaga({
    id: DELETE_USER,
    version: 1,
    payload: Payload,
    steps: [
      {
        name: 'disable',
        run: async ({ userId }, { once }) => {
          await nameOf(userId);
          await inTransaction(core, (client) =>
            once(client, async () => {
              if (!(await leavesAdministrator(client, userId))) throw lastAdministrator();
              return disableUser(client, userId);
            }),
          );
          deps.onSessionsEnded();
        },
        // Sessions stay ended: the user signs in again.
        compensate: ({ userId }, { once }) =>
          inTransaction(core, (client) =>
            once(client, async (memory) => {
              if (memory['wasEnabled'] === true) await enableUser(client, userId);
            }),
          ),
      },
      {
        name: 'hand-over',
        run: async ({ userId, heirId }, { once }) => {
          if (heirId === null) return;
          await inTransaction(core, (client) =>
            once(client, async () => ({ ...(await handOverKeys(client, userId, heirId)) })),
          );
        },
        compensate: ({ userId }, { once }) =>
          inTransaction(core, (client) =>
            once(client, ({ owned, made }) =>
              takeBackKeys(client, userId, { owned: idsOf(owned), made: idsOf(made) }),
            ),
          ),
      },
      ...deps.histories.map((history) => anonymise(history, nameOf)),
      {
        name: 'remove',
        run: async ({ userId }, { once }) => {
          await inTransaction(core, (client) =>
            once(client, async () => {
              await removeUser(client, userId);
              return {};
            }),
          );
        },
        // Nothing follows it that could fail, so it is undone only where it never took effect: `once` bars it then.
        compensate: ({ userId }, { once }) =>
          inTransaction(core, (client) =>
            once(client, async () => {
              throw new AppError('users.removed', {
                message: `The user ${userId} is removed and cannot be brought back; restore a backup`,
                params: { id: userId },
              });
            }),
          ),
      },
    ],
  });
}

const anonymise = (
  { name, pool, ...history }: HistoryOfActors,
  nameOf: (userId: string) => Promise<string>,
): DeleteUserSaga['steps'][number] => ({
  name: `anonymise-${name}`,
  run: async ({ userId }, { once }) => {
    await inTransaction(pool, (client) =>
      once(client, async () => ({ ids: await history.anonymise(client, userId) })),
    );
  },
  // The name is read again and not remembered: the log of a deletion must not keep what it deletes.
  compensate: ({ userId }, { once }) =>
    inTransaction(pool, (client) =>
      once(client, async ({ ids }) =>
        history.restore(client, idsOf(ids), { id: userId, name: await nameOf(userId) }),
      ),
    ),
});

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
