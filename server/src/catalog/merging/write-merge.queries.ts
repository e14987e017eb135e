import type { PoolClient } from 'pg';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { finishChangeSet } from '../change-sets/finish.queries.ts';
import { forgetHashes, logReverted, writeFields } from '../change-sets/undo/revert-fields.queries.ts';
import type { WrittenField } from './written-fields.ts';

/**
 * Writes a merge with its history, its event and the end of its operation, all in the caller's transaction. The
 * statements are those of the undo: what they write and how it is logged is what they walk back.
 */
export async function writeMerge(
  client: PoolClient,
  operationId: string,
  written: readonly WrittenField[],
): Promise<void> {
  await client.query(
    `create temporary table undo_fields on commit drop as
     select product_id, offer_id, key, kind, a, b, c, field, coalesce(old, 'null') as old, coalesce(present, 'null') as new,
       coalesce(shown_old, 'null') as shown_old, coalesce(shown_new, 'null') as shown_new, coalesce(present, 'null') as present, 'revert' as verdict
     from jsonb_to_recordset($1::jsonb) as r(product_id uuid, offer_id uuid, key text, kind text, a text, b text, c text, field boolean,
       old jsonb, present jsonb, shown_old jsonb, shown_new jsonb)`,
    [JSON.stringify(written)],
  );
  for (const statement of [...writeFields, forgetHashes]) await client.query(statement);
  await linkPictures(client);
  await client.query(logReverted({ undoId: operationId }, 0));
  const fields = written.filter(({ field }) => field).map(({ key }) => key);
  const counts = {
    created: 0,
    updated: new Set(written.map(({ product_id }) => product_id)).size,
    fields: Object.fromEntries(
      [...new Set(fields)].map((field) => [field, fields.filter((one) => one === field).length]),
    ),
  };
  await client.query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line, applied_at, counts) values ($1, 0, 0, 0, now(), $2)`,
    [operationId, JSON.stringify(counts)],
  );
  await appendBatchEvent(client, operationId, 0, counts);
  await finishChangeSet(client, operationId, 'completed', counts);
}

/** A picture that came from a merged product is recorded already. */
async function linkPictures(client: PoolClient): Promise<void> {
  await client.query(
    `update product_media_references m set media_id = r.media_id
     from undo_fields f join undo_fields g on g.kind = 'redirect' and g.old = to_jsonb(f.product_id)
     join product_media_references r on r.product_id = g.product_id
     where f.kind = 'images' and m.product_id = f.product_id and m.name = r.name and m.media_id is null and r.media_id is not null`,
  );
}
