import type { PoolClient } from 'pg';
import { columnOf, stageColumns, stagingTables, type ChangeSetDefinition } from './definition.ts';
import { literal } from './field-sql.ts';
import { spellings } from './structure.queries.ts';

/** Columns of a model that are its variants' where they all say the same. */
const shared = ['brand', 'family', 'category', 'description', 'shortDescription', 'taxClass'];

/**
 * Stages a model for each parent that rows name and that is neither a row nor a product yet: many suppliers give
 * their variants a common reference and no row of its own. It stands under the negative of its first variant's line,
 * is called what the variants' titles begin with, and is filled in by the row that describes it, should one come.
 */
export async function stageModels(
  client: Pick<PoolClient, 'query'>,
  changeSetId: string,
  definition: ChangeSetDefinition,
): Promise<void> {
  const { stage } = stagingTables(changeSetId);
  const columns = stageColumns(definition);
  const of = (field: string): string | null => columnOf(columns, field);
  const [parent, reference, sku] = [of('parent'), of('supplierReference'), of('sku')];
  const key = definition.supplierId === null ? sku : (reference ?? sku);
  if (!parent || !key) return;
  const known = [
    ...[reference, sku].flatMap((column) =>
      column ? [`select from ${stage} r where lower(r.${column}) = lower(s.${parent})`] : [],
    ),
    `select from products p where p.sku in ${spellings(`s.${parent}`)}`,
    ...(definition.supplierId === null
      ? []
      : [
          `select from supplier_products o where o.supplier_id = ${literal(definition.supplierId)} and o.supplier_reference in ${spellings(`s.${parent}`)}`,
        ]),
  ];
  const title = of('title');
  const filled: [string, string][] = [
    [key, `s.${parent}`],
    ...(title ? [[title, commonStart(title)] as [string, string]] : []),
    ...shared.flatMap((field): [string, string][] => {
      const column = of(field);
      return column
        ? [[column, `case when min(s.${column}) = max(s.${column}) then min(s.${column}) end`]]
        : [];
    }),
  ];
  const type = of('type');
  if (type) filled.push([type, `'model'`]);
  await client.query(
    `insert into ${stage} (line, batch, ${filled.map(([column]) => column).join(', ')})
     select -min(s.line), min(s.batch), ${filled.map(([, value]) => value).join(', ')}
     from ${stage} s where s.${parent} is not null and ${known.map((one) => `not exists (${one})`).join(' and ')}
     group by s.${parent}`,
  );
}

/** The words that all titles begin with, else the first title. All of them begin as the least and the greatest do. */
function commonStart(column: string): string {
  const [least, most] = [`min(s.${column} collate "C")`, `max(s.${column} collate "C")`];
  const start = `substring(left(${least}, 300) || chr(1) || left(${most}, 300) from '^(.*)[^\u0001]*\u0001\\1')`;
  return `case when ${least} = ${most} then ${least}
      else coalesce(nullif(regexp_replace(regexp_replace(${start}, '\\S*$', ''), '[\\s,;:/(–-]+$', ''), ''), ${least}) end`;
}
