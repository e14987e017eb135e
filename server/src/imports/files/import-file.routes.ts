import { Type, type Static } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { SupplierService } from '../../catalog/index.ts';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { SafeOpen } from '../../platform/http/safe-fetch.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { insertFile, findFile, type ImportFileRow } from '../jobs/import-job.queries.ts';
import { shortFieldName } from '../jobs/import-report.ts';
import type { ImportDefaults, ImportService, StoredFile } from '../jobs/import.service.ts';
import { listLearnt } from '../mapping/learnt-columns.queries.ts';
import { boundedContent } from '../sources/bounded-content.ts';
import { createHttpConnector } from '../sources/connectors/http-connector.ts';
import type { ImportsTables } from '../tables.ts';
import { describeFile } from './describe-file.ts';
import { setDialect } from './import-file.queries.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const read = { permission: 'imports:read' };
const write = { permission: 'imports:write' };
const Id = Type.Object({ id: Uuid }, strict);
const name = Type.String({ minLength: 1, maxLength: 200 });
const Whose = Type.Object(
  {
    supplier: Type.Optional(name),
    own: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  },
  strict,
);
const Download = Type.Object({ url: Type.String({ maxLength: 2_000, pattern: '^https?://' }) }, strict);
const orNull = (maxLength: number) =>
  Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength }), Type.Null()]));
const Dialect = Type.Object(
  { encoding: orNull(40), delimiter: orNull(1), sheet: orNull(200), recordPath: orNull(500) },
  { ...strict, description: 'Instead of the guesses; null: guess again' },
);

export interface ImportFileDeps {
  readonly db: Kysely<ImportsTables>;
  readonly suppliers: SupplierService;
  readonly imports: ImportService;
  readonly storage: ObjectStorage;
  readonly openSafely: SafeOpen;
  readonly maxBytes: number;
  readonly defaults: () => Promise<ImportDefaults>;
  readonly now: () => Date;
}

/** Files that are handed in to be looked at; an import of one is asked for by its id. */
export function importFileRoutes(deps: ImportFileDeps) {
  const { db, imports } = deps;
  const transactions = kyselyTransactions(db);
  const describe = createDescriber(deps);
  const load = async (id: string): Promise<ImportFileRow> => {
    const file = await findFile(db, id);
    if (!file)
      throw new AppError('imports.not_found', { message: `There is no stored file ${id}`, params: { id } });
    requireKept(file);
    return file;
  };
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/import-files',
      {
        schema: {
          ...schema,
          consumes: ['multipart/form-data', 'application/json'],
          querystring: Whose,
          body: { content: { 'application/json': { schema: Download } } },
        },
        config: write,
      },
      async (request, reply) => {
        const stored = request.isMultipart()
          ? await uploaded(request, imports)
          : await downloaded(deps, (request.body as Static<typeof Download>).url);
        const { name: fileName, sha256 } = stored;
        return answerOnce(request, reply, {
          transactions,
          content: { name: fileName, sha256, ...request.query },
          work: async (transaction) => {
            const file = await insertFile(transaction, stored);
            return {
              status: 201,
              headers: { Location: `/api/v1/import-files/${file.id}` },
              body: await describe(file, request.query),
            };
          },
        });
      },
    );
    app.get(
      '/api/v1/import-files/:id',
      { schema: { ...schema, params: Id, querystring: Whose }, config: read },
      async (request) => describe(await load(request.params.id), request.query),
    );
    app.patch(
      '/api/v1/import-files/:id',
      { schema: { ...schema, params: Id, querystring: Whose, body: Dialect }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const file = await load(request.params.id);
            const dialect = Object.fromEntries(
              Object.entries({ ...file.dialect, ...request.body }).filter(([, value]) => value !== null),
            );
            const changed = { ...file, dialect };
            // What cannot be read so is refused, and the file stays as it was.
            const body = await describe(changed, request.query);
            await setDialect(transaction, file.id, dialect);
            return { body };
          },
        }),
    );
  };
}

async function uploaded(request: FastifyRequest, imports: ImportService): Promise<StoredFile> {
  let stored: StoredFile | null = null;
  for await (const part of request.parts())
    if (part.type === 'file') stored = await imports.storeFile(part.file, part.filename);
    else throw invalid(`Unknown form field ${part.fieldname}; send the file as "file"`, part.fieldname);
  if (!stored) throw invalid('Send the file as the form field "file"', 'file');
  return stored;
}

const invalid = (message: string, field: string): AppError =>
  new AppError('imports.invalid', { message, params: { field } });

/** From an address that somebody typed in: public ones only, and no more bytes than an upload may have. */
async function downloaded(
  { imports, openSafely, maxBytes, now }: ImportFileDeps,
  url: string,
): Promise<StoredFile> {
  const stop = new AbortController();
  const connect = createHttpConnector(openSafely, now);
  const connection = await connect(
    { settings: { url }, secret: {} },
    { signal: stop.signal, maxBytes, cursor: {} },
  );
  try {
    const [file] = await connection.list();
    const content = boundedContent(await connection.open(file!), file!, { maxBytes, signal: stop.signal });
    return await imports.storeFile(content, file!.name);
  } finally {
    stop.abort();
    await connection.close();
  }
}

function createDescriber({ db, suppliers, storage, defaults }: ImportFileDeps) {
  return async (file: ImportFileRow, whose: Static<typeof Whose>) => {
    const { defaultCurrency, defaultLocale, pricesIncludeTax } = await defaults();
    const supplier = whose.supplier ? await suppliers.findKnown(whose.supplier) : undefined;
    const own = whose.own === 'true';
    const found = await describeFile(await storage.localPath('imports', file.storage_key), file.dialect, {
      own,
      given: [],
      defaults: { currency: supplier?.currency ?? defaultCurrency, locale: defaultLocale },
      pricesIncludeTax: supplier?.prices_include_tax ?? pricesIncludeTax,
      priceMeaning: supplier?.price_meaning ?? undefined,
      locale: supplier?.locale && supplier.locale !== defaultLocale ? supplier.locale : undefined,
      learnt: await listLearnt(db, supplier?.id ?? null),
    });
    const { detection } = found;
    const { extraction } = detection;
    return {
      id: file.id,
      name: file.name,
      bytes: Number(file.bytes),
      sha256: file.sha256,
      dialect: file.dialect,
      detection: {
        format: extraction?.format ?? 'csv',
        compression: detection.compression ?? null,
        encoding: extraction ? null : detection.encoding,
        delimiter: detection.delimiter || null,
        sheet: extraction?.sheet ?? null,
        sheets: extraction?.sheets ?? [],
        recordPath: extraction?.recordPath ?? null,
        headerRow: detection.headerRow,
      },
      columns: found.columns.map(({ suggestion, ...column }) => ({
        ...column,
        suggestion: suggestion && { ...suggestion, field: shortFieldName(suggestion.field, defaultCurrency) },
      })),
      hasMatchKey: found.hasMatchKey,
      warnings: found.warnings,
      createdAt: file.created_at.toISOString(),
    };
  };
}
