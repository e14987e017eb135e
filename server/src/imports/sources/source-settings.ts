import { Type, type Static, type TObject } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../../platform/errors.ts';
import type { SourceKind } from './source.tables.ts';

const strict = { additionalProperties: false };
/** Control characters would end a command of FTP or IMAP and begin another one. */
const line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
const host = Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._:-]+$' });
const port = Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 }));
const pattern = Type.String({ default: '*', minLength: 1, maxLength: 200, pattern: '^[^\\x00-\\x1f/]+$' });
/** How long a file must stay as it is before it counts as whole. */
const settleSeconds = Type.Number({ default: 10, minimum: 0, maximum: 600 });
const caCertificate = Type.Optional(
  Type.String({ maxLength: 20_000, pattern: '-----BEGIN CERTIFICATE-----' }),
);
const oneOf = <const Names extends readonly string[]>(names: Names, fallback: Names[number]) =>
  Type.Union(
    names.map((name) => Type.Literal(name as Names[number])),
    { default: fallback },
  );

const HttpSettings = Type.Object(
  {
    url: line(2_000),
    user: Type.Optional(line(200)),
    headerName: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$' })),
  },
  strict,
);
const FolderSettings = Type.Object({ path: line(1_000), pattern, settleSeconds }, strict);
const FtpSettings = Type.Object(
  {
    host,
    port,
    security: oneOf(['explicit', 'implicit', 'none'], 'explicit'),
    user: line(200),
    folder: Type.String({ default: '/', maxLength: 1_000, pattern: '^[^\\x00-\\x1f\\x7f]+$' }),
    pattern,
    settleSeconds,
    caCertificate,
  },
  strict,
);
const SftpSettings = Type.Object(
  {
    host,
    port,
    user: line(200),
    folder: Type.String({ default: '.', maxLength: 1_000, pattern: '^[^\\x00-\\x1f\\x7f]+$' }),
    pattern,
    settleSeconds,
    hostKey: Type.Optional(Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}=?$' })),
  },
  strict,
);
const ImapSettings = Type.Object(
  {
    host,
    port,
    security: oneOf(['tls', 'starttls', 'none'], 'tls'),
    user: line(320),
    folder: Type.String({ default: 'INBOX', maxLength: 500, pattern: '^[^\\x00-\\x1f\\x7f]+$' }),
    from: Type.Optional(line(320)),
    subject: Type.Optional(line(500)),
    pattern,
    caCertificate,
  },
  strict,
);
const S3Settings = Type.Object(
  {
    endpoint: line(2_000),
    region: Type.String({ default: 'us-east-1', pattern: '^[a-z0-9-]{1,50}$' }),
    bucket: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' }),
    prefix: Type.String({ default: '', maxLength: 900 }),
    pattern,
    accessKeyId: line(200),
    forcePathStyle: Type.Boolean({ default: true }),
  },
  strict,
);

export type HttpSettings = Static<typeof HttpSettings>;
export type FolderSettings = Static<typeof FolderSettings>;
export type FtpSettings = Static<typeof FtpSettings>;
export type SftpSettings = Static<typeof SftpSettings>;
export type ImapSettings = Static<typeof ImapSettings>;
export type S3Settings = Static<typeof S3Settings>;

/** What each kind is told, what of it is secret, and what says where the secret is sent. */
const kinds: Readonly<
  Record<SourceKind, { settings: TObject; secrets: readonly string[]; target: readonly string[] }>
> = {
  http: { settings: HttpSettings, secrets: ['password', 'token', 'header'], target: ['url'] },
  folder: { settings: FolderSettings, secrets: [], target: [] },
  ftp: { settings: FtpSettings, secrets: ['password'], target: ['host', 'port', 'security'] },
  sftp: {
    settings: SftpSettings,
    secrets: ['password', 'privateKey', 'passphrase'],
    target: ['host', 'port'],
  },
  imap: { settings: ImapSettings, secrets: ['password'], target: ['host', 'port', 'security'] },
  s3: { settings: S3Settings, secrets: ['secretAccessKey'], target: ['endpoint'] },
};

export const sourceKinds = Object.keys(kinds) as SourceKind[];

type Settings = Readonly<Record<string, unknown>>;

/**
 * The settings of a source with what they leave out.
 * @throws AppError `sources.invalid` with one entry for each thing that is wrong
 */
export function completeSettings(kind: SourceKind, given: Settings, secrets: readonly string[]): Settings {
  const { settings: schema, secrets: known } = kinds[kind];
  const settings = Value.Default(schema, structuredClone(given)) as Settings;
  const errors = [
    ...[...Value.Errors(schema, settings)].map(({ instancePath, message }) => ({
      path: `body/settings${instancePath}`,
      code: 'invalid',
      params: { kind },
      message,
    })),
    ...secrets
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: `body/secret/${name}`,
        code: 'unknown_field',
        params: { kind },
        message: `is not part of a source of kind ${kind}`,
      })),
  ];
  if (errors.length === 0) return settings;
  throw new AppError('sources.invalid', {
    message: errors.map(({ path, message }) => `${path} ${message}`).join('; '),
    params: { errors },
  });
}

/** Whether the secret would be sent to somebody else now. */
export const leadsElsewhere = (kind: SourceKind, before: Settings, after: Settings): boolean =>
  kinds[kind].target.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
