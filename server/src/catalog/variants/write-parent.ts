import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import type { Product } from '../products/product.queries.ts';
import type { FieldChangeMap } from '../tables.ts';

export interface ParentPatch {
  /** A model; null for a product of its own. */
  readonly parentId?: string | null;
  /** Whether it may have variants. */
  readonly type?: 'simple' | 'model';
}

/**
 * Where a product stands among models and variants. There are two levels: a model, models below it, and variants.
 *
 * @returns the columns to write
 * @throws AppError `products.parent` for a parent that there is not, that is no model, or that would stand too deep;
 *   `products.type` for a type that its variants or its contents forbid
 */
export async function placeProduct(
  client: PoolClient,
  product: Product,
  patch: ParentPatch,
  changes: FieldChangeMap,
): Promise<[string, unknown][]> {
  if (patch.parentId === undefined && patch.type === undefined) return [];
  const parentId = patch.parentId === undefined ? product.parentId : patch.parentId;
  const parent = parentId === null ? null : await requireModel(client, product, parentId);
  const { rows } = await client.query<{ variants: number; deep: boolean; parent: string | null }>(
    `select count(*)::int as variants, coalesce(bool_or(exists (select from products w where w.parent_id = v.id)), false) as deep,
       (select sku from products where id = $2) as parent
     from products v where v.parent_id = $1`,
    [product.id, product.parentId],
  );
  const { variants, deep, parent: oldParent } = rows[0]!;
  if (parent && ((variants > 0 && parent.parentId !== null) || deep))
    throw refused('parent', `"${product.sku}" below "${parent.sku}" would stand more than two levels deep`, {
      id: product.id,
      parentId,
    });
  if (patch.type === 'simple' && variants > 0)
    throw refused('type', `"${product.sku}" has ${variants} variants; take them out first`, {
      id: product.id,
      variants,
    });
  if (patch.type === 'model' && product.type === 'bundle')
    throw refused('type', `"${product.sku}" is a bundle, which has no variants`, { id: product.id });
  const isModel =
    variants > 0 || patch.type === 'model' || (patch.type === undefined && product.type === 'model');
  const type = isModel ? 'model' : parent ? 'variant' : product.type === 'bundle' ? 'bundle' : 'simple';
  const sets: [string, unknown][] = [];
  if (parentId !== product.parentId) {
    changes['parent'] = [oldParent, parent?.sku ?? null];
    sets.push(['parent_id', parentId]);
  }
  if (type !== product.type) {
    changes['type'] = [product.type, type];
    sets.push(['type', type]);
  }
  return sets;
}

async function requireModel(
  client: PoolClient,
  product: Product,
  id: string,
): Promise<{ sku: string; parentId: string | null }> {
  // Locked, so that two products are not put below each other at once.
  const { rows } = await client.query<{
    sku: string;
    type: string;
    parentId: string | null;
    above: string | null;
  }>(
    `select p.sku, p.type, p.parent_id as "parentId", m.parent_id as above
     from products p left join products m on m.id = p.parent_id where p.id = $1 for share of p`,
    [id],
  );
  const found = rows[0];
  const params = { id: product.id, parentId: id };
  if (!found) throw refused('parent', `There is no product ${id}`, params);
  if (id === product.id || found.parentId === product.id || found.above === product.id)
    throw refused('parent', `"${product.sku}" cannot stand below itself`, params);
  if (found.type !== 'model')
    throw refused('parent', `"${found.sku}" is no model; set its type to model first`, params);
  if (found.above !== null)
    throw refused('parent', `"${found.sku}" stands two levels deep already; choose a model above it`, params);
  return found;
}

const refused = (what: 'parent' | 'type', message: string, params: Record<string, unknown>): AppError =>
  new AppError(`products.${what}`, { message, params, status: 422 });
