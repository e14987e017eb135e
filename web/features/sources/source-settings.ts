import type { SourceKind } from './source-types';

/** One thing a source is told. */
export interface Setting {
  readonly name: string;
  readonly type: 'text' | 'url' | 'number' | 'lines' | 'choice' | 'flag';
  readonly required?: true;
  readonly choices?: readonly string[];
  /** What counts where nothing is said. */
  readonly usual?: string;
}

const pattern: Setting = { name: 'pattern', type: 'text', usual: '*' };
const host: Setting = { name: 'host', type: 'text', required: true };
const port: Setting = { name: 'port', type: 'number' };
const user: Setting = { name: 'user', type: 'text', required: true };
const settleSeconds: Setting = { name: 'settleSeconds', type: 'number', usual: '10' };
const caCertificate: Setting = { name: 'caCertificate', type: 'lines' };
const folder = (usual: string): Setting => ({ name: 'folder', type: 'text', usual });

interface KindOfSource {
  readonly settings: readonly Setting[];
  readonly secrets: readonly Setting[];
}

/** What each kind is told and what of it is secret, as the API takes it. */
export const settingsOf: Readonly<Record<SourceKind, KindOfSource>> = {
  http: {
    settings: [
      { name: 'url', type: 'url', required: true },
      { name: 'user', type: 'text' },
      { name: 'headerName', type: 'text' },
    ],
    secrets: [
      { name: 'password', type: 'text' },
      { name: 'header', type: 'text' },
      { name: 'token', type: 'text' },
    ],
  },
  ftp: {
    settings: [
      host,
      port,
      { name: 'security', type: 'choice', choices: ['explicit', 'implicit', 'none'], usual: 'explicit' },
      user,
      folder('/'),
      pattern,
      settleSeconds,
      caCertificate,
    ],
    secrets: [{ name: 'password', type: 'text' }],
  },
  sftp: {
    settings: [host, port, user, folder('.'), pattern, settleSeconds, { name: 'hostKey', type: 'text' }],
    secrets: [
      { name: 'password', type: 'text' },
      { name: 'privateKey', type: 'lines' },
      { name: 'passphrase', type: 'text' },
    ],
  },
  imap: {
    settings: [
      host,
      port,
      { name: 'security', type: 'choice', choices: ['tls', 'starttls', 'none'], usual: 'tls' },
      user,
      folder('INBOX'),
      { name: 'from', type: 'text' },
      { name: 'subject', type: 'text' },
      pattern,
      caCertificate,
    ],
    secrets: [{ name: 'password', type: 'text' }],
  },
  s3: {
    settings: [
      { name: 'endpoint', type: 'url', required: true },
      { name: 'region', type: 'text', usual: 'us-east-1' },
      { name: 'bucket', type: 'text', required: true },
      { name: 'prefix', type: 'text' },
      { name: 'accessKeyId', type: 'text', required: true },
      { name: 'forcePathStyle', type: 'flag', usual: 'true' },
      pattern,
    ],
    secrets: [{ name: 'secretAccessKey', type: 'text' }],
  },
  folder: {
    settings: [{ name: 'path', type: 'text', required: true }, pattern, settleSeconds],
    secrets: [],
  },
};

export type Written = Readonly<Record<string, string>>;

/** What was written, as the API takes it: nothing for what was left empty. */
export function valuesOf(settings: readonly Setting[], written: Written): Record<string, unknown> {
  return Object.fromEntries(
    settings.flatMap(({ name, type }): [string, unknown][] => {
      const text = (written[name] ?? '').trim();
      if (text === '') return [];
      return [[name, type === 'number' ? Number(text) : type === 'flag' ? text === 'true' : text]];
    }),
  );
}

export const writtenOf = (values: Readonly<Record<string, unknown>>): Written =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
