import { within } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import { sameDecimal } from '../attributes/decimal.ts';
import { isDay } from '../definitions/days.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import {
  countTaxClassUses,
  deleteTaxClass,
  findPercent,
  findTaxClass,
  findTaxRates,
  insertTaxClass,
  listTaxClasses,
  listTaxRates,
  lockTaxClass,
  makeDefaultTaxClass,
  nameTaxClass,
  writeTaxRates,
  type TaxClassRow,
  type TaxRate,
} from './tax.queries.ts';

interface ClassEdit extends VersionedEdit {
  readonly code: string;
}

/** A rate to be written; without per cent it is taken away. */
export type TaxRateInput = Omit<TaxRate, 'percent'> & { readonly percent: string | null };

const RESOURCE = 'tax-classes';
const missing = (code: string): never => {
  throw absent(RESOURCE, code);
};
const valuesOf = ({ name, is_default: isDefault }: TaxClassRow) => ({ name, isDefault });

/** Classes by which products are taxed, and their rates by country; every change in the caller's transaction. */
export function createTaxService({ db }: { db: Executor }) {
  return {
    classes: {
      list: () => listTaxClasses(db),
      get: async (code: string): Promise<TaxClassRow> => (await findTaxClass(db, code)) ?? missing(code),
      async create(
        transaction: Executor,
        { code, name, isDefault = false }: { code: string; name: string; isDefault?: boolean },
        origin: Origin,
      ): Promise<Changed<TaxClassRow>> {
        const made = await insertTaxClass(transaction, { code, name: name.trim() });
        if (!made) throw codeTaken(RESOURCE, code);
        const row = isDefault ? await asDefault(transaction, made) : made;
        const event = { entity: 'tax-class', id: code, action: 'created', origin, before: null } as const;
        return {
          row,
          operationId: await appendDefinitionEvent(transaction, { ...event, after: valuesOf(row) }),
        };
      },
      /** @throws AppError `tax-classes.state` where no class would be left for products that name none */
      async change(
        transaction: Executor,
        { code, expected, origin, patch }: ClassEdit & { patch: { name?: string; isDefault?: boolean } },
      ): Promise<Changed<TaxClassRow>> {
        const present = (await lockTaxClass(transaction, code)) ?? missing(code);
        requireVersion(RESOURCE, present, expected);
        const name = patch.name?.trim() ?? present.name;
        const isDefault = patch.isDefault ?? present.is_default;
        if (present.is_default && !isDefault)
          throw stayingDefault(code, 'make another class the default one instead');
        if (name === present.name && isDefault === present.is_default)
          return { row: present, operationId: null };
        const named = await nameTaxClass(transaction, code, name);
        const row = isDefault && !present.is_default ? await asDefault(transaction, named) : named;
        const event = { entity: 'tax-class', id: code, action: 'updated', origin } as const;
        const values = { before: valuesOf(present), after: valuesOf(row) };
        return { row, operationId: await appendDefinitionEvent(transaction, { ...event, ...values }) };
      },
      async remove(
        transaction: Executor,
        { code, expected, origin }: ClassEdit,
      ): Promise<{ operationId: string }> {
        const present = (await lockTaxClass(transaction, code)) ?? missing(code);
        requireVersion(RESOURCE, present, expected);
        if (present.is_default) throw stayingDefault(code, 'make another class the default one first');
        const uses = await countTaxClassUses(transaction, code);
        if (uses.products + uses.rates > 0)
          throw inUse(RESOURCE, {
            code,
            uses,
            remedy: 'give the products another class and take its rates away',
          });
        await deleteTaxClass(transaction, code);
        const event = { entity: 'tax-class', id: code, action: 'deleted', origin } as const;
        const values = { before: valuesOf(present), after: null };
        return { operationId: await appendDefinitionEvent(transaction, { ...event, ...values }) };
      },
    },
    listRates(filter: { country: string | null; taxClass: string | null; day: string | null }) {
      if (filter.day !== null) requireDay(filter.day);
      return listTaxRates(db, filter);
    },
    /** @throws AppError `tax-rates.missing` where there is no rate; a class that is null is the default one */
    async percentOf(of: { country: string; taxClass: string | null; day: string | null }): Promise<string> {
      return (await this.findPercent(of)) ?? noRate(of);
    },
    findPercent(of: {
      country: string;
      taxClass: string | null;
      day: string | null;
    }): Promise<string | null> {
      if (of.day !== null) requireDay(of.day);
      return findPercent(within(db), of);
    },
    /** @throws AppError `tax-rates.invalid` for a class or a day that there is not, or a rate that is there twice */
    async writeRates(
      transaction: Executor,
      rates: readonly TaxRateInput[],
      origin: Origin,
    ): Promise<string | null> {
      await requireSound(transaction, rates);
      const before = namedRates(await findTaxRates(transaction, rates));
      await writeTaxRates(transaction, rates);
      const after = namedRates(rates);
      const changed = Object.keys(after).filter((name) => !isSame(before[name] ?? null, after[name] ?? null));
      if (changed.length === 0) return null;
      const pick = (from: Record<string, string | null>) =>
        Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
      return appendDefinitionEvent(transaction, {
        entity: 'tax-rate',
        id: changed.length === 1 ? changed[0]! : 'several',
        action: 'updated',
        origin,
        before: pick(before),
        after: pick(after),
      });
    },
  };
}

export type TaxService = ReturnType<typeof createTaxService>;

async function asDefault(transaction: Executor, row: TaxClassRow): Promise<TaxClassRow> {
  await makeDefaultTaxClass(transaction, row.code);
  return { ...row, is_default: true };
}

const stayingDefault = (code: string, remedy: string): AppError =>
  new AppError(`${RESOURCE}.state`, {
    message: `"${code}" is the class of products that name none; ${remedy}`,
    params: { code },
  });

const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : sameDecimal(a, b);

const nameOf = ({ country, taxClass, validFrom }: Omit<TaxRate, 'percent'>): string =>
  `${country}/${taxClass} ${validFrom}`;
const namedRates = (rates: readonly TaxRateInput[]): Record<string, string | null> =>
  Object.fromEntries(rates.map((rate) => [nameOf(rate), rate.percent]));

async function requireSound(transaction: Executor, rates: readonly TaxRateInput[]): Promise<void> {
  const classes = new Set((await listTaxClasses(transaction)).map(({ code }) => code));
  const seen = new Set<string>();
  for (const rate of rates) {
    requireDay(rate.validFrom);
    const name = nameOf(rate);
    if (!classes.has(rate.taxClass))
      throw invalid(`There is no tax class "${rate.taxClass}"; POST /tax-classes makes one`, rate);
    if (rate.percent !== null && Number(rate.percent) > 100)
      throw invalid(`A tax of ${rate.percent} % is not possible; write 20 for 20 %`, rate);
    if (seen.has(name)) throw invalid(`The rate of ${name} is there twice; send it once`, rate);
    seen.add(name);
  }
}

function requireDay(day: string): void {
  if (!isDay(day)) throw invalid(`There is no day ${day}; write one such as 2026-11-27`, { day });
}

const invalid = (message: string, params: object): AppError =>
  new AppError('tax-rates.invalid', { message, params: { ...params } });

function noRate({
  country,
  taxClass,
  day,
}: {
  country: string;
  taxClass: string | null;
  day: string | null;
}): never {
  throw new AppError('tax-rates.missing', {
    message: `There is no tax rate of ${taxClass === null ? 'the default class' : `"${taxClass}"`} in ${country} on or before ${day ?? 'today'}; add one with PUT /tax-rates`,
    params: { country, taxClass, day },
  });
}
