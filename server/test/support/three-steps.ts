import { Type } from 'typebox';
import type { ConnectionPool } from '../../src/platform/databases/pool.ts';
import { inTransaction } from '../../src/platform/databases/transactions.ts';
import { AppError } from '../../src/platform/errors.ts';
import { defineSaga, type Direction, type SagaStep } from '../../src/platform/saga/define-saga.ts';

const Payload = Type.Object({ note: Type.String() }, { additionalProperties: false });

export interface ThreeSteps {
  readonly core: ConnectionPool;
  readonly catalog: ConnectionPool;
  /** Named points inside of the transactions, `run b inside`. */
  readonly reach?: (point: string) => void;
  /** Throws where a step should fail. */
  readonly fail?: (at: string) => void;
}

/** Steps in two databases that write a row each time they have their effect: rows are counted. */
export function createThreeSteps({ core, catalog, reach, fail }: ThreeSteps) {
  const step = (name: string, pool: ConnectionPool): SagaStep<{ note: string }> => {
    const effect = async (direction: Direction, sagaId: string, client: ConnectionClient): Promise<void> => {
      await client.query('insert into test_effects values ($1, $2)', [sagaId, `${direction} ${name}`]);
      reach?.(`${direction} ${name} inside`);
    };
    return {
      name,
      async run({ note }, { once, sagaId }) {
        fail?.(`run ${name}`);
        await inTransaction(pool, (client) =>
          once(client, async () => {
            await effect('run', sagaId, client);
            return { note: `${name}: ${note}` };
          }),
        );
      },
      async compensate({ note }, { once, sagaId }) {
        fail?.(`compensate ${name}`);
        await inTransaction(pool, (client) =>
          once(client, async (memory) => {
            if (memory['note'] !== `${name}: ${note}`) throw new Error(`${name} does not remember`);
            await effect('compensate', sagaId, client);
          }),
        );
      },
    };
  };
  return defineSaga({
    id: 'test.three-steps',
    version: 1,
    payload: Payload,
    steps: [step('a', core), step('b', catalog), step('c', core)],
  });
}

type ConnectionClient = Pick<Awaited<ReturnType<ConnectionPool['connect']>>, 'query'>;

export async function createEffectTables(pools: readonly ConnectionPool[]): Promise<void> {
  for (const pool of pools)
    await pool.query('create table test_effects (saga_id uuid not null, effect text not null)');
}

/** In no order: what took effect, as often as it did. */
export async function listEffects(pools: readonly ConnectionPool[], sagaId: string): Promise<string[]> {
  const found: string[] = [];
  for (const pool of pools) {
    const { rows } = await pool.query<{ effect: string }>(
      'select effect from test_effects where saga_id = $1',
      [sagaId],
    );
    found.push(...rows.map(({ effect }) => effect));
  }
  return found.sort();
}

/** A failure that no further try mends. */
export const failForGood = (wanted: string) => (at: string) => {
  if (at === wanted) throw new AppError('test.refused', { message: `${at} is refused` });
};
