import type { PoolClient } from 'pg';
import {
  columnOf,
  stageColumns,
  stagingTables,
  type ChangeSetDefinition,
  type StageColumn,
} from '../definition.ts';
import { survivorOf } from '../../merging/redirect.queries.ts';
import { literal } from '../field-sql.ts';
import { normalisedMpn } from '../create-products.queries.ts';
import { decisionKey } from './match-decisions.queries.ts';

/** A product that one of the row's keys means. */
export interface MatchCandidate {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly title: string | null;
  /** The keys that mean it. */
  readonly by: readonly ('supplierReference' | 'gtin' | 'sku' | 'brandMpn')[];
}

/** A row that a person has to say something about. */
export interface ReviewRow {
  readonly line: number;
  readonly reason: string;
  /** What a decision about it is kept under. */
  readonly key: string;
  /** field -> value of what tells products apart. */
  readonly row: Readonly<Record<string, string>>;
  readonly candidates: readonly MatchCandidate[];
}

export interface ReviewPage {
  readonly afterLine: number;
  readonly limit: number;
  /** Only these lines. */
  readonly lines?: readonly number[];
}

const CANDIDATES = 10;
const shownFields = ['supplierReference', 'gtin', 'sku', 'brand', 'mpn', 'title'] as const;

/** In order of their lines, while the plan is kept. */
export async function listReviewRows(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
  { afterLine, limit, lines }: ReviewPage,
): Promise<ReviewRow[]> {
  const { stage, plan, terms } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const shown = shownFields.flatMap((field) => {
    const column = columnOf(columns, field);
    return column === null ? [] : [`${literal(field)}, s.${column}`];
  });
  const { rows } = await client.query<ReviewRow>(
    `select p.line, p.reason, ${decisionKey(columns)} as key, jsonb_strip_nulls(jsonb_build_object(${shown.join(', ')})) as row,
       (select coalesce(jsonb_agg(jsonb_build_object('id', pr.id, 'sku', pr.sku, 'gtin', pr.gtin, 'title', pr.title, 'by', c.by) order by pr.sku), '[]')
        from (select id, jsonb_agg(distinct by) as by from (${candidatesOf(definition, columns, terms)}) k group by id limit ${CANDIDATES}) c
        join products pr on pr.id = c.id) as candidates
     from ${plan} p join ${stage} s on s.line = p.line
     where p.action = 'r' and p.line > $1 and ($3::int[] is null or p.line = any($3)) order by p.line limit $2`,
    [afterLine, limit, lines ?? null],
  );
  return rows;
}

function candidatesOf(
  definition: ChangeSetDefinition,
  columns: readonly StageColumn[],
  terms: string,
): string {
  const [reference, gtin, sku, mpn, brand] = ['supplierReference', 'gtin', 'sku', 'mpn', 'brand'].map(
    (field) => columnOf(columns, field),
  );
  const found = [
    definition.supplierId !== null && reference
      ? `select product_id as id, 'supplierReference' as by from supplier_products
           where supplier_id = ${literal(definition.supplierId)} and supplier_reference = s.${reference}`
      : '',
    gtin
      ? `select product_id, 'gtin' from product_identifiers where kind = 'gtin' and value = s.${gtin}`
      : '',
    sku ? `select ${survivorOf('products.id')}, 'sku' from products where sku = s.${sku}` : '',
    mpn && brand
      ? `(select ${survivorOf('q.id')}, 'brandMpn' from products q join ${terms} t on t.kind = 'brand' and t.value = s.${brand} and t.ref = q.brand_id
           where q.mpn_key = ${normalisedMpn(`s.${mpn}`)} limit ${CANDIDATES})`
      : '',
  ].filter((part) => part !== '');
  return found.length === 0
    ? `select null::uuid as id, '' as by where false`
    : found.join('\n        union all ');
}
