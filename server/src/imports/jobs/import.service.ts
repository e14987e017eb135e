import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Kysely } from 'kysely';
import type { MissingAction, SupplierService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { readFileChunks } from '../../platform/storage/file-chunks.ts';
import { datePrefix, type ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { GuardLimits } from '../guard/judge-feed.ts';
import type { ImportJobCache, ImportJobWithFile } from './import-job-cache.ts';
import { makeRequest } from './make-request.ts';
import {
  findFile,
  findJob,
  insertFile,
  insertOrResumeJob,
  originColumns,
  type ImportFileRow,
  type ImportJobRow,
} from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';
import type { GivenDialect } from '../reading/detection.ts';
import type { TemplateColumn } from '../templates/template-columns.ts';
import type { LearntColumn } from '../mapping/learnt-columns.ts';
import type { PriceMeaning } from '../mapping/price-meaning.ts';
import type { TemplateService, UsedTemplate } from '../templates/template.service.ts';

/** What a person asked for; kept with the job. */
export interface ImportRequest extends GivenDialect {
  readonly own: boolean;
  readonly map: readonly { field: string; column: string }[];
  /** What is done with the cells of each column: the template's, with what was said for this file. */
  readonly columns?: readonly TemplateColumn[];
  /** Only the mapped columns are read. */
  readonly exact?: true;
  /** The version that reads the file, as it was when the import was asked for. */
  readonly template?: Pick<UsedTemplate, 'id' | 'name' | 'version'>;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  /** What the supplier said when opened. */
  readonly priceMeaning?: PriceMeaning;
  readonly locale?: string;
  /** What people said of headings before this import was asked for. */
  readonly learnt?: readonly LearntColumn[];
  /** Of a configuration; absent: the usual ones. */
  readonly guard?: GuardLimits;
  /** Of a configuration; absent: the supplier's. */
  readonly missingAction?: MissingAction;
  /** Passes the feed guard, and nothing else. */
  readonly force?: true;
}

/** A file in the storage; its row is written with the import that reads it. */
export type StoredFile = Parameters<typeof insertFile>[1];

export interface CreateImport {
  /** Stored just now, or before. */
  readonly file: StoredFile | ImportFileRow;
  /** Null for our own catalogue. */
  readonly supplier: string | null;
  readonly insistOnSupplier: boolean;
  readonly map: ImportRequest['map'];
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  readonly recordPath?: string | undefined;
  /** All columns that are read, with what is done with their cells. */
  readonly columns?: readonly TemplateColumn[] | undefined;
  readonly template?: { readonly id: string } | { readonly name: string } | undefined;
  /** As it was made out and shown before; all that is said of columns and dialect here is left aside then. */
  readonly request?: ImportRequest | undefined;
  readonly force?: boolean | undefined;
  readonly mode: 'preview' | 'apply';
  readonly origin: Origin;
  /** Of the files of a config; absent: the supplier's. */
  readonly currency?: string | undefined;
  readonly guard?: GuardLimits | undefined;
  readonly missingAction?: MissingAction | undefined;
  /** Where it was fetched from. */
  readonly sourceId?: string;
  /** It has the content of the last one: recorded, and never run. */
  readonly skip?: boolean;
}

/** What files are read by that do not say; settings that people change meanwhile. */
export interface ImportDefaults {
  readonly defaultCurrency: string;
  readonly defaultLocale: string;
  readonly pricesIncludeTax: boolean;
}

interface CreatedImport {
  readonly job: ImportJobRow;
  readonly resumed: boolean;
}

export function createImportService(deps: {
  db: Kysely<ImportsTables>;
  suppliers: SupplierService;
  storage: ObjectStorage;
  templates: TemplateService;
  defaults: () => Promise<ImportDefaults>;
  now: () => Date;
  cache: ImportJobCache;
}) {
  const { db } = deps;
  async function get(id: string, executor = db): Promise<ImportJobWithFile> {
    const job = await findJob(executor, id);
    const file = job && (await findFile(executor, job.file_id));
    if (!job || !file)
      throw new AppError('imports.not_found', { message: `There is no import ${id}`, params: { id } });
    return { job, file };
  }
  async function storeFile(content: AsyncIterable<Buffer>, name: string): Promise<StoredFile> {
    const stored = await deps.storage.put('imports', content, {
      prefix: datePrefix(deps.now()),
      extension: extensionOf(name),
    });
    return {
      name: basename(name),
      storage_key: stored.key,
      sha256: stored.sha256,
      bytes: stored.bytes,
    };
  }

  return {
    storeFile,
    storePath: (path: string) => storeFile(readFileChunks(path), path),
    /** Makes an import of a stored file; the same content, supplier and mapping with an unfinished job is that job. */
    async create(transaction: Kysely<ImportsTables>, input: CreateImport): Promise<CreatedImport> {
      const found =
        input.supplier === null
          ? null
          : await deps.suppliers.findOrCreate({
              name: input.supplier,
              insist: input.insistOnSupplier,
              preview: input.mode === 'preview' || input.skip === true,
            });
      const supplier = found?.supplier ?? null;
      const request = input.request ?? (await makeRequest(deps, transaction, { ...input, supplier }));
      const identity = [input.file.sha256, supplier?.id ?? 'own', input.mode, JSON.stringify(request)].join(
        '\n',
      );
      const file = 'id' in input.file ? input.file : await insertFile(transaction, input.file);
      const values = {
        file_id: file.id,
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
        source_id: input.sourceId ?? null,
        ...(input.skip ? { status: 'skipped' as const, finished_at: deps.now() } : {}),
      };
      return insertOrResumeJob(transaction, values);
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
  return /\.(csv|tsv|txt|xlsx|xls|xml|json|jsonl|ndjson|zip|gz)$/i.exec(name)?.[0].toLowerCase() ?? '.bin';
}
