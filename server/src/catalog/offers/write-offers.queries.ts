import type { PoolClient } from 'pg';

/** An offer that an entry asks for; `entry` is the caller's number of it. */
export interface AskedOffer {
  readonly entry: number;
  readonly productId: string;
  readonly supplierId: string | null;
  readonly reference: string | null;
}

/** Entry -> the offers that fit, of which one is meant. */
export async function findOffers(
  client: PoolClient,
  asked: readonly AskedOffer[],
): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ entry: number; ids: string[] }>(
    `select e.entry, array_agg(o.id)::text[] as ids
     from jsonb_to_recordset($1::jsonb) as e(entry integer, "productId" uuid, "supplierId" uuid, reference text)
     join supplier_products o on o.product_id = e."productId"
       and (e."supplierId" is null or o.supplier_id = e."supplierId")
       and (e.reference is null or o.supplier_reference = e.reference)
     group by e.entry`,
    [JSON.stringify(asked)],
  );
  return new Map(rows.map(({ entry, ids }) => [entry, ids]));
}

/** References of suppliers that an offer has already, as `supplier reference`. */
export async function findTakenReferences(
  client: PoolClient,
  asked: readonly AskedOffer[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ taken: string }>(
    `select o.supplier_id || ' ' || o.supplier_reference as taken
     from jsonb_to_recordset($1::jsonb) as e("supplierId" uuid, reference text)
     join supplier_products o on o.supplier_id = e."supplierId" and o.supplier_reference = e.reference`,
    [JSON.stringify(asked)],
  );
  return new Set(rows.map(({ taken }) => taken));
}

/** What an offer is to say: columns that are absent stay. Without `offerId` it is made. */
export interface OfferWrite extends AskedOffer {
  readonly offerId: string | null;
  readonly values: Readonly<Record<string, string | number | null | undefined>>;
}

export interface WrittenOffers {
  /** Entries that changed something, and of them those that made an offer. */
  readonly entries: number[];
  readonly made: number[];
  /** Field -> offers in which it changed. */
  readonly fields: Readonly<Record<string, number>>;
  /** Where all of them are one supplier's. */
  readonly supplierId: string | null;
}

/** Field of the vocabulary, column and type of what an entry sets beside the cost. */
const columns = [
  ['offerStock', 'stock', 'numeric'],
  ['leadTimeDays', 'lead_time_days', 'integer'],
  ['minQuantity', 'min_quantity', 'numeric'],
  ['packQuantity', 'pack_quantity', 'numeric'],
] as const;

/** A number is written as text in the history, a count of days as a number, as an import writes them. */
const shown = (alias: string, column: string, type: string): string =>
  type === 'integer' ? `${alias}.${column}` : `${alias}.${column}::text`;

const changeOf = (field: string, column: string, type: string): string =>
  `case when n.${column} is distinct from o.${column}
        then jsonb_build_object('${field}', jsonb_build_array(${shown('o', column, type)}, ${shown('n', column, type)})) else '{}' end`;

const next = columns.map(
  ([, column, type]) =>
    `case when e.values ? '${column}' then (e.values ->> '${column}')::${type} else o.${column} end as ${column}`,
);

/**
 * Writes what differs, in one statement: the offers, without the hash of the row they came from, and their history.
 * The products' versions stay, which count no offers.
 */
export async function writeOfferRows(
  client: PoolClient,
  write: { operationId: string; defaultCurrency: string; offers: readonly OfferWrite[] },
): Promise<WrittenOffers> {
  const { rows } = await client.query<WrittenOffers>(
    `with n as materialized (
       select e.entry, o.id is null as made, coalesce(o.id, uuidv7()) as id, coalesce(o.product_id, e."productId") as product_id,
         coalesce(o.supplier_id, e."supplierId") as supplier_id, e.reference,
         case when e.values ? 'cost' then (e.values ->> 'cost')::numeric else o.cost end as cost,
         coalesce(e.values ->> 'currency', o.currency, case when e.values ? 'cost' then $2::text end) as currency, ${next.join(', ')}
       from jsonb_to_recordset($3::jsonb) as e(entry integer, "productId" uuid, "supplierId" uuid, reference text, "offerId" uuid, "values" jsonb)
       left join supplier_products o on o.id = e."offerId"),
     changed as materialized (
       select n.*,
         case when n.made then jsonb_build_object('supplierReference', jsonb_build_array(null, n.reference)) else '{}' end
         || case when n.cost is distinct from o.cost or o.currency is distinct from n.currency and n.cost is not null
           then jsonb_build_object('cost:' || coalesce(n.currency, 'XXX'), jsonb_build_array(o.cost::text, n.cost::text)) else '{}' end
         || case when o.currency is distinct from n.currency
           then jsonb_build_object('offerCurrency', jsonb_build_array(o.currency, n.currency)) else '{}' end
         || ${columns.map(([field, column, type]) => changeOf(field, column, type)).join('\n         || ')} as changes
       from n left join supplier_products o on o.id = n.id),
     written as (
       update supplier_products o set cost = c.cost, currency = c.currency,
         ${columns.map(([, column]) => `${column} = c.${column}`).join(', ')},
         row_hash = null, change_set_id = $1, line = null, updated_at = now()
       from changed c where o.id = c.id and c.changes <> '{}'),
     inserted as (
       insert into supplier_products (id, supplier_id, product_id, supplier_reference, cost, currency, ${columns.map(([, column]) => column).join(', ')}, change_set_id)
       select id, supplier_id, product_id, reference, cost, currency, ${columns.map(([, column]) => column).join(', ')}, $1::uuid
       from changed where made order by supplier_id, reference),
     log as (
       insert into field_changes (at, change_set_id, product_id, offer_id, kind, version, changes)
       select clock_timestamp(), $1::uuid, c.product_id, c.id, 'updated', p.version, c.changes
       from changed c join products p on p.id = c.product_id where c.changes <> '{}' order by c.entry)
     select coalesce(array_agg(c.entry) filter (where c.changes <> '{}'), '{}') as entries,
       coalesce(array_agg(c.entry) filter (where c.made), '{}') as made,
       case when count(distinct c.supplier_id) = 1 then min(c.supplier_id::text) end as "supplierId",
       (select coalesce(jsonb_object_agg(key, n), '{}') from (
          select k.key, count(*) as n from changed cross join lateral jsonb_object_keys(changes) as k(key) group by 1) f) as fields
     from changed c`,
    [write.operationId, write.defaultCurrency, JSON.stringify(write.offers)],
  );
  return rows[0]!;
}
