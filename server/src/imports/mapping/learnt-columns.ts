import { foldText, parseFieldName, type FieldDefaults, type FieldRef } from '../../catalog/index.ts';

/** What a person said that a heading means. */
export interface LearntColumn {
  readonly header: string;
  readonly field: string;
  readonly priceIncludesTax: boolean | null;
  /** Of the supplier whose file is read; said of another one's it is no more than a guess. */
  readonly sameSupplier: boolean;
}

/** What was said last of a heading: of this supplier's files, else of others'. */
export function findLearnt(header: string, learnt: readonly LearntColumn[]): LearntColumn | null {
  const key = foldText(header);
  const same = learnt.filter((column) => foldText(column.header) === key);
  return same.find(({ sameSupplier }) => sameSupplier) ?? same[0] ?? null;
}

/** Null for a field that there is no more. */
export function learntField({ field }: LearntColumn, defaults: FieldDefaults): FieldRef | null {
  try {
    const ref = parseFieldName(field, defaults);
    return ref.kind === 'unsupported' ? null : ref;
  } catch {
    return null;
  }
}
