import { findFamilyVariant } from '../../family-variants/family-variant.queries.ts';
import { originOfProgram } from '../../../platform/origin.ts';
import { foldText } from '../../text/fold.ts';
import type { Definitions } from '../definitions.ts';
import { badLine, cellOf, codeOf, labelsOf, listOf, type DefinitionRecord } from './definition-record.ts';
import { outcomeOf, type Load } from './outcome.ts';

const origin = originOfProgram('load-definitions');

/** A line of `family_variants.csv`: the axes and attributes of one level or two. A variant stays with its family. */
export const loadFamilyVariant =
  ({ familyVariants }: Definitions): Load =>
  async (transaction, record) => {
    const code = codeOf(record, 'code', /^[A-Za-z0-9_]{1,100}$/);
    const family = cellOf(record, 'family') ?? '';
    const patch = { labels: labelsOf(record), levels: levelsOf(record) };
    const present = await findFamilyVariant(transaction, code);
    if (!present) {
      await familyVariants.create(transaction, { code, family, ...patch }, origin);
      return 'created';
    }
    if (foldText(present.family) !== foldText(family))
      throw badLine(`"${code}" is of the family "${present.family}", not "${family}"; delete it first`);
    return outcomeOf(await familyVariants.change(transaction, { code, patch, expected: null, origin }));
  };

function levelsOf(record: DefinitionRecord) {
  const levels = [1, 2].map((level) => ({
    axes: listOf(record, `variant-axes_${level}`),
    attributes: listOf(record, `variant-attributes_${level}`),
  }));
  const [first, second] = levels;
  if (first!.axes.length === 0) throw badLine('variant-axes_1 is empty');
  if (second!.axes.length > 0) return levels;
  if (second!.attributes.length > 0) throw badLine('variant-attributes_2 has no variant-axes_2');
  return [first!];
}
