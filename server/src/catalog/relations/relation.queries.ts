import type { PoolClient } from 'pg';
import type { Executor } from '../products/product.queries.ts';

export interface Related {
  readonly kind: string;
  readonly productId: string;
  readonly sku: string | null;
}

/** What a product points at, by kind and in its order. */
export async function readRelated(db: Executor, productId: string): Promise<Related[]> {
  const { rows } = await db.query<Related>(
    `select r.kind, r.related_id as "productId", p.sku from product_relations r left join products p on p.id = r.related_id
     where r.product_id = $1 order by r.kind, r.position`,
    [productId],
  );
  return rows;
}

export async function findSkus(client: PoolClient, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; sku: string }>(
    'select id, sku from products where id = any($1::uuid[]) order by id for key share',
    [ids],
  );
  return new Map(rows.map(({ id, sku }) => [id, sku]));
}

/** Positions count from 1 in each kind. */
export async function replaceRelated(
  client: PoolClient,
  productId: string,
  kinds: readonly string[],
  related: readonly Related[],
): Promise<void> {
  await client.query('delete from product_relations where product_id = $1 and kind = any($2)', [
    productId,
    kinds,
  ]);
  await client.query(
    `insert into product_relations (product_id, kind, related_id, position)
     select $1, r.kind, r.id, row_number() over (partition by r.kind order by r.position)
     from unnest($2::text[], $3::uuid[]) with ordinality as r(kind, id, position) where r.kind = any($4)`,
    [productId, related.map(({ kind }) => kind), related.map((one) => one.productId), kinds],
  );
}

/** Both directions in one statement, as finished text: what the product points at, and what points at it. */
export async function readRelationsText(
  db: Executor,
  productId: string,
): Promise<{ body: string; version: number } | null> {
  const shown = (id: string): string =>
    `json_build_object('id', ${id}, 'sku', p.sku, 'title', p.title, 'type', p.type, 'status', p.status)`;
  const { rows } = await db.query<{ body: string; version: number }>({
    name: 'read-relations',
    text: `select o.version, json_build_object(
        'items', coalesce((
          select json_agg(json_build_object('kind', r.kind, 'position', r.position, 'product', ${shown('r.related_id')}) order by r.kind, r.position)
          from product_relations r join products p on p.id = r.related_id where r.product_id = o.id), '[]'),
        'incoming', coalesce((
          select json_agg(json_build_object('kind', r.kind, 'position', r.position, 'product', ${shown('r.product_id')}) order by r.kind, p.sku)
          from product_relations r join products p on p.id = r.product_id where r.related_id = o.id), '[]'),
        'nextCursor', null)::text as body
      from products o where o.id = $1`,
    values: [productId],
  });
  return rows[0] ?? null;
}
