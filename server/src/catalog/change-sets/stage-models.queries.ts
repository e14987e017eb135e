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
      column ? [`select from ${stage} r where lower(r.${column}) = lower(n.key)`] : [],
    ),
    `select from products p where p.sku in ${spellings('n.key')}`,
    ...(definition.supplierId === null
      ? []
      : [
          `select from supplier_products o where o.supplier_id = ${literal(definition.supplierId)} and o.supplier_reference in ${spellings('n.key')}`,
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
    `with named as materialized (select distinct ${parent} as key from ${stage} where ${parent} is not null),
     missing as materialized (select key from named n where ${known.map((one) => `not exists (${one})`).join(' and ')})
     insert into ${stage} (line, batch, ${filled.map(([column]) => column).join(', ')})
     select -min(s.line), min(s.batch), ${filled.map(([, value]) => value).join(', ')}
     from ${stage} s join missing m on m.key = s.${parent} group by s.${parent}`,
  );
}

/**
 * The words that all titles begin with, else the first title: all of them begin as the least and the greatest do. By
 * words, for a regular expression that refers back takes 0.15 ms a model, and this a tenth of it.
 */
function commonStart(column: string): string {
  const [least, most] = [`min(s.${column} collate "C")`, `max(s.${column} collate "C")`];
  return `coalesce((
      select nullif(rtrim(array_to_string(w.words[1:max(i)], ' '), ' ,;:/(–-'), '')
      from (select string_to_array(${least}, ' ') as words) w cross join generate_subscripts(w.words, 1) as i
      where starts_with(${most} || ' ', array_to_string(w.words[1:i], ' ') || ' ') group by w.words), ${least})`;
}
