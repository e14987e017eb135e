import { Type, type TSchema } from 'typebox';
import { named, oneOf } from '../../platform/http/answers.ts';
import { isKnown, versionOf } from '../../platform/http/entity-tag.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { SettingService, SettingsPatch, VersionedSettings } from './setting.service.ts';

const schema = { tags: ['settings'] };
const orFirst = <Value extends TSchema>(value: Value) =>
  Type.Optional(Type.Union([value, Type.Null({ description: 'Back to the value of the first start' })]));
const currency = Type.String({ pattern: '^[A-Z]{3}$' });
const locale = Type.String({ maxLength: 35, pattern: '^[A-Za-z0-9-]+$' });
const duration = Type.String({ pattern: '^[1-9]\\d{0,8}[smhd]$', description: '30s, 1h or 90d' });
const bestOfferPolicy = oneOf(['cheapest_in_stock', 'preferred_supplier', 'lead_time']);

const PatchSettings = Type.Object(
  {
    currencies: orFirst(Type.Array(currency, { minItems: 1, maxItems: 50, uniqueItems: true })),
    defaultCurrency: orFirst(currency),
    locales: orFirst(Type.Array(locale, { minItems: 1, maxItems: 50, uniqueItems: true })),
    defaultLocale: orFirst(locale),
    pricesIncludeTax: orFirst(Type.Boolean()),
    timeZone: orFirst(Type.String({ minLength: 1, maxLength: 64 })),
    skuPattern: orFirst(
      Type.String({ minLength: 1, maxLength: 200, description: 'Of {supplierCode}, {reference}, {gtin}' }),
    ),
    bestOfferPolicy: orFirst(bestOfferPolicy),
    retentionHistory: orFirst(duration),
    retentionLogs: orFirst(duration),
    retentionFiles: orFirst(duration),
  },
  { additionalProperties: false },
);

const kept = Type.String({ description: 'A duration: 30s, 1h or 90d' });
/** Without the rules of what is sent: the values of the first start are the environment's. */
const AllSettings = named(
  'Settings',
  Type.Object({
    currencies: Type.Array(Type.String()),
    defaultCurrency: Type.String(),
    locales: Type.Array(Type.String()),
    defaultLocale: Type.String(),
    pricesIncludeTax: Type.Boolean(),
    timeZone: Type.String(),
    skuPattern: Type.String({ description: 'Of {supplierCode}, {reference}, {gtin}' }),
    bestOfferPolicy,
    retentionHistory: kept,
    retentionLogs: kept,
    retentionFiles: kept,
    version: Type.Integer({ description: 'Of all settings together' }),
  }),
);
const Unchanged = Type.Null({ description: 'They are still those of `If-None-Match`' });

const shape = ({ settings, version }: VersionedSettings) => ({ ...settings, version });
const etagOf = ({ version }: VersionedSettings): string => `"${version}"`;

export function settingRoutes({ settings }: { settings: SettingService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/settings',
      {
        schema: { ...schema, response: { 200: AllSettings, 304: Unchanged } },
        config: { permission: 'settings:read' },
      },
      async (request, reply) => {
        const present = await settings.read();
        void reply.header('ETag', etagOf(present));
        if (isKnown(request.headers['if-none-match'], etagOf(present))) return reply.status(304).send();
        return reply.send(shape(present));
      },
    );
    app.patch(
      '/api/v1/settings',
      {
        schema: { ...schema, body: PatchSettings, response: { 200: AllSettings } },
        config: { permission: 'settings:write' },
      },
      async (request, reply) => {
        const changed = await settings.change(
          request.body as SettingsPatch,
          versionOf(request.headers['if-match']),
          originOf(request),
        );
        return reply.header('ETag', etagOf(changed)).send(shape(changed));
      },
    );
  };
}
