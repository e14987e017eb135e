import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { databaseNames, type DatabaseName } from './databases/names.ts';
import { AppError } from './errors.ts';

export interface DatabaseConfig {
  /** Null in the embedded mode, where the server is started by the process itself. */
  readonly url: string | null;
  readonly migrationUrl: string | null;
  readonly poolSize: number;
}

export interface Config {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly databases: Readonly<Record<DatabaseName, DatabaseConfig>>;
  readonly embedded: boolean;
  readonly poolTimeoutMs: number;
  readonly poolRecycleMs: number;
  readonly maxOverflow: number;
  readonly defaultLocale: string;
  readonly locales: readonly string[];
  readonly defaultCurrency: string;
  readonly pricesIncludeTax: boolean;
  readonly timeZone: string;
  readonly logLevel: string;
  readonly maxUploadBytes: number;
  readonly retentionFilesMs: number;
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
  overrides: { dataDir?: string | undefined; port?: number | undefined } = {},
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
  const config: Config = {
    dataDir: resolve(overrides.dataDir ?? read.text('DATA_DIR') ?? '.data'),
    host: read.text('HOST') ?? '127.0.0.1',
    port: overrides.port ?? read.integer('PORT', 3000, 0, 65_535),
    databases,
    embedded,
    poolTimeoutMs: read.duration('DATABASE_POOL_TIMEOUT', 30_000),
    poolRecycleMs: read.duration('DATABASE_POOL_RECYCLE', 3_600_000),
    maxOverflow: read.integer('DATABASE_MAX_OVERFLOW', 10, 0, 500),
    defaultLocale,
    locales: (read.text('LOCALES') ?? `${defaultLocale},en-GB`).split(',').map((locale) => locale.trim()),
    defaultCurrency: read.text('DEFAULT_CURRENCY') ?? 'EUR',
    pricesIncludeTax: (read.text('PRICES_INCLUDE_TAX') ?? 'true') === 'true',
    timeZone: read.text('TIME_ZONE') ?? 'Europe/Paris',
    logLevel: read.text('LOG_LEVEL') ?? 'info',
    maxUploadBytes: read.size('MAX_UPLOAD_BYTES', 1024 ** 3),
    retentionFilesMs: read.duration('RETENTION_FILES', 90 * 86_400_000),
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
  return {
    text,
    integer(name: string, fallback: number, least: number, most: number): number {
      const value = text(name);
      if (value === null) return fallback;
      const number = Number(value);
      if (Number.isInteger(number) && number >= least && number <= most) return number;
      problems.push(`${name}: "${value}" is not a whole number from ${least} to ${most}`);
      return fallback;
    },
    duration: (name: string, fallback: number) => withUnit(name, fallback, durationUnits, '30s, 1h or 90d'),
    size: (name: string, fallback: number) => withUnit(name, fallback, sizeUnits, '20MiB'),
  };
}
