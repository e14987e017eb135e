import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import type { FieldChangeMap } from '../tables.ts';
import type { ProductPatch } from './edit-product.ts';
import type { Product } from './product.queries.ts';

interface Conflict {
  readonly field: string;
  readonly locale: null;
  readonly channel: null;
  /** The value the edit was made from. */
  readonly base: unknown;
  readonly theirs: unknown;
  readonly yours: unknown;
  readonly by: string;
  readonly at: string;
}

/** Names the fields of the edit that somebody else changed since the version it was made from. */
export async function staleError(
  client: PoolClient,
  product: Product,
  version: number,
  patch: ProductPatch,
): Promise<AppError> {
  const { rows } = await client.query<{ changes: FieldChangeMap | null; at: Date; actor: string }>(
    `select f.changes, f.at, c.actor from field_changes f join change_sets c on c.id = f.change_set_id
     where f.product_id = $1 and f.version > $2 order by f.version, f.at`,
    [product.id, version],
  );
  const conflicts = new Map<string, Conflict>();
  for (const { changes, at, actor } of rows) {
    for (const [field, [old, theirs]] of Object.entries(changes ?? {})) {
      const yours = patchedValue(patch, field);
      if (yours === undefined) continue;
      const base = conflicts.has(field) ? conflicts.get(field)!.base : old;
      const place = { field, locale: null, channel: null };
      conflicts.set(field, { ...place, base, theirs, yours, by: actor, at: at.toISOString() });
    }
  }
  return new AppError('products.stale', {
    message: `The product was changed meanwhile: it has version ${product.version}, your edit is of version ${version}`,
    params: { version: product.version, conflicts: [...conflicts.values()] },
  });
}

/** What an edit says of a field of the vocabulary; undefined when it does not touch it. */
function patchedValue(patch: ProductPatch, field: string): unknown {
  if (field === 'category') return patch.categories;
  const attribute = /^attribute\.(\w+)$/.exec(field)?.[1];
  if (attribute) return patch.attributes === null ? null : patch.attributes?.[attribute];
  return patch[field as keyof ProductPatch];
}
