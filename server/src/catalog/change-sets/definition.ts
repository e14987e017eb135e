import type { MissingAction } from './missing-offers.queries.ts';
import type { FieldRef } from '../fields/field-names.ts';
import type { ColumnPolicy } from './column-policy.ts';
import type { FieldGroup } from './field-groups.ts';

/** By what rows may find their products. */
export const matchKeys = ['gtin', 'brandMpn', 'supplierReference', 'sku'] as const;
export type MatchKey = (typeof matchKeys)[number];

/** Everything the stage, the plan and the apply of one change set are compiled from; kept in `change_sets.definition`. */
export interface ChangeSetDefinition {
  /** The supplier whose offers the rows are, or null for our own catalogue (`--own`). */
  readonly supplierId: string | null;
  /** Prefix of made SKUs. */
  readonly supplierCode: string;
  /** Owner written beside the values: a supplier id or `own`. */
  readonly owner: string;
  /** Owners whose values these rows replace only where the value is empty. */
  readonly outrankedBy: readonly string[];
  /** Instead of them for the fields of a group. */
  readonly outrankedByGroup?: Readonly<Partial<Record<FieldGroup, readonly string[]>>>;
  /** Owners whose values these rows never touch. */
  readonly lockedBy: readonly string[];
  readonly matchKeys: readonly MatchKey[];
  /** The staged fields in order. */
  readonly fields: readonly FieldRef[];
  /** Canonical price field -> whether its amounts include tax. */
  readonly priceIncludesTax: Readonly<Record<string, boolean>>;
  readonly currency: string;
  readonly newStatus: string;
  /** Present where each file has all of the supplier's products: what becomes of offers that it lacks. */
  readonly missing?: { readonly action: MissingAction; readonly archive: boolean };
  /** Fields whose cells do not just set them. */
  readonly policies?: Readonly<Record<string, Exclude<ColumnPolicy, 'set'>>>;
  /** Somebody decided about rows of this owner: what they said is asked for. */
  readonly decided?: boolean;
  /** There are merged products: rows that mean one of them mean its survivor. */
  readonly redirected?: boolean;
}

/** Rows per batch: 5,000 on two connections was the fastest measured (4.8 s against 6.7 s on one). */
export const BATCH_ROWS = 5_000;

/** Rows that a person decided about are batches of their own, numbered from here, behind all others. */
export const FIRST_REVIEW_BATCH = 2_000_000;

/** Where a field lives in db_catalog. */
export type FieldTarget =
  | { readonly kind: 'product'; readonly column: string }
  | { readonly kind: 'brand' }
  | { readonly kind: 'family' }
  | { readonly kind: 'parent' }
  | { readonly kind: 'type' }
  | { readonly kind: 'categories' }
  | { readonly kind: 'images' }
  | { readonly kind: 'price'; readonly type: string; readonly currency: string }
  | { readonly kind: 'stock'; readonly location: string }
  | { readonly kind: 'offer'; readonly column: string }
  | {
      readonly kind: 'seo';
      readonly part: 'title' | 'description';
      readonly locale: string;
      readonly channel: string;
    }
  | { readonly kind: 'value'; readonly code: string; readonly locale: string; readonly channel: string }
  | { readonly kind: 'identifier'; readonly identifier: string };

export interface StageColumn {
  readonly field: string;
  /** Column of the stage table: made here, so it needs no quoting. */
  readonly column: string;
  readonly type: 'text' | 'numeric' | 'integer' | 'jsonb';
  readonly target: FieldTarget;
  readonly policy: ColumnPolicy;
}

const productColumns: Readonly<Record<string, string>> = {
  sku: 'sku',
  gtin: 'gtin',
  asin: 'asin',
  mpn: 'mpn',
  title: 'title',
  description: 'description',
  shortDescription: 'short_description',
  status: 'status',
  weight: 'weight',
  length: 'length',
  width: 'width',
  height: 'height',
  taxClass: 'tax_class',
  familyVariant: 'family_variant',
};

const offerColumns: Readonly<Record<string, string>> = {
  supplierReference: 'supplier_reference',
  cost: 'cost',
  offerStock: 'stock',
  leadTimeDays: 'lead_time_days',
  minQuantity: 'min_quantity',
  packQuantity: 'pack_quantity',
  offerEndedAt: 'ended_at',
  offerCurrency: 'currency',
};

const numericBases = new Set(
  'weight length width height price stock cost offerStock minQuantity packQuantity'.split(' '),
);

export function stageColumns(definition: ChangeSetDefinition): StageColumn[] {
  return definition.fields.map((field, index) => ({
    field: field.name,
    column: `f${index}`,
    type: typeOf(field),
    target: targetOf(field, definition.currency),
    policy: definition.policies?.[field.name] ?? 'set',
  }));
}

function typeOf({ base, kind }: FieldRef): StageColumn['type'] {
  if (kind === 'value') return 'jsonb';
  return base === 'leadTimeDays' ? 'integer' : numericBases.has(base) ? 'numeric' : 'text';
}

/** Some cells may empty their fields: the stage has, row by row, which ones. */
export const hasClears = (columns: readonly StageColumn[]): boolean =>
  columns.some(({ policy }) => policy === 'clear');

export function targetOf(field: FieldRef, currency: string): FieldTarget {
  const { base } = field;
  if (base === 'seo') {
    const part = field.part === 'description' ? 'description' : 'title';
    return { kind: 'seo', part, locale: field.locale ?? '', channel: field.channel ?? '' };
  }
  if (base === 'attribute' || field.locale || field.channel) {
    const code = base === 'attribute' ? (field.part ?? '') : base;
    return { kind: 'value', code, locale: field.locale ?? '', channel: field.channel ?? '' };
  }
  if (base === 'brand') return { kind: 'brand' };
  if (base === 'family') return { kind: 'family' };
  if (base === 'parent') return { kind: 'parent' };
  if (base === 'type') return { kind: 'type' };
  if (base === 'category') return { kind: 'categories' };
  if (base === 'image') return { kind: 'images' };
  if (base === 'price')
    return { kind: 'price', type: field.part ?? 'sale', currency: field.currency ?? currency };
  if (base === 'stock') return { kind: 'stock', location: field.part ?? 'main' };
  if (base === 'identifier') return { kind: 'identifier', identifier: field.part ?? '' };
  const offer = offerColumns[base];
  if (offer) return { kind: 'offer', column: offer };
  const column = productColumns[base];
  if (column) return { kind: 'product', column };
  throw new Error(`field ${field.name} has no place in the catalogue`);
}

/** Rows say which product is above theirs, or what kind of product they are: the plan has it (`structure.queries.ts`). */
export const hasStructure = (columns: readonly StageColumn[]): boolean =>
  columns.some(({ target }) => target.kind === 'parent' || target.kind === 'type');

/** The stage column of a field that other parts of a statement need by name, such as the match keys. */
export function columnOf(columns: readonly StageColumn[], field: string): string | null {
  return columns.find((column) => column.field === field)?.column ?? null;
}

/** A product's version counts its own fields and categories, not prices, stocks, offers or identifiers. */
export function raisesVersion(target: FieldTarget): boolean {
  return ['product', 'brand', 'family', 'parent', 'type', 'categories', 'images', 'value', 'seo'].includes(
    target.kind,
  );
}

/** Tables of one change set in schema `staging`. */
export function stagingTables(changeSetId: string): { stage: string; plan: string; terms: string } {
  const suffix = changeSetId.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(suffix)) throw new Error('a change set id is a UUID');
  return { stage: `staging.s_${suffix}`, plan: `staging.p_${suffix}`, terms: `staging.t_${suffix}` };
}
