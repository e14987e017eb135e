import type { System } from '../composition.ts';
import { reportImport, type ImportReport } from '../imports/jobs/import-report.ts';
import type { CreateImport } from '../imports/jobs/import.service.ts';
import { describePartial } from '../imports/jobs/partial-import.ts';
import { note, type ProgressBar } from './terminal.ts';

/**
 * The whole import of a file in this process, to its next resting state; of the same content, supplier and mapping
 * an unfinished job goes on.
 * @throws AppError that failed the job; one that the guard holds is reported
 */
export async function importFile(
  system: System,
  path: string,
  input: Omit<CreateImport, 'file'>,
  { signal, bar }: { signal: AbortSignal; bar: ProgressBar },
): Promise<ImportReport> {
  bar.update('storing', 0, '');
  const file = await system.imports.storePath(path);
  const { job, resumed } = await system.databases.imports
    .transaction()
    .execute((transaction) => system.imports.create(transaction, { ...input, file }));
  if (resumed) note(`Going on with the unfinished import ${job.id}`);
  try {
    await system.importRunner.run(job.id, {
      signal,
      onProgress: ({ step, progress, rows }) => bar.update(step, progress, rows ? `${rows} rows` : ''),
    });
  } catch (error) {
    const ended = (await system.imports.get(job.id)).job;
    const partial = describePartial(ended);
    if (partial) note(`${partial.message} (operation ${ended.plan_id})`);
    // A page in place of the feed is no file to read, and still a question for a person.
    if (ended.status !== 'held_by_guard') throw error;
  } finally {
    bar.end();
  }
  const done = await system.imports.get(job.id);
  return reportImport(done.job, done.file, (await system.settings.current()).defaultCurrency);
}
