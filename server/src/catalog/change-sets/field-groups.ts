import type { StageColumn } from './definition.ts';

/** Kinds of fields that suppliers may rank differently in: one has the better texts, another the fresher stock. */
export const fieldGroups = [
  'texts',
  'prices',
  'stock',
  'identifiers',
  'media',
  'categories',
  'attributes',
  'measures',
] as const;
export type FieldGroup = (typeof fieldGroups)[number];
export type GroupPriorities = Readonly<Partial<Record<FieldGroup, number>>>;

const texts = new Set(['title', 'description', 'shortDescription', 'seo']);
const byProductColumn: Readonly<Record<string, FieldGroup>> = {
  sku: 'identifiers',
  gtin: 'identifiers',
  asin: 'identifiers',
  mpn: 'identifiers',
  title: 'texts',
  description: 'texts',
  short_description: 'texts',
  weight: 'measures',
  length: 'measures',
  width: 'measures',
  height: 'measures',
};

/** The group of a product's field; an offer's fields are its supplier's alone and rank with nobody's. */
export function groupOf({ target }: StageColumn): FieldGroup {
  switch (target.kind) {
    case 'price':
      return 'prices';
    case 'stock':
      return 'stock';
    case 'identifier':
      return 'identifiers';
    case 'categories':
      return 'categories';
    case 'seo':
      return 'texts';
    case 'images':
      return 'media';
    case 'product':
      return byProductColumn[target.column] ?? 'attributes';
    case 'value':
      if (texts.has(target.code)) return 'texts';
      return target.code === 'image' ? 'media' : 'attributes';
    default:
      return 'attributes';
  }
}

interface Ranked {
  readonly id: string;
  readonly priority: number;
  readonly priorities: GroupPriorities;
}

/**
 * Whose values stand before a supplier's: those of lower numbers, by the group's number where one is given. The
 * groups that rank as all others do are left out, so that a definition without any hashes its rows as before.
 */
export function outrankingSuppliers<Supplier extends Ranked>(supplier: Supplier, others: readonly Ranked[]) {
  const betterIn = (group: FieldGroup | null): string[] => {
    const rank = (one: Ranked): number => (group ? one.priorities[group] : undefined) ?? one.priority;
    return ['own', ...others.filter((other) => rank(other) < rank(supplier)).map(({ id }) => id)];
  };
  const outrankedBy = betterIn(null);
  const apart = fieldGroups
    .map((group) => [group, betterIn(group)] as const)
    .filter(([, better]) => better.join() !== outrankedBy.join());
  return { outrankedBy, ...(apart.length ? { outrankedByGroup: Object.fromEntries(apart) } : {}) };
}
