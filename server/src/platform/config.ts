import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseNames, type DatabaseName } from './databases/names.ts';
import { AppError } from './errors.ts';
import type { S3Config } from './storage/s3-storage.ts';
import { weaknessOf } from './sealing/weak-secret.ts';

export interface DatabaseConfig {
  /** Null in the embedded mode, where the server is started by the process itself. */
  readonly url: string | null;
  readonly migrationUrl: string | null;
  readonly poolSize: number;
}

export interface Config {
  readonly dataDir: string;
  readonly host: string;
  /** Origin by which people reach the interface, for links in mails; the address listened on where absent. */
  readonly publicUrl: string | null;
  /** Proxies in front, whose word on the caller's address counts. */
  readonly trustProxy: boolean | number | string;
  /** Single sign-on by OpenID Connect. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** The first account, where there is none yet. */
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly port: number;
  readonly databases: Readonly<Record<DatabaseName, DatabaseConfig>>;
  readonly embedded: boolean;
  readonly poolTimeoutMs: number;
  readonly poolRecycleMs: number;
  readonly maxOverflow: number;
  /** Null: each process caches for itself alone. */
  readonly redisUrl: string | null;
  readonly defaultLocale: string;
  readonly locales: readonly string[];
  readonly defaultCurrency: string;
  readonly pricesIncludeTax: boolean;
  readonly timeZone: string;
  readonly logLevel: string;
  /** Lets a scraper of another machine read the metrics; null: this machine only. */
  readonly metricsToken: string | null;
  /** Where a worker alone answers scrapes, on this machine only; null: nowhere. */
  readonly metricsPort: number | null;
  readonly maxUploadBytes: number;
  /** Origins of other sites whose pages may keep live connections. */
  readonly corsOrigins: readonly string[];
  /** Null: nothing is mailed, notifications stand in the interface only. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Webhooks may reach addresses of the own network; for development and tests. */
  readonly allowPrivateWebhooks: boolean;
  /** Where objects are kept; null: in a folder of `dataDir`. */
  readonly s3: S3Config | null;
  /** Sources of files may be on addresses of the own network. */
  readonly allowPrivateSources: boolean;
  /** Below which folders of this machine sources may look for files. */
  readonly importFolders: readonly string[];
  /** As durations are written, `90d`. */
  readonly retention: { readonly history: string; readonly logs: string; readonly files: string };
  /** Null where they are not given; `loadSecrets` makes them in the embedded mode. */
  readonly encryptionKey: string | null;
  readonly encryptionKeyPrevious: string | null;
  readonly jwtSecret: string | null;
  /** Tests of crashes only: `point` or `point:times` at which an import or a saga ends its process. */
  readonly killAt: string | null;
}

/** Connections kept per database: what `SPECIFICATION` gives each domain. */
const poolSizes: Readonly<Record<DatabaseName, number>> = {
  core: 5,
  catalog: 20,
  imports: 15,
  exports: 10,
  media: 10,
  code2asin: 10,
  analytics: 10,
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the whole configuration; the only reader of environment variables.
 * @throws AppError `config.invalid` with one line for each thing that is wrong
 */
export function loadConfig(
  environment: Environment,
  overrides: {
    dataDir?: string | undefined;
    port?: number | undefined;
    /** `optional` for what opens no secret and signs nobody in: a role that only migrates is not given them. */
    secrets?: 'needed' | 'optional';
  } = {},
): Config {
  const problems: string[] = [];
  const read = reader(environment, problems);
  const urls = databaseNames.map((name) => ({ name, url: read.text(`DATABASE_${name.toUpperCase()}_URL`) }));
  const missing = urls
    .filter(({ url }) => url === null)
    .map(({ name }) => `DATABASE_${name.toUpperCase()}_URL`);
  const embedded = missing.length === urls.length;
  if (!embedded && missing.length > 0) {
    problems.push(
      `${missing.join(', ')}: missing; give the addresses of all seven databases, or of none for the embedded one`,
    );
  }
  const databases = Object.fromEntries(
    urls.map(({ name, url }) => [
      name,
      {
        url,
        migrationUrl: read.text(`DATABASE_${name.toUpperCase()}_MIGRATION_URL`),
        poolSize: read.integer(`DATABASE_${name.toUpperCase()}_POOL_SIZE`, poolSizes[name], 2, 500),
      },
    ]),
  ) as Record<DatabaseName, DatabaseConfig>;
  const defaultLocale = read.text('DEFAULT_LOCALE') ?? 'fr-FR';
  const secretsNeeded = !embedded && overrides.secrets !== 'optional';
  const dataDir = resolve(overrides.dataDir ?? read.text('DATA_DIR') ?? '.data');
  const config: Config = {
    dataDir,
    host: read.text('HOST') ?? '127.0.0.1',
    trustProxy: trustProxyOf(read.text('TRUST_PROXY')),
    oidc: readOidc(read.text, problems),
    admin: readAdmin(read.text, problems),
    port: overrides.port ?? read.integer('PORT', 3000, 0, 65_535),
    databases,
    embedded,
    poolTimeoutMs: read.duration('DATABASE_POOL_TIMEOUT', 30_000),
    poolRecycleMs: read.duration('DATABASE_POOL_RECYCLE', 3_600_000),
    maxOverflow: read.integer('DATABASE_MAX_OVERFLOW', 10, 0, 500),
    redisUrl: read.address('REDIS_URL', ['redis:', 'rediss:']),
    defaultLocale,
    locales: (read.text('LOCALES') ?? `${defaultLocale},en-GB`).split(',').map((locale) => locale.trim()),
    defaultCurrency: read.text('DEFAULT_CURRENCY') ?? 'EUR',
    pricesIncludeTax: (read.text('PRICES_INCLUDE_TAX') ?? 'true') === 'true',
    timeZone: read.text('TIME_ZONE') ?? 'Europe/Paris',
    logLevel: read.text('LOG_LEVEL') ?? 'info',
    metricsToken: read.text('METRICS_TOKEN'),
    metricsPort: read.integer('METRICS_PORT', 0, 1, 65_535) || null,
    maxUploadBytes: read.size('MAX_UPLOAD_BYTES', 1024 ** 3),
    publicUrl: read.origin('PUBLIC_URL'),
    corsOrigins: read.origins('CORS_ORIGINS'),
    smtpUrl: read.text('SMTP_URL'),
    mailFrom: read.text('MAIL_FROM') ?? 'ProductsManager <products-manager@localhost>',
    allowPrivateWebhooks: read.text('ALLOW_PRIVATE_WEBHOOKS') === 'true',
    s3: readS3(read.text, read.address('S3_ENDPOINT', ['https:', 'http:']), problems),
    allowPrivateSources: read.text('ALLOW_PRIVATE_SOURCES') === 'true',
    importFolders: (read.text('IMPORT_FOLDERS') ?? join(dataDir, 'inbox'))
      .split(',')
      .map((path) => resolve(path.trim())),
    retention: {
      history: read.durationText('RETENTION_HISTORY', '365d'),
      logs: read.durationText('RETENTION_LOGS', '90d'),
      files: read.durationText('RETENTION_FILES', '90d'),
    },
    encryptionKey: read.secret('ENCRYPTION_KEY', secretsNeeded),
    // Being replaced is what a weak key needs most.
    encryptionKeyPrevious: read.text('ENCRYPTION_KEY_PREVIOUS'),
    jwtSecret: read.secret('JWT_SECRET', secretsNeeded),
    killAt: read.text('TEST_KILL_AT'),
  };
  if (problems.length > 0) {
    throw new AppError('config.invalid', {
      message: `The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      params: { problems },
    });
  }
  return Object.freeze(config);
}

/** `true`, a number of hops, or addresses by commas; nobody's word by default. */
function trustProxyOf(text: string | null): boolean | number | string {
  if (text === null || text === 'false') return false;
  if (text === 'true') return true;
  return /^\d{1,2}$/.test(text) ? Number(text) : text;
}

function readOidc(text: (name: string) => string | null, problems: string[]): Config['oidc'] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const [issuer = null, clientId = null, clientSecret = null] = names.map(text);
  if (issuer === null && clientId === null && clientSecret === null) return null;
  if (issuer !== null && clientId !== null && clientSecret !== null && text('PUBLIC_URL') !== null)
    return { issuer, clientId, clientSecret };
  problems.push(`${names.join(', ')}: give all three, and PUBLIC_URL, for single sign-on`);
  return null;
}

function readS3(
  text: (name: string) => string | null,
  endpoint: string | null,
  problems: string[],
): S3Config | null {
  const [accessKeyId, secretAccessKey] = [text('S3_ACCESS_KEY_ID'), text('S3_SECRET_ACCESS_KEY')];
  if (endpoint === null && accessKeyId === null && secretAccessKey === null) return null;
  if (accessKeyId === null || secretAccessKey === null) {
    problems.push('S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: give both, or no S3_… at all for a folder');
    return null;
  }
  return {
    endpoint,
    region: text('S3_REGION') ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
    // A store of one's own has one name for all buckets; Amazon's has one each.
    forcePathStyle: (text('S3_FORCE_PATH_STYLE') ?? String(endpoint !== null)) === 'true',
    bucketPrefix: text('S3_BUCKET_PREFIX') ?? '',
  };
}

function readAdmin(text: (name: string) => string | null, problems: string[]): Config['admin'] {
  const [email, password] = [text('ADMIN_EMAIL'), text('ADMIN_PASSWORD')];
  if (email !== null && password !== null) return { email, password };
  if (email !== null || password !== null)
    problems.push('ADMIN_EMAIL, ADMIN_PASSWORD: give both, for the first account, or neither');
  return null;
}

const durationUnits: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };
const sizeUnits: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

function reader(environment: Environment, problems: string[]) {
  const text = (name: string): string | null => {
    const file = environment[`${name}_FILE`];
    if (file) {
      try {
        return readFileSync(file, 'utf8').trim();
      } catch {
        problems.push(`${name}_FILE: cannot read ${file}`);
      }
    }
    const value = environment[name]?.trim();
    return value ? value : null;
  };
  const withUnit = (
    name: string,
    fallback: number,
    units: Readonly<Record<string, number>>,
    example: string,
  ): number => {
    const value = text(name);
    if (value === null) return fallback;
    const match = /^(\d+)([A-Za-z]+)$/.exec(value);
    const factor = match ? units[match[2]!] : undefined;
    if (!match || factor === undefined) {
      problems.push(`${name}: "${value}" is not understood; write it as ${example}`);
      return fallback;
    }
    return Number(match[1]) * factor;
  };
  const asOrigin = (name: string, value: string): string | null => {
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).origin;
    problems.push(`${name}: "${value}" is no address; write it as https://products.example.com`);
    return null;
  };
  return {
    text,
    origin(name: string): string | null {
      const value = text(name);
      return value === null ? null : asOrigin(name, value);
    },
    origins: (name: string): string[] =>
      (text(name) ?? '')
        .split(',')
        .filter((value) => value.trim() !== '')
        .flatMap((value) => asOrigin(name, value.trim()) ?? []),
    integer(name: string, fallback: number, least: number, most: number): number {
      const value = text(name);
      if (value === null) return fallback;
      const number = Number(value);
      if (Number.isInteger(number) && number >= least && number <= most) return number;
      problems.push(`${name}: "${value}" is not a whole number from ${least} to ${most}`);
      return fallback;
    },
    /** The problem does not show the value: addresses hold passwords. */
    address(name: string, schemes: readonly string[]): string | null {
      const value = text(name);
      if (value === null || (URL.canParse(value) && schemes.includes(new URL(value).protocol))) return value;
      problems.push(`${name}: not an address; write it as ${schemes[0]}//host:port`);
      return null;
    },
    secret(name: string, needed: boolean): string | null {
      const value = text(name);
      const problem = value === null ? (needed ? 'is missing' : null) : weaknessOf(value);
      if (problem)
        problems.push(`${name}: ${problem}; give one made with, for example, "openssl rand -hex 32"`);
      return value;
    },
    duration: (name: string, fallback: number) => withUnit(name, fallback, durationUnits, '30s, 1h or 90d'),
    durationText(name: string, fallback: string): string {
      withUnit(name, 0, durationUnits, '30s, 1h or 90d');
      return text(name) ?? fallback;
    },
    size: (name: string, fallback: number) => withUnit(name, fallback, sizeUnits, '20MiB'),
  };
}
