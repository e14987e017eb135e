import { Type } from 'typebox';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { shapeSupplier as shape, type SupplierAnswers } from './supplier-answers.ts';
import type { SupplierService } from './supplier.service.ts';

const schema = { tags: ['suppliers'] };
const currency = Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Null()]);
const CreateSupplier = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }), currency: Type.Optional(currency) },
  { additionalProperties: false },
);
const PatchSupplier = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Lower wins' })),
    currency: Type.Optional(currency),
    pricesIncludeTax: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    newProductStatus: Type.Optional(Type.Union([Type.Literal('draft'), Type.Literal('active')])),
  },
  { additionalProperties: false },
);

export function supplierRoutes({
  suppliers,
  supplierAnswers,
}: {
  suppliers: SupplierService;
  supplierAnswers: SupplierAnswers;
}) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/suppliers',
      { schema: { ...schema, querystring: NoQuery }, config: { permission: 'suppliers:read' } },
      async () => {
        const items = await supplierAnswers.list();
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/suppliers/:id',
      { schema: { ...schema, params: IdParams }, config: { permission: 'suppliers:read' } },
      async (request, reply) => {
        const supplier = await supplierAnswers.get(request.params.id);
        return reply.header('ETag', `"${supplier.version}"`).send(supplier);
      },
    );
    app.post(
      '/api/v1/suppliers',
      { schema: { ...schema, body: CreateSupplier }, config: { permission: 'suppliers:write' } },
      async (request, reply) => {
        const row = await suppliers.create(
          request.body.name,
          request.body.currency ?? null,
          originOf(request),
        );
        return reply.status(201).header('Location', `/api/v1/suppliers/${row.id}`).send(shape(row));
      },
    );
    app.patch(
      '/api/v1/suppliers/:id',
      {
        schema: { ...schema, params: IdParams, body: PatchSupplier },
        config: { permission: 'suppliers:write' },
      },
      async (request, reply) => {
        const { name, priority, currency: money, pricesIncludeTax, newProductStatus } = request.body;
        const version =
          versionOf(request.headers['if-match']) ?? (await suppliers.get(request.params.id)).version;
        const values = {
          ...(name === undefined ? {} : { name }),
          ...(priority === undefined ? {} : { priority }),
          ...(money === undefined ? {} : { currency: money }),
          ...(pricesIncludeTax === undefined ? {} : { prices_include_tax: pricesIncludeTax }),
          ...(newProductStatus === undefined ? {} : { new_product_status: newProductStatus }),
        };
        const row = await suppliers.update(request.params.id, version, values, originOf(request));
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
  };
}
