import type { PoolClient } from 'pg';
import { editDistance } from '../fields/field-names.ts';
import { stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';

/** A brand that rows would make although the catalogue has one that is nearly it. */
export interface NearBrand {
  readonly value: string;
  /** Name of the one there is. */
  readonly near: string;
  readonly rows: number;
}

/** A first file brings thousands of new brands; what a person looks at is a few, so no more are compared. */
const MOST_COMPARED = 500;
/** Shorter names are near to one another by nature: "Asus" and "Acus" say nothing, "3M" and "HM" less. */
const SHORTEST = 5;
const allowedEdits = (key: string): number => (key.length >= 8 ? 2 : 1);

/**
 * New brands of a complete stage that are nearly one of the catalogue, or one of its aliases; before its batches make
 * them. Only names with the same first letter are compared. One statement for a stage without new brands, none without a brand column.
 */
export async function findNearBrands(
  client: PoolClient,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<NearBrand[]> {
  const { stage, terms } = stagingTables(changeSetId);
  const brand = stageColumns(definition).find(({ target }) => target.kind === 'brand');
  if (!brand) return [];
  const made = await client.query<{ value: string; key: string }>(
    `select value, key from ${terms} where kind = 'brand' and ref is null and length(key) >= $1 order by key limit $2`,
    [SHORTEST, MOST_COMPARED],
  );
  if (made.rows.length === 0) return [];
  const known = await client.query<{ name: string; key: string }>(
    `select name, name_key as key from brands where left(name_key, 1) = any($1) and merged_into is null
     union all select b.name, a.alias_key from brand_aliases a join brands b on b.id = a.brand_id where left(a.alias_key, 1) = any($1)
     order by key`,
    [[...new Set(made.rows.map(({ key }) => key[0]))]],
  );
  const near = new Map<string, string>();
  for (const { value, key } of made.rows) {
    const found = nearest(key, known.rows);
    if (found) near.set(value, found);
  }
  if (near.size === 0) return [];
  const counted = await client.query<{ value: string; rows: number }>(
    `select ${brand.column} as value, count(*)::int as rows from ${stage} where ${brand.column} = any($1) group by 1 order by 2 desc, 1`,
    [[...near.keys()]],
  );
  return counted.rows.map(({ value, rows }) => ({ value, near: near.get(value)!, rows }));
}

function nearest(key: string, known: readonly { name: string; key: string }[]): string | null {
  let best: { name: string; edits: number } | null = null;
  for (const { name, key: other } of known) {
    // The difference in length is the least there is to edit; it spares nearly all comparisons.
    if (other[0] !== key[0] || Math.abs(other.length - key.length) > allowedEdits(key)) continue;
    const edits = editDistance(key, other);
    if (edits <= allowedEdits(key) && edits < (best?.edits ?? Infinity)) best = { name, edits };
  }
  return best?.name ?? null;
}
