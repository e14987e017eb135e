import type { CellDefinition, ColumnPolicy } from '../../catalog/index.ts';
import { defineColumns, type AttributeCells } from '../mapping/define-columns.ts';
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
export type MapRequest = (request: ImportRequest, detection: Detection) => Promise<RequestMapping>;

interface Catalogue {
  readonly defaultLocale: () => Promise<string>;
  /** Definitions of attributes by their codes; free ones have none. */
  readonly readAttributes: (codes: readonly string[]) => Promise<ReadonlyMap<string, CellDefinition>>;
}

export const createRequestMapper =
  (catalogue: Catalogue): MapRequest =>
  async (request, detection) => {
    const { currency } = request;
    const defaults = { currency, locale: await catalogue.defaultLocale() };
    const columns = request.columns ?? [];
    const suggested = suggestMapping({ ...request, detection, defaults, given: request.map });
    const codes = suggested.columns.flatMap(({ field }) => (field.base === 'attribute' ? [field.part!] : []));
    const definitions = await catalogue.readAttributes(codes);
    return {
      mapping: defineColumns(suggested, definitions),
      attributes: { definitions, currency },
      transformations: compileColumns(columns, detection, defaults),
      ...compilePolicies(columns, defaults),
    };
  };
