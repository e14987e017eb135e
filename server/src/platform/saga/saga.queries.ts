import type { Statements } from '../databases/transactions.ts';
import type { Direction } from './define-saga.ts';

export type SagaState = 'running' | 'completed' | 'compensating' | 'compensated' | 'failed';

/** Why a step or a whole saga ended badly, as a list shows it. */
export type SagaFailure = Readonly<{ code: string; message: string; step: string | null }>;

export type SagaHead = Readonly<{
  id: string;
  saga: string;
  version: number;
  payload: unknown;
  state: SagaState;
  failure: SagaFailure | null;
}>;

export type LoggedStep = Readonly<{
  step: string;
  direction: Direction;
  tries: number;
  done: boolean;
  error: SagaFailure | null;
}>;

/** The right to go on with a saga: whoever takes over raises the fence, and what holds the old one finds no row. */
export interface Lease {
  readonly sagaId: string;
  readonly fence: number;
  readonly ms: number;
}

const UNFINISHED = `state in ('running', 'compensating')`;
const HEAD = 'id, saga, version, payload, state, failure';
const STEPS = `select coalesce(jsonb_agg(jsonb_build_object('step', step, 'direction', direction, 'tries', tries,
    'done', done_at is not null, 'error', error) order by started_at), '[]') from saga_log where saga_id = sagas.id`;

export async function insertSaga(
  client: Statements,
  saga: { id: string; saga: string; version: number; payload: unknown },
): Promise<void> {
  await client.query('insert into sagas (id, saga, version, payload) values ($1, $2, $3, $4)', [
    saga.id,
    saga.saga,
    saga.version,
    JSON.stringify(saga.payload),
  ]);
}

/** @returns undefined while another runner holds it, before it is due and after it ended */
export async function takeLease(
  client: Statements,
  { sagaId, ms }: Omit<Lease, 'fence'>,
): Promise<(SagaHead & { fence: number }) | undefined> {
  const { rows } = await client.query<SagaHead & { fence: number }>(
    `update sagas set fence = fence + 1, leased_until = now() + $2 * interval '1 ms'
     where id = $1 and ${UNFINISHED} and due_at <= now() and (leased_until is null or leased_until < now())
     returning ${HEAD}, fence`,
    [sagaId, ms],
  );
  return rows[0];
}

/** Milliseconds that another runner's lease still has; null when nobody holds it or there is nothing to do. */
export async function leaseLeft(client: Statements, sagaId: string): Promise<number | null> {
  const { rows } = await client.query<{ ms: number }>(
    `select ceil(extract(epoch from leased_until - now()) * 1000)::int as ms from sagas
     where id = $1 and ${UNFINISHED} and due_at <= now() and leased_until >= now()`,
    [sagaId],
  );
  return rows[0]?.ms ?? null;
}

/** @returns false when the lease is lost */
export async function renewLease(client: Statements, { sagaId, fence, ms }: Lease): Promise<boolean> {
  const { rows } = await client.query(
    `update sagas set leased_until = now() + $3 * interval '1 ms' where id = $1 and fence = $2 and ${UNFINISHED} returning id`,
    [sagaId, fence, ms],
  );
  return rows.length > 0;
}

/** Locks the saga's row, so that nobody takes over between the check of the fence and what is written with it. */
const HELD = `with held as (update sagas set leased_until = now() + $3 * interval '1 ms'
  where id = $1 and fence = $2 and ${UNFINISHED} returning id)`;

/** @returns how often the step was begun, this time included; null when the lease is lost */
export async function recordStep(
  client: Statements,
  { sagaId, fence, ms }: Lease,
  { step, direction }: { step: string; direction: Direction },
): Promise<number | null> {
  const { rows } = await client.query<{ tries: number }>(
    `${HELD} insert into saga_log as l (saga_id, step, direction, fence) select id, $4, $5, $2 from held
     on conflict (saga_id, step, direction) do update set tries = l.tries + 1, fence = excluded.fence
     returning tries`,
    [sagaId, fence, ms, step, direction],
  );
  return rows[0]?.tries ?? null;
}

/** @param error null: the step is done. @returns false when the lease is lost */
export async function markStep(
  client: Statements,
  { sagaId, fence, ms }: Lease,
  { step, direction, error }: { step: string; direction: Direction; error: SagaFailure | null },
): Promise<boolean> {
  const { rows } = await client.query(
    `${HELD} update saga_log l set error = $6, done_at = case when $6::jsonb is null then now() end
     from held where l.saga_id = held.id and l.step = $4 and l.direction = $5 returning l.step`,
    [sagaId, fence, ms, step, direction, error && JSON.stringify(error)],
  );
  return rows.length > 0;
}

/** @returns false when the lease is lost */
export async function setState(
  client: Statements,
  { sagaId, fence }: Lease,
  { state, failure }: { state: SagaState; failure?: SagaFailure | undefined },
): Promise<boolean> {
  const { rows } = await client.query(
    `update sagas set state = $3, failure = coalesce($4, failure),
       finished_at = case when $3 in ('running', 'compensating') then null else now() end
     where id = $1 and fence = $2 and ${UNFINISHED} returning id`,
    [sagaId, fence, state, failure ? JSON.stringify(failure) : null],
  );
  return rows.length > 0;
}

/** Lets go of it; the next runner may take it after the delay. @returns false when the lease is lost */
export async function giveBack(
  client: Statements,
  { sagaId, fence }: Lease,
  delaySeconds: number,
): Promise<boolean> {
  const { rows } = await client.query(
    `update sagas set leased_until = null, due_at = now() + $3 * interval '1 s' where id = $1 and fence = $2 returning id`,
    [sagaId, fence, delaySeconds],
  );
  return rows.length > 0;
}

export async function listSteps(client: Statements, sagaId: string): Promise<readonly LoggedStep[]> {
  const { rows } = await client.query<{ steps: LoggedStep[] }>(
    `select (${STEPS}) as steps from sagas where id = $1`,
    [sagaId],
  );
  return rows[0]?.steps ?? [];
}

/** Those that a runner should have and none has: its job was lost with the queue's tables, or given up. */
export async function listAbandoned(client: Statements): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from sagas where ${UNFINISHED} and due_at <= now() and (leased_until is null or leased_until < now()) order by due_at`,
  );
  return rows.map(({ id }) => id);
}

export type SagaReport = SagaHead & {
  readonly steps: readonly LoggedStep[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

const REPORT = `${HEAD}, created_at as "createdAt", finished_at as "finishedAt", (${STEPS}) as steps`;

export async function findSaga(client: Statements, id: string): Promise<SagaReport | undefined> {
  const { rows } = await client.query<SagaReport>(`select ${REPORT} from sagas where id = $1`, [id]);
  return rows[0];
}

/** Newest first: ids are ordered by time. */
export async function listSagas(
  client: Statements,
  page: { state?: SagaState; before?: string; limit: number },
): Promise<SagaReport[]> {
  const { rows } = await client.query<SagaReport>(
    `select ${REPORT} from sagas
     where ($1::text is null or state = $1) and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [page.state ?? null, page.before ?? null, page.limit],
  );
  return rows;
}
