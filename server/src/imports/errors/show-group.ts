import { shortFieldName } from '../jobs/import-report.ts';
import { reasonOf, type Language } from './error-texts.ts';
import type { FindingGroup } from './finding-groups.queries.ts';
import { suggestFixes } from './suggest-fixes.ts';

/** A group of findings as programs see it: why, how often, examples, and what can be done in one step. */
export function showGroup(
  group: FindingGroup,
  { language, currency }: { language: Language; currency: string },
) {
  const { cause, field, header, severity, count, firstLine, distinct, values } = group;
  return {
    cause,
    severity,
    field: field && shortFieldName(field, currency),
    header,
    count,
    firstLine,
    /** How many different values; the most frequent ones are in `values`. */
    distinct,
    values,
    message: reasonOf(group, language),
    fixes: suggestFixes(group).map((fix) => ({
      ...fix,
      params: { ...fix.params, field: shortFieldName(fix.params.field, currency) },
    })),
  };
}
