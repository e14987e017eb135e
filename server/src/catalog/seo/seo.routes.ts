import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Locale, strict } from '../definitions/schemas.ts';
import { parseFieldName } from '../fields/field-names.ts';
import type { ProductEditor } from '../products/edit-product.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { editOf, partEffect, sendPart } from '../products/part-answers.ts';
import type { Executor } from '../products/product.queries.ts';
import { nullable } from '../../platform/http/answers.ts';
import { IdParams, NoQuery, seoTexts } from '../products/product.schemas.ts';
import type { Locales } from '../products/scoped-values.ts';
import { findBySlug, readSeoText, type SeoScope } from './seo.queries.ts';

const schema = { tags: ['products'], params: IdParams };
const Channel = Type.String({ pattern: '^[a-z0-9_-]{1,64}$' });
const SeoBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { locale: Type.Optional(nullable(Locale)), channel: Type.Optional(nullable(Channel)), ...seoTexts },
        strict,
      ),
      {
        maxItems: 500,
        description:
          'One for each locale and channel; replaces what there was. Without a slug a scope keeps the one it has, else one is made of the title; null takes it away',
      },
    ),
  },
  strict,
);
const ResolveQuery = Type.Object(
  {
    slug: Type.String({ minLength: 1, maxLength: 200 }),
    locale: Type.Optional(Locale),
    channel: Type.Optional(Channel),
  },
  strict,
);

/** Slugs, titles and descriptions for search engines, and the product behind an address. */
export function seoRoutes(deps: {
  readonly pool: ConnectionPool;
  readonly editor: ProductEditor;
  readonly locales: () => Promise<Locales>;
}) {
  const db = deps.pool as unknown as Executor;
  const transactions = editTransactions(deps.pool);
  const url = '/api/v1/products/:id/seo';
  const scopeOf = async (locale?: string | null, channel?: string | null): Promise<SeoScope> => {
    const { defaultLocale } = await deps.locales();
    const defaults = { currency: 'XXX', locale: defaultLocale };
    const asked = locale ? parseFieldName(`title@${locale}`, defaults).locale : undefined;
    return { locale: asked ?? '', channel: channel ?? '' };
  };
  return (app: HttpServer): void => {
    app.get(
      url,
      { schema: { ...schema, querystring: NoQuery }, config: { permission: 'products:read' } },
      async (request, reply) => {
        const { id } = request.params;
        return sendPart(reply, id, await readSeoText(db, id));
      },
    );
    app.put(
      url,
      { schema: { ...schema, body: SeoBody }, config: { permission: 'products:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const seoScopes = await Promise.all(
              request.body.items.map(async ({ locale, channel, ...texts }) => ({
                ...(await scopeOf(locale, channel)),
                ...texts,
              })),
            );
            requireOnce(seoScopes);
            const written = await deps.editor.patch(client, editOf(request), { seoScopes });
            const shown = await readSeoText(client as unknown as Executor, written.product.id);
            return partEffect(deps.editor, written, shown!.body);
          },
        }),
    );
    app.get(
      '/api/v1/seo/resolve',
      {
        schema: {
          tags: ['products'],
          querystring: ResolveQuery,
          description:
            'The product of an address; `redirect`: it has another one in this locale and channel by now, `slug`, or none',
        },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { slug, locale, channel } = request.query;
        const asked = slug.toLowerCase();
        const found = await findBySlug(db, asked, await scopeOf(locale, channel));
        if (found) return { ...found, redirect: found.slug !== asked };
        throw new AppError('seo.not_found', {
          message: `No product has or had the slug "${slug}"${locale ? ` in ${locale}` : ''}${channel ? ` on ${channel}` : ''}`,
          params: { id: slug, slug, locale, channel },
        });
      },
    );
  };
}

/** @throws AppError `products.seo` for a scope that is given twice */
function requireOnce(scopes: readonly SeoScope[]): void {
  const index = scopes.findIndex(
    ({ locale, channel }, i) =>
      scopes.findIndex((one) => one.locale === locale && one.channel === channel) !== i,
  );
  if (index < 0) return;
  const { locale, channel } = scopes[index]!;
  throw new AppError('products.seo', {
    message: `items/${index}: ${locale || 'the default locale'} ${channel ? `on ${channel}` : 'on every channel'} is given twice; leave one out`,
    params: { path: `items/${index}`, locale: locale || null, channel: channel || null },
  });
}
