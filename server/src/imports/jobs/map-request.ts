import type { ColumnPolicy } from '../../catalog/index.ts';
import { suggestMapping, type Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';
import { compileColumns, compilePolicies } from '../templates/template-columns.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import type { ImportRequest } from './import.service.ts';

/** What is done with the rows of a file. */
export interface RequestMapping {
  readonly mapping: Mapping;
  readonly transformations: ReadonlyMap<string, CellTransformation>;
  readonly policies: Readonly<Record<string, Exclude<ColumnPolicy, 'set'>>>;
  readonly markers: ReadonlyMap<string, string>;
  readonly separators: ReadonlyMap<string, string>;
}

/**
 * What was asked for, made out for one file.
 * @throws AppError where a column that was named is not in it, or none tells which product a row is
 */
export function mapRequest(
  request: ImportRequest,
  detection: Detection,
  defaultLocale: string,
): RequestMapping {
  const defaults = { currency: request.currency, locale: defaultLocale };
  const columns = request.columns ?? [];
  return {
    mapping: suggestMapping({ ...request, detection, defaults, given: request.map }),
    transformations: compileColumns(columns, detection, defaults),
    ...compilePolicies(columns, defaults),
  };
}
