import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { inTransaction, type Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { defineSaga, type SagaDefinition } from '../../platform/saga/define-saga.ts';

/** What a deletion does to accounts, each in a transaction of db_core that it is handed. */
export interface AccountsToDelete {
  /** As it stands in histories; null when there is no such user. */
  findName(client: Statements, userId: string): Promise<string | null>;
  /** Shuts the account and ends its sessions. @returns whether it was open before */
  disable(client: Statements, userId: string): Promise<{ wasEnabled: boolean }>;
  enable(client: Statements, userId: string): Promise<void>;
  /** Gives API keys and webhooks to another user. @returns the ids of what was given */
  handOver(client: Statements, from: string, to: string): Promise<{ apiKeys: string[]; webhooks: string[] }>;
  takeBack(
    client: Statements,
    userId: string,
    given: { apiKeys: readonly string[]; webhooks: readonly string[] },
  ): Promise<void>;
  remove(client: Statements, userId: string): Promise<void>;
}

/** The catalogue's part, in a transaction of db_catalog. */
export interface HistoryOfActors {
  /** Puts one name in the place of another wherever the history says who did something. */
  renameActor(client: Statements, from: string, to: string): Promise<void>;
}

const Payload = Type.Object(
  {
    userId: Type.String(),
    /** Who gets API keys and webhooks; they stop working with their user otherwise. */
    heirId: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);

/**
 * One name per person, so that histories still tell deleted users apart. All of the id: the first half of an id
 * made by time is the same for users made together.
 */
export const pseudonymOf = (userId: string): string => `deleted user ${userId}`;

/** The account is removed last: until then its row names what has to be given back. */
export function createDeleteUserSaga(deps: {
  core: ConnectionPool;
  catalog: ConnectionPool;
  accounts: AccountsToDelete;
  history: HistoryOfActors;
}): SagaDefinition<typeof Payload> {
  const { core, catalog, accounts, history } = deps;
  const nameOf = async (userId: string): Promise<string> => {
    const name = await accounts.findName(core, userId);
    if (name !== null) return name;
    throw new AppError('users.not_found', {
      message: `There is no user ${userId}; the deletion is taken back`,
      params: { id: userId },
    });
  };
  return defineSaga({
    id: 'core.delete-user',
    version: 1,
    payload: Payload,
    steps: [
      {
        name: 'disable',
        run: async ({ userId }, { once }) => {
          await nameOf(userId);
          await inTransaction(core, (client) => once(client, () => accounts.disable(client, userId)));
        },
        // Sessions stay ended: the user signs in again.
        compensate: ({ userId }, { once }) =>
          inTransaction(core, (client) =>
            once(client, async (memory) => {
              if (memory['wasEnabled'] === true) await accounts.enable(client, userId);
            }),
          ),
      },
      {
        name: 'hand-over',
        run: async ({ userId, heirId }, { once }) => {
          if (heirId === null) return;
          await inTransaction(core, (client) =>
            once(client, () => accounts.handOver(client, userId, heirId)),
          );
        },
        compensate: ({ userId }, { once }) =>
          inTransaction(core, (client) =>
            once(client, ({ apiKeys, webhooks }) =>
              accounts.takeBack(client, userId, { apiKeys: idsOf(apiKeys), webhooks: idsOf(webhooks) }),
            ),
          ),
      },
      {
        name: 'anonymise',
        run: async ({ userId }, { once }) => {
          const name = await nameOf(userId);
          await inTransaction(catalog, (client) =>
            once(client, async () => {
              await history.renameActor(client, name, pseudonymOf(userId));
              return {};
            }),
          );
        },
        // The name is read again and not remembered: the log of a deletion must not keep what it deletes.
        compensate: ({ userId }, { once }) =>
          inTransaction(catalog, (client) =>
            once(client, async () => history.renameActor(client, pseudonymOf(userId), await nameOf(userId))),
          ),
      },
      {
        name: 'remove',
        run: async ({ userId }, { once }) => {
          await inTransaction(core, (client) =>
            once(client, async () => {
              await accounts.remove(client, userId);
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

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
