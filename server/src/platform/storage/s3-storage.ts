import { createReadStream, mkdirSync } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { GetObjectCommandOutput, HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { AppError, isAppError } from '../errors.ts';
import { writeDraft, type Draft } from './drafts.ts';
import { removeOldFiles } from './old-files.ts';
import { objectNotFound, requireKey } from './object-key.ts';
import type { Bucket, ObjectStorage } from './object-storage.ts';
import { createSignedAddresses } from './signed-address.ts';

export interface S3Config {
  /** Null: Amazon's, of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly forcePathStyle: boolean;
  /** Before the names of the buckets, which are one space for a whole object store. */
  readonly bucketPrefix: string;
}

/** Copies on this machine, for what reads a file by its path. */
const COPIES_KEPT_MS = 86_400_000;
const ANSWER_MS = 30_000;
/** 10,000 parts are allowed: objects of 80 GB. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 2;

/** The S3 kind: the same keys in buckets of an object store. Its library is loaded with the first use. */
export function createS3Storage(options: {
  config: S3Config;
  dataDir: string;
  /** The same in every process of an installation. */
  signingSecret: Buffer;
  now: () => Date;
}): ObjectStorage {
  const { config } = options;
  const copies = join(options.dataDir, 'object-copies');
  const drafts = join(copies, 'drafts');
  mkdirSync(drafts, { recursive: true, mode: 0o700 });
  const addresses = createSignedAddresses(options.signingSecret);
  const store = createStore(config);
  const nameOf = (bucket: string, key: string): string => {
    requireKey(bucket, key);
    return `${config.bucketPrefix}${bucket}`;
  };

  return {
    async put(bucket, content, { prefix, extension }) {
      const draft = await writeDraft(drafts, content);
      try {
        const key = `${prefix}${draft.sha256}${extension}`;
        await store.upload(nameOf(bucket, key), key, draft);
        return { key, sha256: draft.sha256, bytes: draft.bytes };
      } finally {
        await rm(draft.path, { force: true });
      }
    },
    async get(bucket, key) {
      const { Body } = await store.get(nameOf(bucket, key), key);
      return Body as Readable;
    },
    async localPath(bucket, key) {
      const name = nameOf(bucket, key);
      const path = join(copies, bucket, key);
      const now = options.now();
      // Touched, so that the sweep sees that it is used.
      if (await utimes(path, now, now).then(isDone, isNotDone)) return path;
      const { Body } = await store.get(name, key);
      const draft = await writeDraft(drafts, Body as Readable);
      await requireContent(draft, key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(draft.path, path);
      await removeOldFiles(copies, new Date(now.getTime() - COPIES_KEPT_MS));
      return path;
    },
    async stat(bucket, key) {
      const head = await store.head(nameOf(bucket, key), key);
      return head && { bytes: head.ContentLength ?? 0 };
    },
    async delete(bucket, key) {
      await store.remove(nameOf(bucket, key), key);
      await rm(join(copies, bucket, key), { force: true });
    },
    list: (bucket) => store.list(`${config.bucketPrefix}${bucket}`),
    sign(bucket: Bucket, key, signing) {
      requireKey(bucket, key);
      return addresses.sign(bucket, key, signing);
    },
    verify: addresses.verify,
  };
}

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;

/** The key says what the content is: one that was damaged on the way is not handed on. */
async function requireContent({ path, sha256 }: Draft, key: string): Promise<void> {
  if (key.includes(sha256)) return;
  await rm(path, { force: true });
  throw new AppError('storage.damaged', {
    message: `The object ${key} is not what was stored under its name; restore it from the backup`,
    params: { key, sha256 },
    status: 500,
  });
}

/** The calls of the object store, with errors of ours. */
function createStore(config: S3Config) {
  let opened: Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> | null = null;
  const open = () => (opened ??= openClient(config));

  async function upload(bucket: string, key: string, draft: Draft, made = false): Promise<void> {
    const { sdk, client } = await open();
    const known = await head(bucket, key);
    if (known?.ContentLength === draft.bytes) return;
    await send(client, bucket, key, draft).catch(async (error: unknown) => {
      if (made || (error as { name?: string }).name !== 'NoSuchBucket') throw unavailable(error);
      await client.send(new sdk.CreateBucketCommand({ Bucket: bucket })).catch((failure: unknown) => {
        // Another process may have made it.
        if (!/BucketAlready/.test((failure as { name?: string }).name ?? '')) throw unavailable(failure);
      });
      return upload(bucket, key, draft, true);
    });
  }

  async function head(bucket: string, key: string): Promise<HeadObjectCommandOutput | null> {
    const { sdk, client } = await open();
    return client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw unavailable(error);
    });
  }

  return {
    upload: (bucket: string, key: string, draft: Draft) => upload(bucket, key, draft),
    head,
    async get(bucket: string, key: string): Promise<GetObjectCommandOutput> {
      const { sdk, client } = await open();
      return client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
        throw isMissing(error) ? objectNotFound(key) : unavailable(error);
      });
    },
    async remove(bucket: string, key: string): Promise<void> {
      const { sdk, client } = await open();
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
        if (!isMissing(error)) throw unavailable(error);
      });
    },
    async *list(bucket: string) {
      const { sdk, client } = await open();
      let token: string | undefined;
      do {
        const command = new sdk.ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token });
        const page = await client.send(command).catch((error: unknown) => {
          if (isMissing(error)) return null;
          throw unavailable(error);
        });
        for (const { Key = '', Size = 0, LastModified } of page?.Contents ?? [])
          yield { key: Key, bytes: Size, modifiedAt: LastModified ?? new Date(0) };
        token = page?.NextContinuationToken;
      } while (token);
    },
  };
}

/** In parts kept in memory until they are acknowledged, as a stream could not be sent a second time. */
async function send(client: S3Client, bucket: string, key: string, { path }: Draft): Promise<void> {
  const { Upload } = await import('@aws-sdk/lib-storage');
  const params = { Bucket: bucket, Key: key, Body: createReadStream(path) };
  await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done();
}

async function openClient(config: S3Config) {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    ...(config.endpoint ? { endpoint: config.endpoint } : {}),
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    // The SDK's stream of checksums swallows a line that breaks: its error would end the process instead.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS },
  });
  return { sdk, client };
}

/** A bucket is made with the first object that is put into it. */
const isMissing = (error: unknown): boolean =>
  ['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes((error as { name?: string }).name ?? '');

function unavailable(error: unknown): AppError {
  if (isAppError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('storage.unavailable', {
    message: `The object store does not do as it should: ${reason}`,
    params: { part: 'storage', reason },
    cause: error,
    retryable: true,
  });
}
