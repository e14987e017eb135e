import { Type } from 'typebox';
import { Moment, named, Nothing, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { CredentialRow } from './credential.queries.ts';
import type { CreateCredential, CredentialService, PatchCredential } from './credential.service.ts';

const schema = { tags: ['credentials'] };
const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const orNull = Type.Optional(Type.Union([name, Type.Null()]));
const secret = Type.Optional(
  Type.String({ minLength: 1, maxLength: 4_000, writeOnly: true, description: 'Sealed; never answered' }),
);
const providers = ['sp_api', 'creators_api'];
const regions = ['na', 'eu', 'fe'];
const credentialVersions = ['2.1', '2.2', '2.3', '3.1', '3.2', '3.3'];
const parts = {
  region: Type.Optional(
    Type.Union([...regions.map((region) => Type.Literal(region)), Type.Null()], {
      description: 'Of the SP-API',
    }),
  ),
  marketplace: Type.Optional(name),
  clientId: Type.Optional(name),
  sellerId: orNull,
  partnerTag: orNull,
  credentialVersion: Type.Optional(
    Type.Union([...credentialVersions.map((version) => Type.Literal(version)), Type.Null()], {
      description: 'Of the Creators API',
    }),
  ),
  clientSecret: secret,
  refreshToken: secret,
};
const CreateBody = Type.Object(
  { provider: oneOf(providers), label: name, ...parts },
  { additionalProperties: false },
);
const PatchBody = Type.Object({ label: Type.Optional(name), ...parts }, { additionalProperties: false });

/** Ids longer than this keep most of their characters behind the hint. */
const HINT = 4;

/** All that is ever shown of a credential. */
const Credential = named(
  'Credential',
  Type.Object({
    id: Uuid,
    provider: oneOf(providers),
    label: Type.String(),
    region: nullable(oneOf(regions)),
    marketplace: Type.String(),
    clientId: Type.String(),
    sellerId: nullable(Type.String()),
    partnerTag: nullable(Type.String()),
    credentialVersion: nullable(oneOf(credentialVersions)),
    secretSet: Type.Boolean(),
    secretHint: Type.String({
      description: 'The last characters of `clientId`, which the secret belongs to',
    }),
    lastTestedAt: nullable(Moment),
    lastTestError: nullable(Type.String()),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

const shape = (row: CredentialRow) => ({
  id: row.id,
  provider: row.provider,
  label: row.label,
  region: row.region,
  marketplace: row.marketplace,
  clientId: row.client_id,
  sellerId: row.seller_id,
  partnerTag: row.partner_tag,
  credentialVersion: row.credential_version,
  secretSet: row.secret_sealed !== '',
  // Of the id that the secret belongs to; of the secret itself nothing is shown.
  secretHint: row.client_id.slice(-HINT),
  lastTestedAt: row.last_tested_at?.toISOString() ?? null,
  lastTestError: row.last_test_error,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
const etagOf = (row: CredentialRow): string => `"${row.version}"`;

export function credentialRoutes({ credentials }: { credentials: CredentialService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/credentials',
      {
        schema: { ...schema, response: { 200: pageOf(Credential) } },
        config: { permission: 'credentials:read' },
      },
      async () => {
        const items = (await credentials.list()).map(shape);
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/credentials/:id',
      {
        schema: { ...schema, params: Id, response: { 200: Credential } },
        config: { permission: 'credentials:read' },
      },
      async (request, reply) => {
        const row = await credentials.get(request.params.id);
        return reply.header('ETag', etagOf(row)).send(shape(row));
      },
    );
    app.post(
      '/api/v1/credentials',
      {
        schema: { ...schema, body: CreateBody, response: { 201: Credential } },
        config: { permission: 'credentials:write' },
      },
      async (request, reply) => {
        const row = await credentials.create(request.body as CreateCredential, originOf(request));
        return reply
          .status(201)
          .header('Location', `/api/v1/credentials/${row.id}`)
          .header('ETag', etagOf(row))
          .send(shape(row));
      },
    );
    app.patch(
      '/api/v1/credentials/:id',
      {
        schema: { ...schema, params: Id, body: PatchBody, response: { 200: Credential } },
        config: { permission: 'credentials:write' },
      },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        const row = await credentials.change(
          request.params.id,
          request.body as PatchCredential,
          expected,
          originOf(request),
        );
        return reply.header('ETag', etagOf(row)).send(shape(row));
      },
    );
    app.delete(
      '/api/v1/credentials/:id',
      {
        schema: { ...schema, params: Id, response: { 204: Nothing } },
        config: { permission: 'credentials:write' },
      },
      async (request, reply) => {
        await credentials.remove(
          request.params.id,
          versionOf(request.headers['if-match']),
          originOf(request),
        );
        return reply.status(204).send();
      },
    );
  };
}
