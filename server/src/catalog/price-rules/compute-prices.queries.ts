import { offerCurrency } from '../offers/best-offer.queries.ts';

/** Parameters of `computePrices`, in their order. */
export interface ComputeParameters {
  readonly ruleIds: readonly string[] | null;
  readonly productIds: readonly string[] | null;
  /** Of costs that name no currency. */
  readonly defaultCurrency: string;
  /** Currency -> digits after the point. */
  readonly digits: Readonly<Record<string, number>>;
}

export const parametersOf = (of: ComputeParameters): unknown[] => [
  of.ruleIds,
  of.productIds,
  of.defaultCurrency,
  JSON.stringify(of.digits),
];

/** A list of the scope that is absent matches everything. */
const inScope = (list: string, condition: string): string =>
  `(not r.scope ? '${list}' or ${condition.replace('?', `array(select jsonb_array_elements_text(r.scope -> '${list}')::uuid)`)})`;

const shown = (step: string): string => `trim_scale(round(${step}.num / ${step}.den, 6))::text`;
/** The smallest whole number that is not below a fraction; exact, as `div` is. */
const ceilOf = (num: string, den: string): string =>
  `(div(${num}, ${den}) + (div(${num}, ${den}) * ${den} < ${num})::int)`;

/**
 * The price that the first matching rule makes of each product and target, with the steps of its computation, or the
 * problem why it makes none. Amounts are fractions of exact decimals until the last step rounds: no quotient is cut
 * off before it is compared or rounded.
 */
export const computePrices = `
  with matched as materialized (
    select distinct on (p.id, r.target_type, r.target_currency) p.id as product_id, p.sku, p.version as product_version, p.owner as product_owner,
      r.id as rule_id, r.name as rule, r.basis, r.basis_type, r.basis_currency, r.method, r.value, r.minimum_margin, r.tax_percent, r.rounding,
      r.target_type as type, r.target_currency as currency, 'price.' || r.target_type || ':' || r.target_currency as field,
      o.id as offer_id, o.supplier_id, o.cost, coalesce(nullif(o.pack_quantity, 0), 1) as pack,
      ${offerCurrency('o', 's', '$3')} as cost_currency
    from products p cross join price_rules r
    left join best_offers b on b.product_id = p.id
    left join supplier_products o on o.id = b.offer_id and o.product_id = p.id and o.ended_at is null
    left join suppliers s on s.id = o.supplier_id
    where r.active and p.status <> 'archived' and ($2::uuid[] is null or p.id = any($2))
      and ${inScope('productIds', 'p.id = any(?)')}
      and ${inScope('brandIds', 'p.brand_id = any(?)')}
      and ${inScope('supplierIds', 'o.supplier_id = any(?)')}
      and ${inScope(
        'categoryIds',
        'exists (select from categories top join categories c on c.path <@ top.path join product_categories pc on pc.category_id = c.id where pc.product_id = p.id and top.id = any(?))',
      )}
    order by p.id, r.target_type, r.target_currency, r.priority, r.id),
  based as (
    select m.*, x.amount as old_amount, x.tax_included as old_tax, coalesce(f.owners ->> m.field, case when x.amount is not null then m.product_owner end) as owner,
      f.owners ->> m.field as own_owner, ($4::jsonb ->> m.currency)::int as digits,
      case m.basis when 'price' then y.amount else m.cost end as basis_amount,
      case m.basis when 'price' then m.basis_currency else m.cost_currency end as from_currency,
      case m.basis when 'price' then 1 else m.pack end as per,
      m.basis = 'price' and y.tax_included as basis_taxed
    from matched m
    left join product_prices x on x.product_id = m.product_id and x.type = m.type and x.currency = m.currency
    left join product_prices y on m.basis = 'price' and y.product_id = m.product_id and y.type = m.basis_type and y.currency = m.basis_currency
    left join field_sources f on f.product_id = m.product_id
    where $1::uuid[] is null or m.rule_id = any($1)),
  rates as materialized (
    select c.from_currency, c.currency, r.multiply, r.divide, r.day
    from (select distinct from_currency, currency from based where from_currency is not null) c
    left join lateral exchange_rate(c.from_currency, c.currency, current_date) r on true),
  judged as (
    select b.*, r.multiply, r.divide, r.day as rate_day, case
        when b.basis <> 'price' and b.offer_id is null then 'no_best_offer'
        when b.basis_amount is null or b.basis_amount <= 0 then case b.basis when 'price' then 'no_basis_price' else 'no_cost' end
        when r.multiply is null then 'missing_rate'
        when b.basis_taxed and b.tax_percent is null then 'basis_includes_tax'
        when b.owner = 'user' then 'set_by_a_person' end as problem
    from based b left join rates r on r.from_currency = b.from_currency and r.currency = b.currency),
  priced as (
    select j.*, n.amount as new_amount, j.tax_percent is not null as new_tax,
      jsonb_build_array(
        jsonb_build_object('step', j.basis, 'params', jsonb_strip_nulls(jsonb_build_object('amount', j.basis_amount::text, 'currency', j.from_currency,
          'packQuantity', nullif(j.per, 1)::text, 'rateDay', case when j.from_currency <> j.currency then j.rate_day end,
          'taxTakenOff', case when j.basis_taxed then j.tax_percent::text end,
          'offerId', case when j.basis <> 'price' then j.offer_id end, 'supplierId', case when j.basis <> 'price' then j.supplier_id end,
          'type', j.basis_type)), 'amount', ${shown('b')}),
        jsonb_build_object('step', j.method, 'params', jsonb_build_object('value', j.value::text), 'amount', ${shown('m')}))
      || case when j.minimum_margin is null then '[]' else jsonb_build_array(jsonb_build_object('step', 'floor',
          'params', jsonb_build_object('minimumMargin', j.minimum_margin::text, 'lowest', ${shown('l')}, 'raised', w.raised), 'amount', ${shown('g')})) end
      || case when j.tax_percent is null then '[]' else jsonb_build_array(jsonb_build_object('step', 'tax',
          'params', jsonb_build_object('percent', j.tax_percent::text), 'amount', ${shown('t')})) end
      || jsonb_build_array(jsonb_build_object('step', 'rounding', 'params', jsonb_build_object('rounding', j.rounding), 'amount', n.amount::text)) as steps
    from judged j
    cross join lateral (select j.basis_amount * j.multiply * case when j.basis_taxed then 100 else 1 end as num,
      j.divide * j.per * case when j.basis_taxed then 100 + j.tax_percent else 1 end as den) b
    cross join lateral (select
      case j.method when 'markup' then b.num * (100 + j.value) when 'margin' then b.num * 100 else b.num + j.value * b.den end as num,
      case j.method when 'markup' then b.den * 100 when 'margin' then b.den * (100 - j.value) else b.den end as den) m
    cross join lateral (select b.num * 100 as num, b.den * (100 - coalesce(j.minimum_margin, 0)) as den) l
    cross join lateral (select j.minimum_margin is not null and l.num * m.den > m.num * l.den as raised) w
    cross join lateral (select case when w.raised then l.num else m.num end as num, case when w.raised then l.den else m.den end as den) g
    cross join lateral (select g.num * (100 + coalesce(j.tax_percent, 0)) as num, g.den * 100 as den) t
    cross join lateral (select power(10::numeric, j.digits)::numeric(9, 0) as unit) u
    cross join lateral (select round(case j.rounding
        when 'none' then greatest(div(2 * t.num * u.unit + t.den, 2 * t.den), case when j.minimum_margin is not null
          then ${ceilOf('(l.num * (100 + coalesce(j.tax_percent, 0)) * u.unit)', '(l.den * 100)')} end) / u.unit
        when 'whole' then ${ceilOf('t.num', 't.den')}
        else greatest(${ceilOf('(t.num - t.den * j.rounding::numeric)', 't.den')}, 0) + j.rounding::numeric end,
        case j.rounding when 'none' then j.digits when 'whole' then j.digits else 2 end) as amount) n
    where j.problem is null),
  computed as (
    select j.product_id, j.sku, j.product_version, j.rule_id, j.rule, j.type, j.currency, j.field, j.old_amount, j.old_tax, j.own_owner,
      p.new_amount, p.new_tax, p.steps, j.problem, case
        when j.problem = 'set_by_a_person' then 'kept'
        when j.problem is not null then 'skipped'
        when j.old_amount is null then 'created'
        when j.old_amount = p.new_amount and j.old_tax = p.new_tax then 'unchanged'
        else 'updated' end as action
    from judged j left join priced p on p.product_id = j.product_id and p.type = j.type and p.currency = j.currency)`;
