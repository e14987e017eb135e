import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { listAnswer } from '../definitions/answers.ts';
import { codeRoutes } from '../definitions/code-routes.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Cursor, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { listTaxonomies, type TaxonomyRow } from './taxonomy.queries.ts';
import type { TaxonomyService } from './taxonomy.service.ts';

const schema = { tags: ['taxonomies'] };
const read = { permission: 'taxonomies:read' };
/** As files that define trees have them. */
export const TaxonomyCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' });
const editable = { labels: Type.Optional(LabelsBody) };
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);

export function taxonomyRoutes({ db, taxonomies }: { db: Executor; taxonomies: TaxonomyService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/taxonomies',
      { schema: { ...schema, querystring: ListQuery }, config: read },
      async (request) => {
        const { q, cursor, limit: text } = request.query;
        const limit = Number(text ?? 50);
        const after = readCursor(cursor, 1)?.[0] ?? null;
        const rows = await listTaxonomies(db, { q, after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    codeRoutes(app, {
      db,
      url: '/api/v1/taxonomies',
      tag: 'taxonomies',
      resource: 'taxonomies',
      code: TaxonomyCode,
      create: Type.Object({ code: TaxonomyCode, ...editable }, strict),
      patch: Type.Object(editable, strict),
      forced: true,
      shape,
      service: taxonomies,
    });
  };
}

const shape = (row: TaxonomyRow) => ({
  id: row.id,
  code: row.code,
  labels: row.labels,
  edition: row.edition,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
