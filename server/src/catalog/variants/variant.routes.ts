import type { Labels } from '../attributes/attribute.tables.ts';
import type { VariantLevel } from '../family-variants/family-variant.tables.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

/** More variants than this nobody looks at in one list; shops take 2,048 of one product. */
const MOST = 5_000;

/** The variants of a model, models below it with theirs; an axis is an attribute in which they differ. */
export function variantRoutes({ pool }: { readonly pool: ConnectionPool }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products/:id/variants',
      {
        schema: {
          tags: ['products'],
          params: IdParams,
          querystring: NoQuery,
          description:
            '`axes`: those of the family variant below this model, else the attributes whose values differ between the variants; `parentId` tells the levels',
        },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { id } = request.params;
        const { rows } = await pool.query<{ variant: Variant | null }>(
          `with recursive below as (
             select v.id, 1 as level from products v where v.parent_id = $1
             union all
             select v.id, b.level + 1 from below b join products v on v.parent_id = b.id where b.level < 2)
           select case when v.id is not null then jsonb_build_object('id', v.id, 'parentId', v.parent_id, 'sku', v.sku, 'gtin', v.gtin, 'title', v.title,
             'type', v.type, 'status', v.status, 'level', b.level, 'attributes', coalesce(a.values, '{}')) end as variant
           from products p left join below b on true left join products v on v.id = b.id
           left join product_attributes a on a.product_id = v.id and a.locale = '' and a.channel = ''
           where p.id = $1 order by b.level, v.sku limit ${MOST}`,
          [id],
        );
        if (rows.length === 0) throw noSuchProduct(id);
        const items = rows.flatMap(({ variant }) => (variant ? [variant] : []));
        const familyVariant = await findVariantOf(pool, id);
        const axes = familyVariant ? familyVariant.levels.flatMap((level) => level.axes) : axesOf(items);
        return { familyVariant, axes, items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
  };
}

interface VariantOf {
  readonly code: string;
  readonly labels: Labels;
  /** Those below the model: a model that stands below another one has the second alone. */
  readonly levels: readonly VariantLevel[];
}

/** The family variant that a model carries, or the model above it; null where none is defined. */
async function findVariantOf(pool: ConnectionPool, id: string): Promise<VariantOf | null> {
  const { rows } = await pool.query<VariantOf>(
    `select v.code, v.labels, case when m.id is not null and jsonb_array_length(v.levels) > 1 then v.levels - 0 else v.levels end as levels
     from products p left join products m on m.id = p.parent_id
     join family_variants v on v.code = coalesce(p.family_variant, m.family_variant)
     where p.id = $1 and p.type = 'model'`,
    [id],
  );
  return rows[0] ?? null;
}

interface Variant {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function axesOf(variants: readonly Variant[]): string[] {
  const values = new Map<string, Set<string>>();
  for (const { attributes } of variants)
    for (const [code, value] of Object.entries(attributes))
      values.set(code, (values.get(code) ?? new Set()).add(JSON.stringify(value)));
  return [...values].flatMap(([code, { size }]) => (size > 1 ? [code] : [])).sort();
}
