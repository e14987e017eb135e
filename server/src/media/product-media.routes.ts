import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { listMediaReferences, type ProductService } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { named, nullable, oneOf } from '../platform/http/answers.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { Uuid } from '../platform/http/uuid.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import { listMedia, type MediaRow } from './media.queries.ts';
import type { MediaTables } from './tables.ts';

/** For so long the address of a stored picture opens it. */
const ADDRESS_SECONDS = 3_600;

const ProductPicture = named(
  'ProductPicture',
  Type.Object({
    id: nullable(Uuid),
    role: oneOf(['main', 'gallery']),
    position: Type.Integer(),
    source: Type.String({ description: 'An address, or the name of a file that is handed in' }),
    url: nullable(Type.String({ description: 'Opens the stored picture for an hour' })),
    type: nullable(Type.String({ description: 'Media type' })),
    width: nullable(Type.Integer({ description: 'Pixels' })),
    height: nullable(Type.Integer({ description: 'Pixels' })),
    state: oneOf(['to_fetch', 'ready', 'failed', 'awaiting_upload']),
    failure: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  }),
);
const ProductPictures = Type.Object({ items: Type.Array(ProductPicture), nextCursor: Type.Null() });

/** A product's pictures: those that were fetched, those that will be, and why others could not. */
export function productMediaRoutes(deps: {
  readonly db: Kysely<MediaTables>;
  /** Of the catalogue. */
  readonly pool: ConnectionPool;
  readonly products: Pick<ProductService, 'read'>;
  readonly storage: ObjectStorage;
  readonly now: () => Date;
}) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products/:id/media',
      {
        schema: {
          tags: ['products'],
          params: Type.Object({ id: Uuid }, { additionalProperties: false }),
          response: { 200: ProductPictures },
        },
        config: { permission: 'products:read' },
      },
      async (request) => {
        await deps.products.read(request.params.id);
        const references = await listMediaReferences(deps.pool, request.params.id);
        const media = await listMedia(
          deps.db,
          references.flatMap(({ mediaId }) => mediaId ?? []),
        );
        const byId = new Map(media.map((row) => [row.id, row]));
        const expiresAt = new Date(deps.now().getTime() + ADDRESS_SECONDS * 1000);
        const addressOf = (row: MediaRow, filename: string): string =>
          deps.storage.sign('product-images', row.storage_key!, { expiresAt, filename });
        return {
          items: references.map(({ name, position, mediaId }) => {
            const row = mediaId === null ? undefined : byId.get(mediaId);
            return {
              id: row?.id ?? null,
              role: position === 1 ? 'main' : 'gallery',
              position,
              source: name,
              url: row?.storage_key ? addressOf(row, name.split('/').at(-1) || 'picture') : null,
              type: row?.type ?? null,
              width: row?.width ?? null,
              height: row?.height ?? null,
              // Of a file that is not an address: it waits to be handed in.
              state: row?.state ?? (/^https?:/i.test(name) ? 'to_fetch' : 'awaiting_upload'),
              failure: row?.failure ?? null,
            };
          }),
          nextCursor: null,
        };
      },
    );
  };
}
