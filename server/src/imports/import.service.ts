import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Kysely } from 'kysely';
import type { SupplierService } from '../catalog/index.ts';
import { AppError } from '../platform/errors.ts';
import type { Origin } from '../platform/origin.ts';
import { readFileChunks } from '../platform/storage/file-chunks.ts';
import { datePrefix, type ObjectStorage } from '../platform/storage/object-storage.ts';
import type { ImportJobCache, ImportJobWithFile } from './import-job-cache.ts';
import {
  findFile,
  findJob,
  insertFile,
  insertOrResumeJob,
  originColumns,
  type ImportFileRow,
  type ImportJobRow,
} from './import-job.queries.ts';
import type { ImportsTables } from './tables.ts';

/** What a person asked for; kept with the job. */
export interface ImportRequest {
  readonly own: boolean;
  readonly map: readonly { field: string; column: string }[];
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
}

export interface CreateImport {
  readonly file: ImportFileRow;
  /** Null for our own catalogue. */
  readonly supplier: string | null;
  readonly insistOnSupplier: boolean;
  readonly map: ImportRequest['map'];
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly mode: 'preview' | 'apply';
  readonly origin: Origin;
}

/** What files are read by that do not say; settings that people change meanwhile. */
export interface ImportDefaults {
  readonly defaultCurrency: string;
  readonly defaultLocale: string;
  readonly pricesIncludeTax: boolean;
}

export function createImportService(deps: {
  db: Kysely<ImportsTables>;
  suppliers: SupplierService;
  storage: ObjectStorage;
  defaults: () => Promise<ImportDefaults>;
  now: () => Date;
  cache: ImportJobCache;
}) {
  const { db } = deps;
  async function get(id: string): Promise<ImportJobWithFile> {
    const job = await findJob(db, id);
    const file = job && (await findFile(db, job.file_id));
    if (!job || !file)
      throw new AppError('imports.not_found', { message: `There is no import ${id}`, params: { id } });
    return { job, file };
  }
  async function storeFile(content: AsyncIterable<Buffer>, name: string): Promise<ImportFileRow> {
    const stored = await deps.storage.put('imports', content, {
      prefix: datePrefix(deps.now()),
      extension: extensionOf(name),
    });
    return insertFile(db, {
      name: basename(name),
      storage_key: stored.key,
      sha256: stored.sha256,
      bytes: stored.bytes,
    });
  }

  return {
    storeFile,
    storePath: (path: string) => storeFile(readFileChunks(path), path),
    /** Makes an import of a stored file; the same content, supplier and mapping with an unfinished job is that job. */
    async create(
      input: CreateImport,
      enqueue?: EnqueueImport,
    ): Promise<{ job: ImportJobRow; resumed: boolean }> {
      const found =
        input.supplier === null
          ? null
          : await deps.suppliers.findOrCreate({ name: input.supplier, insist: input.insistOnSupplier });
      const supplier = found?.supplier ?? null;
      const defaults = await deps.defaults();
      const request: ImportRequest = {
        own: supplier === null,
        map: input.map,
        ...(input.encoding ? { encoding: input.encoding } : {}),
        ...(input.delimiter ? { delimiter: input.delimiter } : {}),
        currency: supplier?.currency ?? defaults.defaultCurrency,
        pricesIncludeTax: supplier?.prices_include_tax ?? defaults.pricesIncludeTax,
      };
      const identity = [input.file.sha256, supplier?.id ?? 'own', input.mode, JSON.stringify(request)].join(
        '\n',
      );
      const values = {
        file_id: input.file.id,
        supplier_id: supplier?.id ?? null,
        supplier_name: supplier?.name ?? null,
        identity: createHash('sha256').update(identity).digest('hex'),
        mode: input.mode,
        request: JSON.stringify(request),
        warnings: JSON.stringify(
          found?.created
            ? [{ code: 'supplier.created', count: 1, params: { name: found.supplier.name } }]
            : [],
        ),
        ...originColumns(input.origin),
      };
      return db.transaction().execute(async (transaction) => {
        const made = await insertOrResumeJob(transaction, values);
        await enqueue?.(transaction, made.job.id);
        return made;
      });
    },
    get,
    /** For showing it; what decides about a job asks `get`. */
    read: (id: string): Promise<ImportJobWithFile> => deps.cache.read(id, () => get(id)),
    /** Called when a change of the job is committed here. */
    forget: (id: string): void => deps.cache.forget(id),
  };
}

/** Hands a job to the workers, in the transaction that writes it. */
export type EnqueueImport = (transaction: Kysely<ImportsTables>, jobId: string) => Promise<void>;

export type ImportService = ReturnType<typeof createImportService>;

/** Of the user's name only a known ending is kept; the rest of the key is the content's hash. */
function extensionOf(name: string): string {
  return /\.(csv|tsv|txt)$/i.exec(name)?.[0].toLowerCase() ?? '.bin';
}
