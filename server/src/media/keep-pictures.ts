import type { Kysely } from 'kysely';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import { kindOfImage } from './fetching/image-kind.ts';
import { listMedia, markReady, recordAddresses } from './media.queries.ts';
import type { MediaTables } from './tables.ts';

export interface Picture {
  readonly address: string;
  /** JPEG, PNG, GIF or WebP. */
  readonly content: Buffer;
}

/**
 * Stores pictures that are at hand under the addresses by which products will name them, so that nobody fetches
 * them. They are recorded in one transaction, ready: no worker sees one that is to be fetched.
 * @returns how many were not there yet
 */
export async function keepPictures(
  { db, storage, now }: { db: Kysely<MediaTables>; storage: ObjectStorage; now: () => Date },
  pictures: readonly Picture[],
): Promise<number> {
  const stored: Awaited<ReturnType<typeof store>>[] = [];
  for (const { content } of pictures) stored.push(await store(storage, content));
  return db.transaction().execute(async (transaction) => {
    const ids = await recordAddresses(
      transaction,
      pictures.map(({ address }) => address),
    );
    const known = await listMedia(transaction, ids);
    const ready = new Set(known.filter(({ state }) => state === 'ready').map(({ id }) => id));
    for (const [at, id] of ids.entries())
      if (!ready.has(id)) await markReady(transaction, id, { ...stored[at]!, fetched_at: now() });
    return ids.length - ready.size;
  });
}

async function store(storage: ObjectStorage, content: Buffer) {
  const kind = kindOfImage(content);
  if (!kind) throw new Error('a picture that is kept is a JPEG, PNG, GIF or WebP');
  const { type, width, height, extension } = kind;
  const { key, sha256, bytes } = await storage.put('product-images', one(content), { prefix: '', extension });
  return { type, width, height, storage_key: key, sha256, bytes };
}

async function* one(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
