import type { QueryResultRow } from 'pg';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { EventRow } from '../../platform/events/event-reader.ts';
import type { OfferChoice } from './offer-policy.ts';

/**
 * What one unit of an offer costs in a currency, as SQL: the cost is that of a pack, and a pack of unknown size is
 * one unit. `rates` has the columns of `exchange_rate()` beside the currency they lead from.
 */
export const unitCost = (offer: string, rate: string): string =>
  `${offer}.cost * ${rate}.multiply / (${rate}.divide * coalesce(nullif(${offer}.pack_quantity, 0), 1))`;

/** The currency of an offer's cost, as SQL. */
export const offerCurrency = (offer: string, supplier: string, fallback: string): string =>
  `coalesce(${offer}.currency, ${supplier}.currency, ${fallback})`;

/** In stock before unknown before none; one that costs nobody knows what is last in any case. */
const before = '(unit_cost is null), case when stock > 0 then 0 when stock is null then 1 else 2 end';
const orders: Readonly<Record<OfferChoice['policy'], string>> = {
  cheapest_in_stock: 'unit_cost, lead_time_days, priority, id',
  preferred_supplier: 'priority, unit_cost, lead_time_days, id',
  lead_time: 'lead_time_days, unit_cost, priority, id',
};

const touched = `select f.product_id from unnest($3::uuid[], $4::int[]) as e(change_set_id, batch)
      join field_changes f on f.change_set_id = e.change_set_id and f.batch = e.batch
      union select unnest($5::uuid[])`;

/** Two that decide the same product would otherwise write in the order in which they read. */
export const lockDecisions = async (client: Statements): Promise<void> =>
  void (await client.query(`select pg_advisory_xact_lock(hashtext('best offers'))`));

/** Decides for the products of events. @returns how many have another best offer, or another reason, now */
export const decideTouched = (
  client: Statements,
  choice: OfferChoice,
  events: readonly EventRow[],
): Promise<number> =>
  decide(client, choice, touched, [
    events.map((event) => event.change_set_id),
    events.map((event) => event.batch),
    events.flatMap((event) => event.product_id ?? []),
  ]);

/** Decides for the products from one id to another, both included. */
export const decideRange = (
  client: Statements,
  choice: OfferChoice,
  range: { first: string; last: string },
): Promise<number> =>
  decide(
    client,
    choice,
    `select product_id from supplier_products where product_id between $3 and $4
      union select product_id from best_offers where product_id between $3 and $4`,
    [range.first, range.last],
  );

/** The ids between which the next products stand; undefined behind the last one. */
export async function nextRange(
  client: Statements,
  after: string | null,
  size: number,
): Promise<{ first: string; last: string } | undefined> {
  const { rows } = await client.query<{ first: string | null; last: string | null }>(
    `select min(product_id::text) as first, max(product_id::text) as last from (
       select product_id from (
         (select distinct product_id from supplier_products where $1::uuid is null or product_id > $1 order by product_id limit $2)
         union
         (select product_id from best_offers where $1::uuid is null or product_id > $1 order by product_id limit $2)) u
       order by product_id limit $2) page`,
    [after, size],
  );
  const { first, last } = rows[0]!;
  return first === null || last === null ? undefined : { first, last };
}

async function decide(
  client: Statements,
  { policy, currency }: OfferChoice,
  products: string,
  values: unknown[],
): Promise<number> {
  const { rows } = await client.query<{ changed: number } & QueryResultRow>(
    `with touched as materialized (${products}),
     offers as materialized (
       select o.product_id, o.id, o.cost, o.stock, o.lead_time_days, o.pack_quantity, s.priority,
         ${offerCurrency('o', 's', '$2')} as currency
       from touched t join supplier_products o on o.product_id = t.product_id and o.ended_at is null
       join suppliers s on s.id = o.supplier_id),
     rates as materialized (
       select c.currency, r.multiply, r.divide from (select distinct currency from offers) c
       left join lateral exchange_rate(c.currency, $2, current_date) r on true),
     priced as (
       select o.*, ${unitCost('o', 'r')} as unit_cost, o.cost is not null and r.multiply is null as no_rate
       from offers o join rates r on r.currency = o.currency),
     ranked as (
       select *, row_number() over place as place, count(*) over (partition by product_id) as compared,
         lead(id) over place as next_id, lead(unit_cost) over place as next_cost
       from priced window place as (partition by product_id order by ${before}, ${orders[policy]})),
     decided as (
       select product_id, id as offer_id, jsonb_build_object(
           'code', case when unit_cost is null then 'cost_unknown' when stock > 0 then $1
             else replace($1, '_in_stock', '') || case when stock is null then '_stock_unknown' else '_out_of_stock' end end,
           'params', jsonb_strip_nulls(jsonb_build_object(
             'unitCost', trim_scale(round(unit_cost, 6))::text, 'currency', $2::text, 'compared', compared,
             'stock', trim_scale(stock)::text, 'leadTimeDays', lead_time_days, 'supplierPriority', priority,
             'missingRate', case when no_rate then currency || '/' || $2 end,
             'nextOfferId', next_id, 'nextUnitCost', trim_scale(round(next_cost, 6))::text))) as reason
       from ranked where place = 1),
     gone as (
       delete from best_offers b using touched t where b.product_id = t.product_id
         and not exists (select from decided d where d.product_id = b.product_id) returning 1),
     written as (
       insert into best_offers as b (product_id, offer_id, policy, reason)
       select product_id, offer_id, $1, reason from decided order by product_id
       on conflict (product_id) do update
         set offer_id = excluded.offer_id, policy = excluded.policy, reason = excluded.reason, decided_at = now()
         where (b.offer_id, b.policy, b.reason) is distinct from (excluded.offer_id, excluded.policy, excluded.reason)
       returning 1)
     select ((select count(*) from gone) + (select count(*) from written))::int as changed`,
    [policy, currency, ...values],
  );
  return rows[0]!.changed;
}

/** All that decisions depend on beside the offers themselves, as one text. */
export async function readBasis(client: Statements, { policy, currency }: OfferChoice): Promise<string> {
  const { rows } = await client.query<{ basis: string }>(
    `select concat_ws(' ', $1::text, $2::text,
       (select concat_ws(' ', max(updated_at), max(day)) from exchange_rates where day <= current_date),
       (select string_agg(concat_ws(':', id, priority, currency), ',' order by id) from suppliers)) as basis`,
    [policy, currency],
  );
  return rows[0]!.basis;
}

export async function findBasis(client: Statements): Promise<string | undefined> {
  const { rows } = await client.query<{ basis: string }>('select basis from best_offer_basis');
  return rows[0]?.basis;
}

export async function keepBasis(client: Statements, basis: string): Promise<void> {
  await client.query(
    `insert into best_offer_basis (basis) values ($1)
     on conflict (one) do update set basis = excluded.basis, decided_at = now()`,
    [basis],
  );
}
