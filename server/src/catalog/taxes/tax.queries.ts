import { sql, type Kysely, type Selectable } from 'kysely';
import type { Statements } from '../../platform/databases/transactions.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import type { CatalogTables } from '../tables.ts';
import type { TaxClassesTable } from './tax.tables.ts';

type Executor = Kysely<CatalogTables>;
export type TaxClassRow = Selectable<TaxClassesTable>;

export interface TaxRate {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly taxClass: string;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  /** Of the price without tax; a decimal string. */
  readonly percent: string;
}

export const listTaxClasses = (db: Executor): Promise<TaxClassRow[]> =>
  db.selectFrom('tax_classes').selectAll().orderBy('code').execute();

export const findTaxClass = (db: Executor, code: string): Promise<TaxClassRow | undefined> =>
  db.selectFrom('tax_classes').selectAll().where('code', '=', code).executeTakeFirst();

export const lockTaxClass = (db: Executor, code: string): Promise<TaxClassRow | undefined> =>
  db.selectFrom('tax_classes').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertTaxClass = (
  db: Executor,
  taxClass: { code: string; name: string },
): Promise<TaxClassRow | undefined> =>
  db
    .insertInto('tax_classes')
    .values(taxClass)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const nameTaxClass = (db: Executor, code: string, name: string): Promise<TaxClassRow> =>
  db
    .updateTable('tax_classes')
    .set({ name, version: sql`version + 1`, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Makes it the class of products that name none, in the place of the one that was. */
export async function makeDefaultTaxClass(db: Executor, code: string): Promise<void> {
  // In an order, for the one unique index that both rows are in.
  await db.updateTable('tax_classes').set({ is_default: false }).where('is_default', '=', true).execute();
  await db.updateTable('tax_classes').set({ is_default: true }).where('code', '=', code).execute();
}

export async function deleteTaxClass(db: Executor, code: string): Promise<void> {
  await db.deleteFrom('tax_classes').where('code', '=', code).execute();
}

export async function countTaxClassUses(
  db: Executor,
  code: string,
): Promise<{ products: number; rates: number }> {
  const { rows } = await sql<{ products: number; rates: number }>`
    select (select count(*)::int from (select from products where lower(btrim(tax_class)) = ${code} limit ${COUNTED}) p) as products,
      (select count(*)::int from tax_rates where tax_class = ${code}) as rates`.execute(db);
  return rows[0]!;
}

/** The latest rate on or before the day of each country and class. */
export async function listTaxRates(
  db: Executor,
  filter: { country: string | null; taxClass: string | null; day: string | null },
): Promise<TaxRate[]> {
  const { rows } = await sql<TaxRate>`
    select distinct on (country, tax_class) country, tax_class as "taxClass", valid_from::text as "validFrom", percent::text
    from tax_rates
    where (${filter.country}::text is null or country = ${filter.country}) and (${filter.taxClass}::text is null or tax_class = ${filter.taxClass})
      and valid_from <= coalesce(${filter.day}::date, current_date)
    order by country, tax_class, valid_from desc`.execute(db);
  return rows;
}

/** Those of the same country, class and day; the rows are locked. */
export async function findTaxRates(
  db: Executor,
  keys: readonly Omit<TaxRate, 'percent'>[],
): Promise<TaxRate[]> {
  const { rows } = await sql<TaxRate>`
    select r.country, r.tax_class as "taxClass", r.valid_from::text as "validFrom", r.percent::text
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(country text, "taxClass" text, "validFrom" date)
    join tax_rates r on r.country = k.country and r.tax_class = k."taxClass" and r.valid_from = k."validFrom"
    for update of r`.execute(db);
  return rows;
}

/** Writes rates over those of the same country, class and day; one without per cent is taken away. */
export async function writeTaxRates(
  db: Executor,
  rates: readonly (Omit<TaxRate, 'percent'> & { readonly percent: string | null })[],
): Promise<void> {
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as g(country text, "taxClass" text, "validFrom" date, percent numeric)),
    gone as (
      delete from tax_rates r using given g
      where g.percent is null and r.country = g.country and r.tax_class = g."taxClass" and r.valid_from = g."validFrom")
    insert into tax_rates (country, tax_class, valid_from, percent)
    select country, "taxClass", "validFrom", percent from given where percent is not null
    on conflict (country, tax_class, valid_from) do update set percent = excluded.percent, updated_at = now()`.execute(
    db,
  );
}

/** What a product or a class is taxed with; null where there is no rate. */
export async function findPercent(
  db: Statements,
  of: { country: string; taxClass: string | null; day: string | null },
): Promise<string | null> {
  const { rows } = await db.query<{ percent: string | null }>(
    'select tax_percent($1, $2, coalesce($3::date, current_date))::text as percent',
    [of.country, of.taxClass, of.day],
  );
  return rows[0]?.percent ?? null;
}
