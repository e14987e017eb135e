import type { S3Client } from '@aws-sdk/client-s3';
import type { SafeAddresses } from '../../../platform/http/safe-address.ts';
import { checkUrl } from '../../../platform/http/safe-fetch.ts';
import { fitsPattern, isPartialName, plainName } from '../file-names.ts';
import { asSourceError, folderMissing, signInRefused, tooManyFiles } from '../source-errors.ts';
import type { S3Settings } from '../source-settings.ts';
import { ANSWER_MS, MOST_LISTED, type Connector, type RemoteFile } from './connector.ts';

const refusals = new Set(['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken']);

/** Objects of a bucket, below a prefix. An object is whole as soon as it is there: none is seen growing. */
export function createS3Connector(addresses: SafeAddresses): Connector<S3Settings> {
  return async ({ settings, secret }, { signal }) => {
    const endpoint = checkUrl(settings.endpoint, addresses.allows);
    const sdk = await import('@aws-sdk/client-s3');
    const agents = await guardedAgents(addresses);
    const client = new sdk.S3Client({
      endpoint: endpoint.href,
      region: settings.region,
      forcePathStyle: settings.forcePathStyle,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: secret['secretAccessKey'] ?? '' },
      maxAttempts: 2,
      // The SDK's stream of checksums swallows a line that breaks: its error would end the process instead.
      responseChecksumValidation: 'WHEN_REQUIRED',
      // The agents ask only our look-up, so that no name leads inside; redirects the SDK does not follow.
      requestHandler: { ...agents, connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS },
    });
    const call = async <Value>(work: Promise<Value>): Promise<Value> =>
      work.catch((error: unknown) => {
        throw errorOf(endpoint.host, settings, error);
      });
    return {
      cursor: {},
      list: () => call(listObjects(client, sdk.ListObjectsV2Command, endpoint.host, settings, signal)),
      async open(file) {
        const command = new sdk.GetObjectCommand({ Bucket: settings.bucket, Key: file.id });
        const { Body } = await call(client.send(command, { abortSignal: signal }));
        return Body as AsyncIterable<Buffer>;
      },
      async versionOf(file) {
        const command = new sdk.HeadObjectCommand({ Bucket: settings.bucket, Key: file.id });
        const head = await client.send(command, { abortSignal: signal }).catch(() => null);
        return head && versionOf(head.ETag, head.LastModified);
      },
      close: async () => client.destroy(),
    };
  };
}

async function guardedAgents({ lookup }: SafeAddresses) {
  const [{ Agent: HttpAgent }, { Agent: HttpsAgent }] = await Promise.all([
    import('node:http'),
    import('node:https'),
  ]);
  return { httpAgent: new HttpAgent({ lookup }), httpsAgent: new HttpsAgent({ lookup }) };
}

async function listObjects(
  client: S3Client,
  ListObjects: typeof import('@aws-sdk/client-s3').ListObjectsV2Command,
  host: string,
  { bucket, prefix, pattern }: S3Settings,
  signal: AbortSignal,
): Promise<RemoteFile[]> {
  const found: RemoteFile[] = [];
  let token: string | undefined;
  let listed = 0;
  do {
    const command = new ListObjects({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    const page = await client.send(command, { abortSignal: signal });
    listed += page.KeyCount ?? 0;
    if (listed > MOST_LISTED) throw tooManyFiles(host, MOST_LISTED);
    for (const { Key = '', Size = 0, ETag, LastModified } of page.Contents ?? []) {
      const name = plainName(Key);
      if (Key.endsWith('/') || isPartialName(name) || !fitsPattern(name, pattern)) continue;
      const version = versionOf(ETag, LastModified);
      found.push({ id: Key, name, version, bytes: Size, modifiedAt: LastModified ?? null });
    }
    token = page.NextContinuationToken;
  } while (token);
  return found.sort((a, b) => (a.modifiedAt?.getTime() ?? 0) - (b.modifiedAt?.getTime() ?? 0));
}

/** In whole seconds: the two calls that tell the time do it differently. */
const versionOf = (etag: string | undefined, modified: Date | undefined): string =>
  `${etag ?? ''}:${Math.floor((modified?.getTime() ?? 0) / 1000)}`;

function errorOf(host: string, { bucket }: S3Settings, error: unknown): Error {
  const { name = '', message = '' } = error as { name?: string; message?: string };
  if (refusals.has(name)) return signInRefused(host, message, error);
  if (name === 'NoSuchBucket') return folderMissing(host, bucket, error);
  return asSourceError(host, error);
}
