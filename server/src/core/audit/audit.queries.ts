import { sql, type Kysely, type Selectable } from 'kysely';
import type { Origin } from '../../platform/origin.ts';
import type { CoreTables } from '../tables.ts';
import type { AuditLogTable } from './audit.tables.ts';
import { maskSecrets } from './mask-secrets.ts';

type Executor = Kysely<CoreTables>;
export type AuditRow = Selectable<AuditLogTable>;

export interface AuditEntry {
  readonly origin: Origin;
  /** `<entity>.<past tense>` */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The entry of a change in another database, told by its event. */
export interface OperationEntry extends AuditEntry {
  readonly operationId: string;
  /** The event's own time, the same however often it is read. */
  readonly at: Date;
}

/** Enters a change of db_core, in its transaction. Secrets are masked here, whoever calls. */
export async function writeAudit(transaction: Executor, entry: AuditEntry): Promise<void> {
  await transaction.insertInto('audit_log').values(rowOf(entry)).execute();
}

/** Enters operations of another database; those that are there already are left as they are. */
export async function writeOperations(db: Executor, entries: readonly OperationEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto('audit_log')
    .values(entries.map((entry) => ({ ...rowOf(entry), at: entry.at, operation_id: entry.operationId })))
    .onConflict((conflict) => conflict.columns(['operation_id', 'at']).doNothing())
    .execute();
}

const rowOf = ({ origin, action, entity, entityId, before, after }: AuditEntry) => ({
  actor: origin.actor,
  actor_id: origin.actorId,
  action,
  entity,
  entity_id: entityId,
  before: masked(before),
  after: masked(after),
  request_id: origin.requestId,
  source_address: origin.sourceAddress,
});

const masked = (values: AuditEntry['before']): string | null =>
  values === null ? null : JSON.stringify(maskSecrets(values));

export interface AuditFilter {
  /** An id, or a name. */
  readonly actor?: { readonly id: string } | { readonly name: string } | undefined;
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: Date | undefined;
}

/** Times are kept to the millisecond, so that a cursor of time and id names one place. */
export interface AuditPosition {
  readonly at: Date;
  readonly id: string;
}

/** Newest first. */
export function listAudit(
  db: Executor,
  filter: AuditFilter,
  page: { before: AuditPosition | null; limit: number },
): Promise<AuditRow[]> {
  let query = filtered(db, filter).selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit);
  if (page.before) {
    // The time alone besides, which leaves out partitions.
    query = query
      .where('at', '<=', page.before.at)
      .where(sql<boolean>`(at, id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`);
  }
  return query.execute();
}

/** Counts no further than `most`: a log has no end that anyone waits for. */
export async function countAudit(db: Executor, filter: AuditFilter, most: number): Promise<number> {
  const some = filtered(db, filter)
    .select(sql`1`.as('one'))
    .limit(most);
  const { n } = await db
    .selectFrom(some.as('some'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

function filtered(db: Executor, { actor, entity, entityId, action, since }: AuditFilter) {
  let query = db.selectFrom('audit_log');
  if (actor) {
    query = 'id' in actor ? query.where('actor_id', '=', actor.id) : query.where('actor', '=', actor.name);
  }
  if (entity !== undefined) query = query.where('entity', '=', entity);
  if (entityId !== undefined) query = query.where('entity_id', '=', entityId);
  if (action !== undefined) query = query.where('action', '=', action);
  if (since !== undefined) query = query.where('at', '>=', since);
  return query;
}
