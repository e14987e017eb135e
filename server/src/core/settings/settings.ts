import type { Config } from '../../platform/config.ts';

/** What people set while the program runs; see `settingProblems` for what each may be. */
export interface Settings {
  readonly currencies: readonly string[];
  readonly defaultCurrency: string;
  readonly locales: readonly string[];
  readonly defaultLocale: string;
  readonly pricesIncludeTax: boolean;
  readonly timeZone: string;
  /** How the SKU of a product is made that comes without one. */
  readonly skuPattern: string;
  /** Which of a product's offers is the best one. */
  readonly bestOfferPolicy: 'cheapest_in_stock' | 'preferred_supplier' | 'lead_time';
  readonly retentionHistory: string;
  readonly retentionLogs: string;
  readonly retentionFiles: string;
}

/** Values of the first start; after it the table alone counts. */
export function firstSettings(config: Config): Settings {
  return {
    currencies: [config.defaultCurrency],
    defaultCurrency: config.defaultCurrency,
    locales: config.locales.includes(config.defaultLocale)
      ? config.locales
      : [config.defaultLocale, ...config.locales],
    defaultLocale: config.defaultLocale,
    pricesIncludeTax: config.pricesIncludeTax,
    timeZone: config.timeZone,
    skuPattern: '{supplierCode}-{reference}',
    bestOfferPolicy: 'cheapest_in_stock',
    retentionHistory: config.retention.history,
    retentionLogs: config.retention.logs,
    retentionFiles: config.retention.files,
  };
}

export interface SettingProblem {
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** CONTRACT: the feed of changes reaches back 30 days at least. */
const LEAST_HISTORY_DAYS = 30;

/** What the schema cannot say: names that must exist, and settings that must agree with each other. */
export function settingProblems(settings: Settings): SettingProblem[] {
  const { currencies, defaultCurrency, locales, defaultLocale, timeZone, skuPattern } = settings;
  const known = new Set(Intl.supportedValuesOf('currency'));
  const problems: (SettingProblem | null)[] = [
    ...currencies.map((code, i) =>
      known.has(code)
        ? null
        : problem(`currencies/${i}`, code, 'is no currency of ISO 4217; write a code such as EUR'),
    ),
    ...locales.map((locale, i) => localeProblem(`locales/${i}`, locale)),
    currencies.includes(defaultCurrency)
      ? null
      : problem('defaultCurrency', defaultCurrency, 'is not one of the currencies; add it there too'),
    locales.includes(defaultLocale)
      ? null
      : problem('defaultLocale', defaultLocale, 'is not one of the locales; add it there too'),
    isTimeZone(timeZone)
      ? null
      : problem('timeZone', timeZone, 'is no time zone; write a name such as Europe/Paris'),
    patternProblem(skuPattern),
    retentionDays(settings.retentionHistory) < LEAST_HISTORY_DAYS
      ? problem(
          'retentionHistory',
          settings.retentionHistory,
          `is under ${LEAST_HISTORY_DAYS}d, which programs that follow the changes rely on`,
        )
      : null,
  ];
  return problems.filter((found) => found !== null);
}

const problem = (setting: string, value: string, reason: string): SettingProblem => ({
  path: `body/${setting}`,
  code: 'not_allowed',
  params: { value },
  message: `"${value}" ${reason}`,
});

function localeProblem(path: string, locale: string): SettingProblem | null {
  let canonical: string | undefined;
  try {
    [canonical] = Intl.getCanonicalLocales(locale);
  } catch {
    return problem(path, locale, 'is no locale; write a tag such as fr-FR');
  }
  return canonical === locale ? null : problem(path, locale, `is written ${canonical}`);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const places = ['supplierCode', 'reference', 'gtin'];

function patternProblem(pattern: string): SettingProblem | null {
  const named = [...pattern.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  const unknown = named.find((name) => !places.includes(name));
  if (unknown !== undefined)
    return problem(
      'skuPattern',
      pattern,
      `has {${unknown}}; there are ${places.map((p) => `{${p}}`).join(' ')}`,
    );
  if (/[{}]/.test(pattern.replace(/\{[^{}]*\}/g, '')))
    return problem('skuPattern', pattern, 'has a brace without its other one');
  return named.includes('reference') || named.includes('gtin')
    ? null
    : problem(
        'skuPattern',
        pattern,
        'would give every product of a supplier the same SKU; add {reference} or {gtin}',
      );
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The schema has checked the form. */
export const retentionDays = (duration: string): number =>
  (Number(duration.slice(0, -1)) * secondsOf[duration.slice(-1)]!) / secondsOf['d']!;
