import type { ConnectionPool } from '../platform/databases/pool.ts';

export interface CatalogueCounts {
  readonly products: number;
  readonly offers: number;
  /** Products that more than one supplier offers. */
  readonly shared: number;
  readonly withoutGtin: number;
}

export async function hasProducts(pool: ConnectionPool): Promise<boolean> {
  const { rowCount } = await pool.query('select from products limit 1');
  return rowCount === 1;
}

export async function countCatalogue(pool: ConnectionPool): Promise<CatalogueCounts> {
  const { rows } = await pool.query<CatalogueCounts & Record<string, unknown>>(
    `select (select count(*) from products)::int as products,
       (select count(*) from supplier_products)::int as offers,
       (select count(*) from (
          select from supplier_products group by product_id having count(distinct supplier_id) > 1) s)::int as shared,
       (select count(*) from products where gtin is null)::int as "withoutGtin"`,
  );
  return rows[0]!;
}
