import { isDeepStrictEqual } from 'node:util';
import type { MergeState, StoredValue } from './merge-state.queries.ts';

/** Field -> the product whose value is wanted, whatever the survivor has. */
export type Preferences = Readonly<Record<string, string>>;

/** Why a field of the survivor is what it is after the merge. */
export type MergeReason =
  /** The survivor has a value, which stands. */
  | 'survivor'
  /** The survivor has none: the first of the merged products that has one gives it. */
  | 'filled'
  /** It was asked for. */
  | 'preferred'
  /** A list: the survivor's entries first, then those it does not have. */
  | 'joined';

export interface MergedField {
  readonly field: string;
  readonly reason: MergeReason;
  /** Whose value it is; of a list that is joined, the survivor. */
  readonly from: string;
  readonly old: StoredValue | null;
  readonly value: StoredValue;
  /** Who may write it from now on, as for the value where it comes from. */
  readonly owner: string;
  /** What each product had. */
  readonly values: readonly { readonly productId: string; readonly value: unknown }[];
}

/** What every answer says of how fields are decided. */
export const MERGE_RULE =
  'The survivor keeps its SKU, its status and every value it has. What it lacks is taken from the first merged product, in the order of `ids`, that has it; `prefer` names another product for a field. Categories and pictures are joined, those of the survivor first. Offers, codes and remembered decisions move to the survivor; its SKUs of before stay as codes of it. Merged products are archived with the values they had.';

/** The outcome of each field that any of the products has, in the order of their names. */
export function decideMerge(
  survivor: MergeState,
  merged: readonly MergeState[],
  prefer: Preferences,
): MergedField[] {
  const all = [survivor, ...merged];
  const names = [...new Set(all.flatMap(({ fields }) => Object.keys(fields)))].sort();
  return names.map((field) => {
    const preferred = all.find(({ id }) => id === prefer[field]);
    const having = all.filter(({ fields }) => field in fields);
    const giver = preferred ?? having[0]!;
    const joined = preferred ? null : join(field, having);
    const old = survivor.fields[field] ?? null;
    const value = joined ?? giver.fields[field]!;
    const kept = old !== null && isDeepStrictEqual(old.exact, value.exact);
    const joins = joined !== null && old !== null && !kept;
    return {
      field,
      reason: joins ? 'joined' : kept ? 'survivor' : preferred ? 'preferred' : 'filled',
      from: kept || joins ? survivor.id : giver.id,
      old,
      value,
      owner: kept || joins ? ownerOf(survivor, field) : ownerOf(giver, field),
      values: having.map(({ id, fields }) => ({ productId: id, value: fields[field]!.shown })),
    };
  });
}

export const ownerOf = ({ owner, owners }: MergeState, field: string): string => owners[field] ?? owner;

/** Lists of several products as one; null for a field that is no list. */
function join(field: string, having: readonly MergeState[]): StoredValue | null {
  if (field === 'image') {
    const names = [...new Set(having.flatMap(({ fields }) => fields['image']!.exact as string[]))];
    return { exact: names, shown: names };
  }
  return field === 'category' ? joinCategories(having) : null;
}

/** One of them is the main one: the survivor's, where it has one. */
function joinCategories(having: readonly MergeState[]): StoredValue {
  const isMain: Record<string, boolean> = {};
  const paths: Record<string, string> = {};
  let hasMain = false;
  for (const product of having) {
    const links = Object.entries(product.fields['category']!.exact as Record<string, boolean>);
    for (const [id, main] of links.filter(([one]) => !(one in isMain))) {
      isMain[id] = main && !hasMain;
      paths[id] = product.paths[id]!;
    }
    hasMain ||= links.some(([, main]) => main);
  }
  const shown = Object.keys(isMain).sort(
    (a, b) => Number(isMain[b]) - Number(isMain[a]) || (paths[a]! < paths[b]! ? -1 : 1),
  );
  return { exact: isMain, shown: shown.map((id) => paths[id]!) };
}
