import type { Client } from 'pg';

const tables =
  'products product_identifiers supplier_products product_prices product_stocks product_categories product_attributes field_sources quality_issues'.split(
    ' ',
  );
/** Counters and times of writing: an undo moves them on, it does not turn them back. */
const moving = ['version', 'updated_at', 'found_at', 'row_hash'];

export type CatalogueRows = Readonly<Record<string, string[]>>;

/** Every row of the tables an import writes, with its ids, to be compared before and after. */
export async function readCatalogue(client: Client, without: readonly string[] = []): Promise<CatalogueRows> {
  const result: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select (to_jsonb(x) - $1::text[])::text as row from ${table} x order by 1`,
      [[...moving, ...without]],
    );
    result[table] = rows.map(({ row }) => row);
  }
  return result;
}
