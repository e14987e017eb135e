import type { CellDefinition, ColumnPolicy } from '../../catalog/index.ts';
import { attributeHeadings, takeAttributeColumns } from '../mapping/attribute-headings.ts';
import { defineColumns, requireDefinitions, type AttributeCells } from '../mapping/define-columns.ts';
import { suggestMapping, type Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';
import { compileColumns, compilePolicies } from '../templates/template-columns.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import type { ImportRequest } from './import.service.ts';

/** What is done with the rows of a file. */
export interface RequestMapping {
  readonly mapping: Mapping;
  readonly attributes: AttributeCells;
  readonly transformations: ReadonlyMap<string, CellTransformation>;
  readonly policies: Readonly<Record<string, Exclude<ColumnPolicy, 'set'>>>;
  readonly markers: ReadonlyMap<string, string>;
  readonly separators: ReadonlyMap<string, string>;
}

/**
 * What was asked for, made out for one file.
 * @throws AppError where a column that was named is not in it or cannot be what it is said to be, or none tells which
 *   product a row is
 */
export type MapRequest = (
  request: ImportRequest,
  detection: Detection,
  /** How it was mapped for a plan that is there. */
  planned?: Mapping | null,
) => Promise<RequestMapping>;

interface Catalogue {
  readonly defaultLocale: () => Promise<string>;
  /** Definitions of attributes by their codes; free ones have none. */
  readonly readAttributes: (codes: readonly string[]) => Promise<ReadonlyMap<string, CellDefinition>>;
}

export const createRequestMapper =
  (catalogue: Catalogue): MapRequest =>
  async (request, detection, planned = null) => {
    const { currency } = request;
    const defaults = { currency, locale: await catalogue.defaultLocale() };
    const columns = request.columns ?? [];
    const suggested = planned ?? suggestMapping({ ...request, detection, defaults, given: request.map });
    const named = suggested.columns.flatMap(({ field }) => (field.base === 'attribute' ? [field.part!] : []));
    const mayTake = !planned && !request.exact;
    const called = mayTake ? attributeHeadings(suggested.ignored).map(({ code }) => code) : [];
    const definitions = await catalogue.readAttributes([...new Set([...named, ...called])]);
    const attributes = { definitions, currency };
    if (planned) requireDefinitions(planned, attributes);
    const taken = mayTake ? takeAttributeColumns(suggested, detection, { definitions, defaults }) : suggested;
    return {
      mapping: planned ?? defineColumns(taken, attributes, detection),
      attributes,
      transformations: compileColumns(columns, detection, defaults),
      ...compilePolicies(columns, defaults),
    };
  };
