import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '../../src/composition.ts';
import { reportImport, type ImportReport } from '../../src/imports/jobs/import-report.ts';
import { originOfProgram } from '../../src/platform/origin.ts';

let files = 0;

/** Imports the lines of a file by a supplier, or as our own, in this process. */
export async function importLines(
  system: System,
  supplier: string | null,
  lines: readonly string[],
  map: readonly { field: string; column: string }[] = [],
): Promise<ImportReport> {
  const path = join(system.config.dataDir, `lines-${++files}.csv`);
  writeFileSync(path, lines.join('\n'));
  const file = await system.imports.storePath(path);
  const { job } = await system.databases.imports.transaction().execute((transaction) =>
    system.imports.create(transaction, {
      file,
      supplier,
      insistOnSupplier: true,
      map,
      mode: 'apply',
      origin: originOfProgram('test'),
    }),
  );
  await system.importRunner.run(job.id, { signal: new AbortController().signal });
  const done = await system.imports.get(job.id);
  return reportImport(done.job, done.file, 'EUR');
}
