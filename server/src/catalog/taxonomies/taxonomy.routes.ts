import { Type } from 'typebox';
import { Moment, named, nullable } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { Labels, listAnswer, listOf, Version } from '../definitions/answers.ts';
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
const Taxonomy = named(
  'Taxonomy',
  Type.Object({
    id: Uuid,
    code: TaxonomyCode,
    labels: Labels,
    edition: nullable(Type.String({ description: 'Of a published tree, the one that was loaded last' })),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

export function taxonomyRoutes({ db, taxonomies }: { db: Executor; taxonomies: TaxonomyService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/taxonomies',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Taxonomy) } }, config: read },
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
      answer: Taxonomy,
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
