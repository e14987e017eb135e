import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSupplierFile } from '../server/test/support/supplier-file.ts';

const dataDir =
  process.env['SUPPLIER_DATA_DIR'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

/** A supplier's file of any size: from the generator beside the real files, else from our own small one. */
export function makeFile(folder: string, rows: number, changed: number): string {
  const path = join(folder, `supplier-${rows}${changed ? '-next' : ''}.csv`);
  const generator = join(dataDir, 'make-large.py');
  if (!existsSync(path) && existsSync(generator)) {
    spawnSync(
      'python3',
      [generator, '--rows', String(rows), '--dialect', 'fr', '--changed', String(changed), path],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    );
  }
  if (!existsSync(path)) writeSupplierFile(path, { rows, supplier: changed ? 'Next' : 'Bench', faults: 0 });
  return path;
}
