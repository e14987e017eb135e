import { Type } from 'typebox';
import { Moment, named } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { Labels, listAnswer, listOf, Version } from '../definitions/answers.ts';
import { codeRoutes } from '../definitions/code-routes.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { listFamilyVariants, type FamilyVariantRow } from './family-variant.queries.ts';
import type { FamilyVariantService } from './family-variant.service.ts';

const VariantCode = Type.String({ pattern: '^[A-Za-z0-9_]{1,100}$' });
const Levels = Type.Array(
  Type.Object(
    {
      axes: Type.Array(Code, { minItems: 1, maxItems: 5, description: 'What tells its variants apart' }),
      attributes: Type.Array(Code, {
        maxItems: 2_000,
        description: 'What its variants say themselves; the rest they have from above',
      }),
    },
    strict,
  ),
  { minItems: 1, maxItems: 2, description: 'From the model down; all of them' },
);
const labels = Type.Optional(LabelsBody);
const family = Type.String({ maxLength: 200, pattern: '\\S', description: 'Code of its family; it stays' });
const CreateBody = Type.Object({ code: VariantCode, family, labels, levels: Levels }, strict);
const PatchBody = Type.Object({ labels, levels: Type.Optional(Levels) }, strict);
const ListQuery = Type.Object(
  { q: Query, familyId: Type.Optional(Type.String({ format: 'uuid' })), limit: Limit, cursor: Cursor },
  strict,
);
const VariantLevel = Type.Object({
  axes: Type.Array(Code, { description: 'What tells its variants apart' }),
  attributes: Type.Array(Code, {
    description: 'What its variants say themselves; the rest they have from above',
  }),
});
const FamilyVariant = named(
  'FamilyVariant',
  Type.Object({
    code: VariantCode,
    family: Type.String({ description: 'Code of its family' }),
    labels: Labels,
    levels: Type.Array(VariantLevel, { description: 'One or two, from the model down' }),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const ALL = '/api/v1/family-variants';

/** Which axes a family's models have; a model names one of them in its `familyVariant`. */
export function familyVariantRoutes(deps: { db: Executor; familyVariants: FamilyVariantService }) {
  const { db, familyVariants } = deps;
  return (app: HttpServer): void => {
    app.get(
      ALL,
      {
        schema: { tags: ['families'], querystring: ListQuery, response: { 200: listOf(FamilyVariant) } },
        config: { permission: 'families:read' },
      },
      async (request) => {
        const { q, familyId, cursor, limit: text } = request.query;
        const limit = Number(text ?? 50);
        const after = readCursor(cursor, 1)?.[0] ?? null;
        const rows = await listFamilyVariants(db, { q, familyId, after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    codeRoutes(app, {
      db,
      url: ALL,
      tag: 'families',
      resource: 'families',
      code: VariantCode,
      create: CreateBody,
      patch: PatchBody,
      forced: true,
      shape,
      answer: FamilyVariant,
      service: familyVariants,
    });
  };
}

const shape = (row: FamilyVariantRow) => ({
  code: row.code,
  family: row.family,
  labels: row.labels,
  levels: row.levels,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
