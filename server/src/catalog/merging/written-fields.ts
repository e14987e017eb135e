import { MERGED_INTO, OFFER_PRODUCT, undoPlace } from '../change-sets/undo/undo-places.ts';
import type { MergedProducts } from './check-merge.ts';
import { decideMerge, type MergedField, type Preferences } from './decide-merge.ts';
import type { Identifier, MergeState } from './merge-state.queries.ts';

/** One value to be written to its place, as the statements of the undo write them. */
export interface WrittenField {
  readonly product_id: string;
  readonly offer_id: string | null;
  readonly key: string;
  readonly kind: string;
  readonly a: string;
  readonly b: string;
  readonly c: string;
  /** A field that people read; else what is written beside it. */
  readonly field: boolean;
  /** What comes, what stands, and both as they are read. */
  readonly old: unknown;
  readonly present: unknown;
  readonly shown_old: unknown;
  readonly shown_new: unknown;
}

/** All that a merge writes, each with what stood there, so that its undo walks it back. */
export function writtenFields(products: MergedProducts, prefer: Preferences): WrittenField[] {
  const { survivor, merged } = products;
  const decided = decideMerge(survivor, merged, prefer).filter(({ reason }) => reason !== 'survivor');
  return [
    ...decided.flatMap((field) => survivorsField(survivor, field)),
    ...titleIssue(survivor, decided),
    ...movedIdentifiers(products),
    ...movedOffers(products),
    ...merged.flatMap((product) => [
      ...product.decisions.map(({ owner, key }) =>
        beside(survivor.id, `decision/${owner}/${key}`, ['decision', owner, key], {
          present: product.id,
          old: survivor.id,
        }),
      ),
      ...redirects(survivor, product),
    ]),
  ];
}

/** Offers that stay, because the survivor has one of the same supplier that has no reference either. */
export const stayingOffers = (products: MergedProducts): string[] =>
  splitOffers(products).staying.map(({ id }) => id);

function survivorsField(survivor: MergeState, { field, old, value, owner }: MergedField): WrittenField[] {
  const { kind, a, b, c } = undoPlace(field);
  const written = {
    product_id: survivor.id,
    offer_id: null,
    key: field,
    kind,
    a,
    b,
    c,
    field: true,
    old: value.exact,
    present: old?.exact ?? null,
    shown_old: value.shown,
    shown_new: old?.shown ?? null,
  };
  const present = survivor.owners[field] ?? null;
  if ((present ?? survivor.owner) === owner) return [written];
  return [written, beside(survivor.id, `owner/${field}`, ['owner', field, ''], { present, old: owner })];
}

const titleIssue = (survivor: MergeState, decided: readonly MergedField[]): WrittenField[] =>
  survivor.titleIssue !== null && decided.some(({ field }) => field === 'title')
    ? [
        beside(survivor.id, 'issue/title.missing/', ['issue', 'title.missing', ''], {
          present: survivor.titleIssue,
          old: null,
        }),
      ]
    : [];

/** Codes of the merged products, and their SKUs, become codes of the survivor. */
function movedIdentifiers({ survivor, merged }: MergedProducts): WrittenField[] {
  const code = (productId: string, { kind, value, raw }: Identifier, comes: boolean): WrittenField =>
    beside(productId, `identifier/${kind}/${value}`, ['identifier', kind, value], {
      present: comes ? null : { raw },
      old: comes ? { raw } : null,
    });
  const had = new Set(survivor.identifiers.map(({ kind, value }) => `${kind}/${value}`));
  return merged.flatMap((product) => {
    const skus = [{ kind: 'sku', value: product.sku, raw: null }];
    const comes = [...product.identifiers, ...skus].filter(({ kind, value }) => {
      const isNew = !had.has(`${kind}/${value}`);
      had.add(`${kind}/${value}`);
      return isNew;
    });
    return [
      ...product.identifiers.map((one) => code(product.id, one, false)),
      ...comes.map((one) => code(survivor.id, one, true)),
    ];
  });
}

function splitOffers({ survivor, merged }: MergedProducts) {
  const without = new Set(
    survivor.offers.filter(({ reference }) => reference === null).map(({ supplierId }) => supplierId),
  );
  const offers = merged.flatMap((product) => product.offers.map((offer) => ({ ...offer, of: product.id })));
  const stays = ({ reference, supplierId }: (typeof offers)[number]): boolean => {
    if (reference !== null) return false;
    const taken = without.has(supplierId);
    without.add(supplierId);
    return taken;
  };
  const staying = offers.filter(stays);
  return { staying, moving: offers.filter((offer) => !staying.includes(offer)) };
}

const movedOffers = (products: MergedProducts): WrittenField[] =>
  splitOffers(products).moving.map(({ id, of }) => ({
    product_id: products.survivor.id,
    offer_id: id,
    key: OFFER_PRODUCT,
    kind: 'moved',
    a: '',
    b: '',
    c: '',
    field: true,
    old: products.survivor.id,
    present: of,
    shown_old: products.survivor.id,
    shown_new: of,
  }));

/** The merged product, and those that had been merged into it before. */
function redirects(survivor: MergeState, { id, status, redirects: earlier }: MergeState): WrittenField[] {
  const redirect = (productId: string, present: string | null): WrittenField => ({
    product_id: productId,
    offer_id: null,
    key: MERGED_INTO,
    kind: 'redirect',
    a: '',
    b: '',
    c: '',
    field: true,
    old: survivor.id,
    present,
    shown_old: survivor.id,
    shown_new: present,
  });
  const archived: WrittenField = {
    ...redirect(id, null),
    key: 'status',
    kind: 'text',
    a: 'status',
    old: 'archived',
    present: status,
    shown_old: 'archived',
    shown_new: status,
  };
  return [
    ...(status === 'archived' ? [] : [archived]),
    redirect(id, null),
    ...earlier.map((one) => redirect(one, id)),
  ];
}

const beside = (
  productId: string,
  key: string,
  [kind, a, b]: readonly [kind: string, a: string, b: string],
  { present, old }: { present: unknown; old: unknown },
): WrittenField => ({
  product_id: productId,
  offer_id: null,
  key,
  kind,
  a,
  b,
  c: '',
  field: false,
  old,
  present,
  shown_old: old,
  shown_new: present,
});
