import type { ProductHolder } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import { deleteUnusedMedia, fetchAgain, listUnusedKeys } from './product-pictures.queries.ts';

/**
 * What db_media holds of products: pictures by their address, which products name in the catalogue. A merge changes
 * none of them; those that only a deleted product named go with it.
 */
export const createProductPictures = ({
  pool,
  storage,
}: {
  pool: ConnectionPool;
  storage: Pick<ObjectStorage, 'delete'>;
}): ProductHolder => ({
  name: 'media',
  pool,
  removing: {
    remove: async (client, { mediaIds }) => ({ media: await deleteUnusedMedia(client, mediaIds) }),
    // Their content is gone; it is fetched again.
    putBack: (client, { media }) => fetchAgain(client, media as { id: string; address: string }[]),
    async afterRemoval({ media }) {
      const keys = (media as { key: string | null }[]).flatMap(({ key }) => key ?? []);
      for (const key of await listUnusedKeys(pool, keys)) await storage.delete('product-images', key);
    },
  },
});
