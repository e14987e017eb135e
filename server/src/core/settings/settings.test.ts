import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../platform/config.ts';
import { firstSettings, settingProblems, type Settings } from './settings.ts';

const first = firstSettings(loadConfig({}));
const wrong = (changes: Partial<Settings>): string[] =>
  settingProblems({ ...first, ...changes }).map(({ path }) => path);

test('what the environment says by default is sound', () => assert.deepEqual(wrong({}), []));

test('the default locale is one of the locales although the environment forgot it', () => {
  const { locales } = firstSettings(loadConfig({ DEFAULT_LOCALE: 'de-DE', LOCALES: 'fr-FR' }));
  assert.deepEqual(locales, ['de-DE', 'fr-FR']);
});

for (const [why, changes, paths] of [
  ['a code that is no currency', { currencies: ['EUR', 'XXQ'] }, ['body/currencies/1']],
  ['a default outside the list', { defaultCurrency: 'USD' }, ['body/defaultCurrency']],
  ['a list without the default', { locales: ['en-GB'] }, ['body/defaultLocale']],
  ['a locale that is none', { locales: ['fr-FR', 'f'] }, ['body/locales/1']],
  ['a locale written otherwise', { locales: ['fr-FR', 'EN-gb'] }, ['body/locales/1']],
  ['a time zone that is none', { timeZone: 'Europe/Atlantis' }, ['body/timeZone']],
  ['a pattern with an unknown part', { skuPattern: '{brand}-{reference}' }, ['body/skuPattern']],
  ['a pattern with half a brace', { skuPattern: '{reference}-{' }, ['body/skuPattern']],
  ['a pattern that is the same for all', { skuPattern: '{supplierCode}' }, ['body/skuPattern']],
  ['a history shorter than promised', { retentionHistory: '29d' }, ['body/retentionHistory']],
  ['several at once', { timeZone: 'x', skuPattern: 'x' }, ['body/timeZone', 'body/skuPattern']],
] as const) {
  test(`refuses ${why}`, () => assert.deepEqual(wrong(changes), paths));
}

test('accepts what is unusual and right', () => {
  assert.deepEqual(
    wrong({
      skuPattern: '{gtin}',
      timeZone: 'UTC',
      retentionHistory: '720h',
      locales: ['fr-FR', 'sr-Latn-RS'],
    }),
    [],
  );
});
