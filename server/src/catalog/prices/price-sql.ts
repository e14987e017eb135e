/** The key of `scoped_prices`, for ON CONFLICT: its constraint takes NULL for a value. */
export const scopedKey = '(product_id, type, currency, channel, min_quantity, valid_from, valid_to)';

const moment = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A row's scope as `priceFieldOf` writes it. */
export const scopeText = (alias: string): string =>
  `(case when ${alias}.min_quantity <> 1 then ';min=' || trim_scale(${alias}.min_quantity) else '' end
    || coalesce(';from=' || ${moment(`${alias}.valid_from`)}, '') || coalesce(';to=' || ${moment(`${alias}.valid_to`)}, '')
    || case when ${alias}.channel <> '' then '/' || ${alias}.channel else '' end)`;

/** A row's name in the history. */
export const priceField = (alias: string): string =>
  `('price.' || ${alias}.type || ':' || ${alias}.currency || ${scopeText(alias)})`;

/** Columns channel, min_quantity, valid_from and valid_to, read back from a scope's text. */
export const scopeColumns = (text: string): string =>
  `coalesce(substring(${text} from '/([^/]+)$'), ''), coalesce(substring(${text} from ';min=([^;/]+)')::numeric, 1),
   substring(${text} from ';from=([^;/]+)')::timestamptz, substring(${text} from ';to=([^;/]+)')::timestamptz`;

/** A row of `all_prices` as the API answers it, as JSON. */
export const priceJson = (alias: string): string =>
  `json_build_object('type', ${alias}.type, 'amount', ${alias}.amount::text, 'currency', ${alias}.currency, 'taxIncluded', ${alias}.tax_included,
        'minQuantity', trim_scale(${alias}.min_quantity)::text, 'channel', nullif(${alias}.channel, ''),
        'validFrom', ${moment(`${alias}.valid_from`)}, 'validTo', ${moment(`${alias}.valid_to`)})`;

/** An order of prices in which neighbours differ in one thing. */
export const priceOrder = (alias: string): string =>
  `${alias}.type, ${alias}.currency, ${alias}.channel, ${alias}.min_quantity, ${alias}.valid_from nulls first, ${alias}.valid_to nulls first`;

/** Two rows of one scope. */
export const sameScope = (a: string, b: string): string =>
  `${a}.product_id = ${b}.product_id and ${a}.type = ${b}.type and ${a}.currency = ${b}.currency and ${a}.channel = ${b}.channel
   and ${a}.min_quantity = ${b}.min_quantity and ${a}.valid_from is not distinct from ${b}.valid_from
   and ${a}.valid_to is not distinct from ${b}.valid_to`;

/** A row without any scope. */
export const isPlainRow = (alias: string): string =>
  `(${alias}.channel = '' and ${alias}.min_quantity = 1 and ${alias}.valid_from is null and ${alias}.valid_to is null)`;
