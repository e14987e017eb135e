import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brunnwaldFile } from './files/brunnwald.ts';
import { northquayFile } from './files/northquay.ts';
import { ostrelleFile } from './files/ostrelle.ts';
import { velmoraFile } from './files/velmora.ts';
import type { DemoProduct } from './products.ts';
import { rowsOf } from './rows.ts';
import { supplierKeys, suppliers, type SupplierKey } from './suppliers.ts';

export interface DemoFile {
  readonly name: string;
  readonly supplier: SupplierKey;
  readonly rows: number;
  readonly content: Buffer;
  /** Of a supplier whose first file is among them too: to be handed in afterwards. */
  readonly isLater: boolean;
}

/** The four files in the order of their import, and a later edition of the first one. */
export function demoFiles(products: readonly DemoProduct[]): DemoFile[] {
  const rows = {
    velmora: rowsOf('velmora', products),
    ostrelle: rowsOf('ostrelle', products),
    northquay: rowsOf('northquay', products),
    brunnwald: rowsOf('brunnwald', products),
  };
  const content = {
    velmora: velmoraFile(rows.velmora, 'first'),
    ostrelle: ostrelleFile(rows.ostrelle),
    northquay: northquayFile(rows.northquay),
    brunnwald: brunnwaldFile(rows.brunnwald),
  };
  const files = supplierKeys.map((supplier) => ({
    name: suppliers[supplier].file,
    supplier,
    rows: rows[supplier].length,
    content: content[supplier],
    isLater: false,
  }));
  const later = {
    name: suppliers.velmora.file.replace('.csv', '-2.csv'),
    content: velmoraFile(rows.velmora, 'second'),
    isLater: true,
  };
  return [...files, { ...files[0]!, ...later }];
}

/** Writes them into a folder, which is made where there is none. */
export async function writeDemoFiles(folder: string, files: readonly DemoFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, content } of files) await writeFile(join(folder, name), content);
}
