import { checkGtin } from '../../catalog/index.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';

/** What the values of one column look like, from the first rows of the file. */
export interface ColumnProfile {
  readonly field: string;
  readonly header: string | null;
  /** Values looked at. */
  readonly values: number;
  /** Share of the rows that have a value. */
  readonly fill: number;
  /** Shares of the values that are right GTINs, other numbers, and texts. */
  readonly gtin: number;
  readonly number: number;
  readonly text: number;
  readonly meanLength: number;
  /** Share of the values that differ from each other. */
  readonly distinct: number;
}

/** One file of a supplier in a few figures; kept with its import, to compare later files with. */
export interface FeedProfile {
  readonly rows: number;
  readonly created: number;
  readonly columns: readonly ColumnProfile[];
}

const numberLike = /^[-+]?[\d\s.,'\u00a0]*\d[\d\s.,'\u00a0]*(?:[€$£%]|EUR)?$/;

export function profileColumns(detection: Detection, mapping: Mapping): ColumnProfile[] {
  return mapping.columns.map(({ column, header, field }) => {
    const values = detection.sample
      .map((cells) => (cells[column - 1] ?? '').trim())
      .filter((cell) => cell !== '');
    const share = (count: number): number => (values.length === 0 ? 0 : round(count / values.length));
    const gtins = values.filter((value) => value.length >= 8 && checkGtin(value).ok).length;
    const numbers = values.filter((value) => numberLike.test(value)).length - gtins;
    const length = values.reduce((sum, value) => sum + value.length, 0);
    return {
      field: field.name,
      header,
      values: values.length,
      fill: round(values.length / Math.max(1, detection.sample.length)),
      gtin: share(gtins),
      number: share(Math.max(0, numbers)),
      text: share(values.length - gtins - Math.max(0, numbers)),
      meanLength: share(length),
      distinct: share(new Set(values).size),
    };
  });
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
