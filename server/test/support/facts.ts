import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real supplier files, beside the repository unless said otherwise. */
export const supplierData =
  process.env['SUPPLIER_DATA_DIR'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** Outside of CI the tests on real files may be left out where the files are not. */
export const skipWithoutData: string | false =
  existsSync(join(supplierData, 'facts.json')) || process.env['CI']
    ? false
    : `no supplier files in ${supplierData}; set SUPPLIER_DATA_DIR`;

export interface CsvFacts {
  readonly data_rows: number;
  readonly distinct_skus: number;
  readonly encoding: string;
  readonly ean_valid_rows?: number;
  readonly ean_invalid_rows?: number;
  readonly ean_distinct_valid?: number;
  readonly price_missing?: number;
  readonly price_min?: number;
  readonly price_max?: number;
  readonly distinct_brands?: number;
}

export function csvFacts(name: string): CsvFacts {
  const facts = JSON.parse(readFileSync(join(supplierData, 'facts.json'), 'utf8')) as {
    csv: Record<string, CsvFacts>;
  };
  const found = facts.csv[`csv/${name}`];
  if (!found) throw new Error(`no facts about ${name}`);
  return found;
}
