import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { ImportJobWithFile } from '../jobs/import-job-cache.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';
import type { ImportsTables } from '../tables.ts';
import type { Language } from './error-texts.ts';
import { findingsBetween, rejectedLines } from './rejected-lines.queries.ts';
import { writeErrorsFile } from './write-errors-file.ts';

export interface ErrorsFile {
  readonly name: string;
  readonly charset: string;
  write(language: Language, write: (bytes: Buffer) => Promise<void>): Promise<void>;
}

/** The rejected rows of an import as a file that can be mended and imported again. */
export function createErrorsFiles({ db, storage }: { db: Kysely<ImportsTables>; storage: ObjectStorage }) {
  return ({ job, file }: ImportJobWithFile): ErrorsFile => {
    const detection = job.detection as unknown as Detection | null;
    const mapping = job.mapping as unknown as Mapping | null;
    if (!detection || !mapping)
      throw new AppError('imports.state', {
        message: `The import is ${job.status} and was not read yet; ask again when it rests`,
        params: { status: job.status },
      });
    return {
      name: `${file.name.replace(/\.[^.]*$/, '')}.errors.csv`,
      charset: detection.extraction ? 'utf-8' : detection.encoding,
      async write(language, write) {
        await writeErrorsFile({
          path: await storage.localPath('imports', file.storage_key),
          detection,
          mapping,
          rejected: new Set(await rejectedLines(db, job.id)),
          findingsBetween: (range) => findingsBetween(db, job.id, range),
          language,
          write,
        });
      },
    };
  };
}

export type ErrorsFiles = ReturnType<typeof createErrorsFiles>;
