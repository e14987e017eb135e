import { sql, type Kysely } from 'kysely';
import type { Statements } from '../databases/transactions.ts';

/** What was answered, as it is sent again. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A key is its caller's own. */
export interface KeyOfCaller {
  readonly caller: string;
  readonly key: string;
}

/** For a migration of each database whose routes take keys: answers commit with the effect they tell of. */
export async function createIdempotencyKeys(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_keys (
      caller text not null,
      key text not null,
      fingerprint text not null,
      status smallint not null,
      headers jsonb not null,
      body text not null,
      created_at timestamptz not null default now(),
      constraint idempotency_keys_pkey primary key (caller, key)
    );
    create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
    comment on column idempotency_keys.fingerprint is 'hash of method, address and body: another one is another request';
    comment on column idempotency_keys.body is 'text and not jsonb, which would not give back the same bytes'
  `.execute(db);
}

/**
 * Held until the transaction ends, however it ends: a killed process leaves nothing behind that says "running".
 * @returns false while another transaction holds it
 */
export async function tryLockKey(client: Statements, { caller, key }: KeyOfCaller): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [`idempotency ${caller} ${key}`],
  );
  return rows[0]!.free;
}

const KEPT = `interval '24 hours'`;

export async function findAnswer(
  client: Statements,
  { caller, key }: KeyOfCaller,
): Promise<(StoredAnswer & { fingerprint: string }) | undefined> {
  const { rows } = await client.query<StoredAnswer & { fingerprint: string }>(
    `select fingerprint, status, headers, body from idempotency_keys
     where caller = $1 and key = $2 and created_at > now() - ${KEPT}`,
    [caller, key],
  );
  return rows[0];
}

/** Takes the place of one that is no longer kept; another answer that still counts is a violation of the key. */
export async function insertAnswer(
  client: Statements,
  { caller, key }: KeyOfCaller,
  fingerprint: string,
  answer: StoredAnswer,
): Promise<void> {
  await client.query(
    `delete from idempotency_keys where caller = $1 and key = $2 and created_at <= now() - ${KEPT}`,
    [caller, key],
  );
  await client.query(
    `insert into idempotency_keys (caller, key, fingerprint, status, headers, body) values ($1, $2, $3, $4, $5, $6)`,
    [caller, key, fingerprint, answer.status, JSON.stringify(answer.headers), answer.body],
  );
}

export async function deleteOldAnswers(client: Statements): Promise<void> {
  await client.query(`delete from idempotency_keys where created_at <= now() - ${KEPT}`);
}
