import type { Kysely } from 'kysely';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { SafeFetch } from '../../platform/http/safe-fetch.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { claim, lockDue, markFailed, markReady, type MediaRow } from '../media.queries.ts';
import type { MediaTables } from '../tables.ts';
import { HEAD_BYTES, kindOfImage } from './image-kind.ts';

export interface FetchDependencies {
  readonly db: Kysely<MediaTables>;
  readonly storage: ObjectStorage;
  readonly fetchSafely: SafeFetch;
  readonly now: () => Date;
}

const MOST_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
/** Longer than a fetch takes: after it another process may try. */
const CLAIM_MS = 5 * 60_000;
const AT_ONCE = 4;
/** After the first, second … try that failed for a while. */
const RETRY_MINUTES = [1, 10, 60, 360, 1_440] as const;

/** Fetches what is due until nothing is, or the signal. @returns how many were tried */
export async function fetchDue(deps: FetchDependencies, signal: AbortSignal): Promise<number> {
  let tried = 0;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const media = await claimDue(deps);
      if (!media) return;
      tried++;
      await fetchOne(deps, media, signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tried;
}

const claimDue = ({ db, now }: FetchDependencies): Promise<MediaRow | undefined> =>
  db.transaction().execute(async (transaction) => {
    const media = await lockDue(transaction, now());
    if (media) await claim(transaction, media.id, new Date(now().getTime() + CLAIM_MS));
    return media;
  });

async function fetchOne(deps: FetchDependencies, media: MediaRow, signal: AbortSignal): Promise<void> {
  try {
    await markReady(deps.db, media.id, await fetchImage(deps, media.address, signal));
  } catch (error) {
    // Given back by its claim: it failed by nothing of its own.
    if (signal.aborted) return;
    if (!isAppError(error)) throw error;
    const minutes = error.retryable ? RETRY_MINUTES[media.tries] : undefined;
    const again = minutes === undefined ? null : new Date(deps.now().getTime() + minutes * 60_000);
    await markFailed(deps.db, media.id, { code: error.code, message: error.message }, again);
  }
}

async function fetchImage(
  { fetchSafely, storage, now }: FetchDependencies,
  url: string,
  signal: AbortSignal,
) {
  const { status, body } = await fetchSafely({ url, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, signal });
  if (status !== 200)
    throw new AppError('media.http_status', {
      message: `${new URL(url).host} answers HTTP ${status} instead of a picture`,
      params: { status },
      retryable: status === 429 || status >= 500,
    });
  const kind = kindOfImage(body.subarray(0, HEAD_BYTES));
  if (!kind)
    throw new AppError('media.not_an_image', {
      message: `What is at ${url} is no JPEG, PNG, GIF or WebP`,
      params: { url },
    });
  const stored = await storage.put('product-images', one(body), { prefix: '', extension: kind.extension });
  const { type, width, height } = kind;
  const { key: storage_key, sha256, bytes } = stored;
  return { type, width, height, storage_key, sha256, bytes, fetched_at: now() };
}

async function* one(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
