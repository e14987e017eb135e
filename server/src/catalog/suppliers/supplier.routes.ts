import type { Kysely } from 'kysely';
import { Type, type Static, type TSchema } from 'typebox';
import { Uuid } from '../../platform/http/uuid.ts';
import { pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { matchKeys } from '../change-sets/definition.ts';
import { fieldGroups, type GroupPriorities } from '../change-sets/field-groups.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import type { CatalogTables } from '../tables.ts';
import { shapeSupplier as shape, Supplier, type SupplierAnswers } from './supplier-answers.ts';
import type { SupplierService } from './supplier.service.ts';

const schema = { tags: ['suppliers'] };
const currency = Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Null()]);
const groupPriority = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 }));
const priorities = Type.Object(Object.fromEntries(fieldGroups.map((group) => [group, groupPriority])), {
  additionalProperties: false,
  description: 'Numbers that count for a group of fields instead of `priority`; replaces all of them',
});
const orNull = <Schema extends TSchema>(schema_: Schema) => Type.Optional(Type.Union([schema_, Type.Null()]));
const name = Type.String({ minLength: 1, maxLength: 200 });
/** What is said once, and read all later files by. */
const answers = {
  priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Lower wins' })),
  priorities: Type.Optional(priorities),
  currency: Type.Optional(currency),
  pricesIncludeTax: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  newProductStatus: Type.Optional(Type.Union([Type.Literal('draft'), Type.Literal('active')])),
  fullFile: Type.Optional(Type.Boolean({ description: 'Each file has all products of the supplier' })),
  missingAction: Type.Optional(
    Type.Union(['ignore', 'stock_zero', 'end_offer'].map((action) => Type.Literal(action))),
  ),
  archiveWithoutOffers: Type.Optional(Type.Boolean()),
  priceMeaning: orNull(
    Type.Union([Type.Literal('cost'), Type.Literal('sale')], {
      description: 'What a plain "price" in the files is: what we pay, or what the end customer pays',
    }),
  ),
  locale: orNull(
    Type.String({
      pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$',
      description: 'Language of the texts',
    }),
  ),
  matchKeys: orNull(
    Type.Array(Type.Union(matchKeys.map((key) => Type.Literal(key))), {
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      description: 'By what rows find their products; null: by all of them',
    }),
  ),
  expectedHours: orNull(
    Type.Integer({ minimum: 1, maximum: 8_784, description: 'A new file comes at least this often' }),
  ),
  templateId: orNull(Uuid),
};
const CreateSupplier = Type.Object({ name, ...answers }, { additionalProperties: false });
const PatchSupplier = Type.Object({ name: Type.Optional(name), ...answers }, { additionalProperties: false });

export function supplierRoutes({
  db,
  suppliers,
  supplierAnswers,
}: {
  db: Kysely<CatalogTables>;
  suppliers: SupplierService;
  supplierAnswers: SupplierAnswers;
}) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/suppliers',
      {
        schema: { ...schema, querystring: NoQuery, response: { 200: pageOf(Supplier) } },
        config: { permission: 'suppliers:read' },
      },
      async () => {
        const items = await supplierAnswers.list();
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/suppliers/:id',
      {
        schema: { ...schema, params: IdParams, response: { 200: Supplier } },
        config: { permission: 'suppliers:read' },
      },
      async (request, reply) => {
        const supplier = await supplierAnswers.get(request.params.id);
        return reply.header('ETag', `"${supplier.version}"`).send(supplier);
      },
    );
    app.post(
      '/api/v1/suppliers',
      {
        schema: { ...schema, body: CreateSupplier, response: { 201: Supplier } },
        config: { permission: 'suppliers:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { name: given, ...said } = request.body;
            const row = await suppliers.create(transaction, {
              name: given,
              answers: changesOf(said),
              origin: originOf(request),
            });
            return {
              status: 201,
              headers: { Location: `/api/v1/suppliers/${row.id}` },
              body: shape(row),
              afterCommit: suppliers.forget,
            };
          },
        }),
    );
    app.patch(
      '/api/v1/suppliers/:id',
      {
        schema: { ...schema, params: IdParams, body: PatchSupplier, response: { 200: Supplier } },
        config: { permission: 'suppliers:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { id } = request.params;
            const seen = versionOf(request.headers['if-match']);
            const row = await suppliers.update(transaction, {
              id,
              version: seen ?? (await suppliers.get(id, transaction)).version,
              values: changesOf(request.body),
              origin: originOf(request),
            });
            return {
              headers: { ETag: `"${row.version}"` },
              body: shape(row),
              afterCommit: suppliers.forget,
            };
          },
        }),
    );
  };
}

const changesOf = ({
  name: given,
  priority,
  priorities: byGroup,
  currency: money,
  pricesIncludeTax,
  newProductStatus,
  fullFile,
  missingAction,
  archiveWithoutOffers,
  priceMeaning,
  locale,
  matchKeys: keys,
  expectedHours,
  templateId,
}: Static<typeof PatchSupplier>) => ({
  ...(given === undefined ? {} : { name: given }),
  ...(priority === undefined ? {} : { priority }),
  ...(byGroup === undefined ? {} : { priorities: byGroup as GroupPriorities }),
  ...(money === undefined ? {} : { currency: money }),
  ...(pricesIncludeTax === undefined ? {} : { prices_include_tax: pricesIncludeTax }),
  ...(newProductStatus === undefined ? {} : { new_product_status: newProductStatus }),
  ...(fullFile === undefined ? {} : { full_file: fullFile }),
  ...(missingAction === undefined ? {} : { missing_action: missingAction }),
  ...(archiveWithoutOffers === undefined ? {} : { archive_without_offers: archiveWithoutOffers }),
  ...(priceMeaning === undefined ? {} : { price_meaning: priceMeaning }),
  ...(locale === undefined ? {} : { locale }),
  ...(keys === undefined ? {} : { match_keys: keys }),
  ...(expectedHours === undefined ? {} : { expected_hours: expectedHours }),
  ...(templateId === undefined ? {} : { template_id: templateId }),
});
