import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import type { FieldChangeMap } from '../tables.ts';
import type { Product } from './product.queries.ts';
import type { SplitPatch } from './scoped-values.ts';

interface Conflict {
  readonly field: string;
  readonly locale: string | null;
  readonly channel: string | null;
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
  edit: SplitPatch,
): Promise<AppError> {
  const { rows } = await client.query<{ changes: FieldChangeMap | null; at: Date; actor: string }>(
    `select f.changes, f.at, c.actor from field_changes f join change_sets c on c.id = f.change_set_id
     where f.product_id = $1 and f.version > $2 order by f.version, f.at`,
    [product.id, version],
  );
  const conflicts = new Map<string, Conflict>();
  for (const { changes, at, actor } of rows) {
    for (const [name, [old, theirs]] of Object.entries(changes ?? {})) {
      const yours = patchedValue(edit, name);
      if (yours === undefined) continue;
      const base = conflicts.has(name) ? conflicts.get(name)!.base : old;
      const [, field = name, locale = null, channel = null] = scopedName.exec(name) ?? [];
      const place = { field, locale, channel };
      conflicts.set(name, { ...place, base, theirs, yours, by: actor, at: at.toISOString() });
    }
  }
  return new AppError('products.stale', {
    message: `The product was changed meanwhile: it has version ${product.version}, your edit is of version ${version}`,
    params: { version: product.version, conflicts: [...conflicts.values()] },
  });
}

/** `field[@locale][/channel]` of a field with scopes; others are their whole name. */
const scopedName = /^(title|description|shortDescription|attribute\.\w+|seo\.\w+)(?:@([^/]+))?(?:\/(.+))?$/;

/** What an edit says of a field of the vocabulary; undefined when it does not touch it. */
function patchedValue({ patch, scoped, seo }: SplitPatch, field: string): unknown {
  const value = [...scoped, ...seo].find(({ name }) => name === field);
  if (value) return value.value;
  if (field === 'category') return patch.categories;
  const kind = /^relation\.(\w+)$/.exec(field)?.[1];
  if (kind)
    return patch.relations?.items.filter((one) => one.kind === kind).map(({ productId }) => ({ productId }));
  if (field.startsWith('seo.')) return patch.seoScopes;
  const attribute = /^attribute\.(\w+)$/.exec(field)?.[1];
  if (attribute) return patch.attributes === null ? null : patch.attributes?.[attribute];
  return patch[field as keyof typeof patch];
}
