import { Type, type Static } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { columnPolicies } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { requireKept } from '../books/import-book.routes.ts';
import type { ImportConfigService } from '../configs/config.service.ts';
import { TemplateColumnSchema, type TemplateColumn } from '../templates/template-columns.ts';
import type { ImportsTables } from '../tables.ts';
import { findFile } from './import-job.queries.ts';
import type { CreateImport } from './import.service.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }));
const policy = Type.Union(columnPolicies.map((one) => Type.Literal(one)));

/** An import of a file that is stored already. */
export const ImportBody = Type.Object(
  {
    fileId: Uuid,
    configId: Type.Optional(Uuid),
    supplier: text(200),
    own: Type.Optional(Type.Boolean()),
    createSupplier: Type.Optional(Type.Boolean()),
    mode: Type.Optional(Type.Union([Type.Literal('preview'), Type.Literal('apply')])),
    mapping: Type.Optional(
      Type.Array(TemplateColumnSchema, {
        minItems: 1,
        maxItems: 500,
        description: 'All columns that are read; others are ignored. Absent: they are guessed',
      }),
    ),
    policies: Type.Optional(
      Type.Record(Type.String({ maxLength: 200 }), policy, {
        description: 'Field → policy, of mapped fields',
      }),
    ),
    templateId: Type.Optional(Uuid),
    encoding: text(40),
    delimiter: text(1),
    sheet: text(200),
    recordPath: text(500),
    force: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
type Body = Static<typeof ImportBody>;

/** @throws AppError `imports.not_found` for a file or `configs.not_found` for a configuration that there is not */
export async function importOfStored(
  request: FastifyRequest,
  body: Body,
  { db, configs }: { db: Kysely<ImportsTables>; configs: ImportConfigService },
): Promise<CreateImport> {
  const { fileId, configId, supplier, own, mapping, policies, templateId } = body;
  const file = await findFile(db, fileId);
  if (!file)
    throw new AppError('imports.not_found', {
      message: `There is no stored file ${fileId}`,
      params: { id: fileId },
    });
  requireKept(file);
  const config = configId === undefined ? null : await configs.asImport(await configs.get(configId));
  if (!config && !own && supplier === undefined)
    throw new AppError('imports.invalid', {
      message: 'Say whose file it is: supplier, configId, or own: true',
      params: { field: 'supplier' },
    });
  return {
    map: [],
    ...config,
    supplier: own ? null : (supplier ?? config?.supplier ?? null),
    insistOnSupplier: body.createSupplier ?? config?.insistOnSupplier ?? false,
    file,
    ...(mapping ? { columns: withPolicies(mapping, policies ?? {}), map: [] } : {}),
    ...(templateId ? { template: { id: templateId } } : {}),
    ...given(body),
    mode: body.mode ?? 'preview',
    origin: originOf(request),
  };
}

const given = ({ encoding, delimiter, sheet, recordPath, force }: Body) =>
  Object.fromEntries(
    Object.entries({ encoding, delimiter, sheet, recordPath, force }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Pick<Body, 'encoding' | 'delimiter' | 'sheet' | 'recordPath' | 'force'>;

/** @throws AppError for a policy of a field that is not mapped */
function withPolicies(
  mapping: readonly TemplateColumn[],
  policies: NonNullable<Body['policies']>,
): TemplateColumn[] {
  const unknown = Object.keys(policies).find((field) => mapping.every((column) => column.field !== field));
  if (unknown !== undefined)
    throw new AppError('imports.invalid', {
      message: `policies names "${unknown}", which the mapping does not; name one of ${mapping.map(({ field }) => field).join(', ')}`,
      params: { field: unknown },
    });
  return mapping.map((column) => {
    const own = policies[column.field];
    return own ? { ...column, policy: own } : column;
  });
}
