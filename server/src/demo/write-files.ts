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

const writers = {
  velmora: (rows) => velmoraFile(rows, 'first'),
  ostrelle: ostrelleFile,
  northquay: northquayFile,
  brunnwald: brunnwaldFile,
} satisfies Record<SupplierKey, (rows: ReturnType<typeof rowsOf>) => Buffer>;

/** The four files in the order of their import, and a later edition of the first one. */
export function demoFiles(products: readonly DemoProduct[]): DemoFile[] {
  const files = supplierKeys.map((supplier): DemoFile => {
    const rows = rowsOf(supplier, products);
    const { file: name } = suppliers[supplier];
    return { name, supplier, rows: rows.length, content: writers[supplier](rows), isLater: false };
  });
  const rows = rowsOf('velmora', products);
  const later: DemoFile = {
    name: suppliers.velmora.file.replace('.csv', '-2.csv'),
    supplier: 'velmora',
    rows: rows.length,
    content: velmoraFile(rows, 'second'),
    isLater: true,
  };
  return [...files, later];
}

/** Writes them into a folder, which is made where there is none. */
export async function writeDemoFiles(folder: string, files: readonly DemoFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, content } of files) await writeFile(join(folder, name), content);
}
