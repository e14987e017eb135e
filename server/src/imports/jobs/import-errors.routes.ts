import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import type { Detection } from '../reading/open-file.ts';
import { describeFinding } from '../errors/error-texts.ts';
import { listErrors } from './import-job.queries.ts';
import { ImportErrors } from './import-answers.ts';
import { shortFieldName } from './import-report.ts';
import type { ImportService } from './import.service.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const ErrorsQuery = Type.Object(
  {
    limit,
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}\\.\\d{1,9}\\.[\\w.]{1,100}$' })),
    cause: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);

/** What was wrong in the rows of a file, each cell with its line and reason. */
export function importErrorRoutes(deps: {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly defaultCurrency: () => Promise<string>;
}) {
  const { db, imports, defaultCurrency } = deps;
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/errors',
      {
        schema: { tags: ['imports'], params: Id, querystring: ErrorsQuery, response: { 200: ImportErrors } },
        config: { permission: 'imports:read' },
      },
      async (request) => {
        const { job } = await imports.get(request.params.id);
        const detection = job.detection as unknown as Detection | null;
        const sheet = detection?.extraction?.sheet ?? null;
        const [line, column, ...cause] = (request.query.cursor ?? '0.0.').split('.');
        const size = Number(request.query.limit ?? 50);
        const currency = await defaultCurrency();
        const language = prefersFrench(request.headers['accept-language']) ? 'fr' : 'en';
        const rows = await listErrors(db, request.params.id, {
          cause: request.query.cause,
          after: { line: Number(line), column: Number(column), cause: cause.join('.') },
          limit: size,
        });
        const items = rows.map(
          ({ line, column, header, field, value, cause, params, severity, suggestion }) => ({
            sheet,
            line,
            column,
            header,
            field: field && shortFieldName(field, currency),
            value,
            cause,
            params,
            message: describeFinding({ line, header, value, cause, params, suggestion }, language),
            severity,
            suggestion,
          }),
        );
        const last = rows.at(-1);
        return {
          items,
          nextCursor: rows.length === size && last ? `${last.line}.${last.column ?? 0}.${last.cause}` : null,
        };
      },
    );
  };
}
