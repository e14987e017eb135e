import type { CellDefinition } from '../../catalog/index.ts';
import type { Detection } from '../reading/open-file.ts';
import { attributeReader } from './attribute-cells.ts';
import type { MappedColumn } from './suggest-mapping.ts';
import { decimalSignOf, usualSign } from './values.ts';

/** Whether a column's cells, as far as they were seen, say values of the attribute. */
export function cellsFit(
  { column, unitColumn }: Pick<MappedColumn, 'column' | 'unitColumn'>,
  definition: CellDefinition,
  { detection, currency }: { readonly detection: Detection; readonly currency: string },
): boolean {
  const cells = detection.sample
    .map((row) => `${row[column - 1] ?? ''} ${unitColumn ? (row[unitColumn - 1] ?? '') : ''}`.trim())
    .filter((cell) => cell !== '');
  const sign = decimalSignOf(cells) ?? usualSign(detection.delimiter);
  const read = attributeReader(definition, {
    sign,
    delimiter: detection.delimiter,
    separator: undefined,
    currency,
  });
  return cells.every((cell) => read(cell).finding === undefined);
}
