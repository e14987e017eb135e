import type { PoolClient } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';

/** Writes down what a saga is about to do; its payload names it by its id only. */
export async function openOperation(
  client: Statements,
  operation: { id: string; kind: 'merge' | 'delete'; origin: Origin; definition: object },
): Promise<void> {
  const { origin } = operation;
  await client.query(
    `insert into change_sets (id, kind, actor, actor_id, request_id, source_address, definition) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      operation.id,
      operation.kind,
      origin.actor,
      origin.actorId,
      origin.requestId,
      origin.sourceAddress,
      JSON.stringify(operation.definition),
    ],
  );
}

/** @throws AppError `operations.not_found` */
export async function readDefinition<Definition>(
  client: Statements,
  id: string,
  kind: 'merge' | 'delete',
): Promise<Definition> {
  const { rows } = await client.query<{ definition: Definition & object }>(
    'select definition from change_sets where id = $1 and kind = $2',
    [id, kind],
  );
  if (rows[0]) return rows[0].definition;
  throw new AppError('operations.not_found', {
    message: `There is no ${kind === 'merge' ? 'merge' : 'deletion'} ${id}`,
    params: { id },
  });
}

/** One that did nothing shows that it failed. */
export async function failOperation(client: PoolClient, id: string): Promise<void> {
  await client.query(
    `update change_sets set state = 'failed', finished_at = now() where id = $1 and state = 'open'`,
    [id],
  );
}
