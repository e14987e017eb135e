import { Type } from 'typebox';
import { Moment, named } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { listAnswer, listOf, Version } from '../definitions/answers.ts';
import { codeRoutes } from '../definitions/code-routes.ts';
import { Code, strict } from '../definitions/schemas.ts';
import { NoQuery } from '../products/product.schemas.ts';
import type { TaxClassRow } from './tax.queries.ts';
import type { TaxService } from './tax.service.ts';

const schema = { tags: ['taxes'] };
const read = { permission: 'taxes:read' };
const name = Type.String({ maxLength: 200, pattern: '\\S' });
const isDefault = Type.Boolean({ description: 'Of products that name no class' });
const CreateBody = Type.Object({ code: Code, name, isDefault: Type.Optional(isDefault) }, strict);
const PatchBody = Type.Object({ name: Type.Optional(name), isDefault: Type.Optional(isDefault) }, strict);
const TaxClass = named(
  'TaxClass',
  Type.Object({
    code: Code,
    name: Type.String(),
    isDefault,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const ALL = '/api/v1/tax-classes';

/** Classes that products name in their `taxClass`. */
export function taxClassRoutes({ db, taxes }: { db: Executor; taxes: TaxService }) {
  return (app: HttpServer): void => {
    app.get(
      ALL,
      { schema: { ...schema, querystring: NoQuery, response: { 200: listOf(TaxClass) } }, config: read },
      async () => listAnswer((await taxes.classes.list()).map(shape), null),
    );
    codeRoutes(app, {
      db,
      url: ALL,
      tag: 'taxes',
      resource: 'taxes',
      code: Code,
      create: CreateBody,
      patch: PatchBody,
      forced: false,
      shape,
      answer: TaxClass,
      service: taxes.classes,
    });
  };
}

const shape = (row: TaxClassRow) => ({
  code: row.code,
  name: row.name,
  isDefault: row.is_default,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
