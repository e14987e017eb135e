import { Type, type Static } from 'typebox';
import type { Kysely } from 'kysely';
import type { SupplierService } from '../../catalog/index.ts';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { requireKept } from '../books/import-book.routes.ts';
import type { EnqueueImport, ImportService } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import { findLook, insertLook, listFiles, listLookFiles } from './first-look.queries.ts';
import { proposeSuppliers } from './propose-supplier.ts';
import { showLook } from './show-look.ts';
import { absentLook, takeLook } from './take-look.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const write = { permission: 'imports:write' };
/** More suppliers at once than anybody drops by hand. */
const MOST_FILES = 20;
const Id = Type.Object({ id: Uuid }, strict);
const supplier = Type.Optional(
  Type.String({ maxLength: 200, pattern: '\\S', description: 'Absent: proposed by the name of the file' }),
);
const CreateBody = Type.Object(
  {
    files: Type.Array(Type.Object({ fileId: Uuid, supplier }, strict), {
      minItems: 1,
      maxItems: MOST_FILES,
      description: 'Stored files, each of another supplier',
    }),
  },
  strict,
);
const TakeBody = Type.Object(
  {
    files: Type.Optional(
      Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), supplier }, strict), {
        minItems: 1,
        maxItems: MOST_FILES,
        description: 'Absent: all that can be read and are not imported yet',
      }),
    ),
  },
  strict,
);

export interface FirstLookRoutesDeps {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly suppliers: SupplierService;
  readonly enqueueLook: (transaction: Kysely<ImportsTables>, lookId: string) => Promise<void>;
  readonly enqueueImport: EnqueueImport;
  readonly defaultCurrency: () => Promise<string>;
}

/** Files of several suppliers side by side, with nothing of them in the catalogue; and their way into it. */
export function firstLookRoutes(deps: FirstLookRoutesDeps) {
  const { db } = deps;
  const transactions = kyselyTransactions(db);
  async function show(executor: Kysely<ImportsTables>, id: string, acceptLanguage: string | undefined) {
    const look = await findLook(executor, id);
    if (!look) throw absentLook(id);
    const currency = await deps.defaultCurrency();
    const language = prefersFrench(acceptLanguage) ? 'fr' : 'en';
    return showLook(look, await listLookFiles(executor, id), { language, currency });
  }
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/first-looks',
      { schema: { ...schema, body: CreateBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const files = await nameFiles(transaction, request.body.files);
            const { id } = await insertLook(transaction, files);
            await deps.enqueueLook(transaction, id);
            return {
              status: 202,
              headers: { Location: `/api/v1/first-looks/${id}` },
              body: await show(transaction, id, request.headers['accept-language']),
            };
          },
        }),
    );
    app.get(
      '/api/v1/first-looks/:id',
      { schema: { ...schema, params: Id }, config: { permission: 'imports:read' } },
      (request) => show(db, request.params.id, request.headers['accept-language']),
    );
    app.post(
      '/api/v1/first-looks/:id/imports',
      { schema: { ...schema, params: Id, body: TakeBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { id } = request.params;
            const chosen = request.body.files;
            await takeLook(deps, transaction, { lookId: id, chosen, origin: originOf(request) });
            return { status: 202, body: await show(transaction, id, request.headers['accept-language']) };
          },
        }),
    );
  };
}

/** @throws AppError `imports.not_found` for a file that there is not, `first_looks.invalid` for one named twice */
async function nameFiles(
  transaction: Kysely<ImportsTables>,
  asked: Static<typeof CreateBody>['files'],
): Promise<{ fileId: string; supplier: string }[]> {
  const ids = asked.map(({ fileId }) => fileId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new AppError('first_looks.invalid', {
      message: `The file ${twice} is named twice; name each once`,
      params: { id: twice },
    });
  const stored = new Map((await listFiles(transaction, ids)).map((file) => [file.id, file]));
  const files = ids.map((id) => {
    const file = stored.get(id);
    if (!file)
      throw new AppError('imports.not_found', { message: `There is no stored file ${id}`, params: { id } });
    requireKept(file);
    return file;
  });
  const proposed = proposeSuppliers(files.map(({ name }) => name));
  return asked.map(({ fileId, supplier: named }, index) => ({
    fileId,
    supplier: named?.trim() ?? proposed[index]!,
  }));
}
