import { Type, type Static } from 'typebox';
import { RE2JS } from 're2js';
import { AppError } from '../../platform/errors.ts';

const strict = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ maxLength });
const kind = <Name extends string>(name: Name) => Type.Literal(name);

/** The closed list of what a template may do with a cell, in the order it is written. No code: each always ends. */
export const TransformationSchema = Type.Union([
  Type.Object({ kind: kind('trim') }, strict),
  Type.Object({ kind: kind('case'), to: Type.Union([kind('upper'), kind('lower'), kind('title')]) }, strict),
  Type.Object(
    { kind: kind('replace'), find: Type.String({ minLength: 1, maxLength: 200 }), with: text(200) },
    strict,
  ),
  Type.Object(
    {
      kind: kind('split'),
      by: Type.String({ minLength: 1, maxLength: 20 }),
      take: Type.Integer({ minimum: 1, maximum: 100 }),
    },
    { ...strict, description: 'The part of that number, from 1' },
  ),
  Type.Object(
    { kind: kind('join'), columns: Type.Array(text(200), { minItems: 1, maxItems: 20 }), by: text(20) },
    strict,
  ),
  Type.Object({ kind: kind('number'), decimal: Type.Union([kind(','), kind('.')]) }, strict),
  Type.Object(
    { kind: kind('date'), from: Type.String({ pattern: '^[dMy]+([^dMy]+[dMy]+)+$', maxLength: 20 }) },
    strict,
  ),
  Type.Object(
    { kind: kind('unit'), factor: Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,9})?$' }) },
    { ...strict, description: 'Multiplies, as grams by 0.001 for kilograms' },
  ),
  Type.Object(
    {
      kind: kind('lookup'),
      values: Type.Record(Type.String({ maxLength: 1_000 }), text(1_000), { maxProperties: 5_000 }),
      otherwise: Type.Union([kind('keep'), kind('empty'), kind('reject')]),
    },
    strict,
  ),
  Type.Object({ kind: kind('constant'), value: text(1_000) }, strict),
  Type.Object(
    { kind: kind('template'), text: text(1_000) },
    { ...strict, description: 'Columns in braces, as {Marque} {Désignation}' },
  ),
  Type.Object(
    { kind: kind('regex'), pattern: Type.String({ minLength: 1, maxLength: 500 }), with: text(500) },
    { ...strict, description: 'RE2: $1 is the first group; look-around and back references are refused' },
  ),
]);
export type Transformation = Static<typeof TransformationSchema>;

/** What became of a cell: its text, or why its row is rejected. */
export type Transformed = string | { readonly rejected: string };
export type Transform = (cell: string, cells: readonly string[]) => Transformed;

export interface CellTransformation {
  readonly apply: Transform;
  /** Its numbers have a point, whatever the file's sign is. */
  readonly decimalPoint: boolean;
}

/** Longer texts are no values any more. */
const MAX_CHARACTERS = 100_000;

/**
 * Compiles the transformations of one column, once for all rows.
 * @param columnOf number of a column from 1 by its heading; throws for one that the file does not have
 * @throws AppError `templates.invalid` for a pattern that RE2 refuses
 */
export function compileTransformations(
  list: readonly Transformation[],
  columnOf: (heading: string) => number,
): CellTransformation {
  const last = list.at(-1)?.kind;
  const steps = list.map((one) => compileOne(one, columnOf));
  return {
    decimalPoint: last === 'number' || last === 'unit',
    apply(cell, cells) {
      let value = cell;
      for (const step of steps) {
        const made = step(value, cells);
        if (typeof made !== 'string') return made;
        if (made.length > MAX_CHARACTERS) return { rejected: 'value.too_long' };
        value = made;
      }
      return value;
    },
  };
}

function compileOne(one: Transformation, columnOf: (heading: string) => number): Transform {
  const cellOf = (heading: string) => {
    const at = columnOf(heading) - 1;
    return (cells: readonly string[]): string => (cells[at] ?? '').trim();
  };
  switch (one.kind) {
    case 'trim':
      return (cell) => cell.trim().replace(/\s+/g, ' ');
    case 'case':
      return (cell) => inCase(cell, one.to);
    case 'replace':
      return (cell) => cell.replaceAll(one.find, one.with);
    case 'split':
      return (cell) => (cell.split(one.by)[one.take - 1] ?? '').trim();
    case 'join': {
      const parts = one.columns.map(cellOf);
      return (_, cells) =>
        parts
          .map((part) => part(cells))
          .filter((part) => part !== '')
          .join(one.by);
    }
    case 'number':
      return (cell) => asDecimal(cell, one.decimal);
    case 'date':
      return (cell) => asIsoDate(cell, one.from);
    case 'unit':
      return (cell) => (cell === '' ? '' : multiply(cell, one.factor));
    case 'lookup': {
      const values = new Map(Object.entries(one.values));
      const otherwise = {
        keep: (cell: string) => cell,
        empty: () => '',
        reject: () => ({ rejected: 'value.not_in_lookup' }),
      };
      return (cell) => (cell === '' ? '' : (values.get(cell) ?? otherwise[one.otherwise](cell)));
    }
    case 'constant':
      return () => one.value;
    case 'template': {
      const parts = one.text.split(/\{([^{}]+)\}/).map((part, i) => (i % 2 ? cellOf(part) : () => part));
      return (_, cells) =>
        parts
          .map((part) => part(cells))
          .join('')
          .trim();
    }
    case 'regex': {
      const pattern = compilePattern(one.pattern);
      return (cell) => pattern.matcher(cell).replaceAll(one.with);
    }
  }
}

/** RE2 matches in time that grows with the text, whatever the pattern (R. Cox, 2007); a person's own RegExp may not. */
function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new AppError('templates.invalid', {
      message: `The pattern "${pattern}" is refused: ${(error as Error).message}`,
      params: { pattern },
    });
  }
}

function inCase(cell: string, to: 'upper' | 'lower' | 'title'): string {
  if (to === 'upper') return cell.toUpperCase();
  if (to === 'lower') return cell.toLowerCase();
  return cell
    .toLowerCase()
    .replace(/(^|[\s\-'’/])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** As digits with a point; what is no number stays, for the reader to say so. */
function asDecimal(cell: string, decimal: ',' | '.'): string {
  const thousands = decimal === ',' ? /[.\s\u00a0\u202f']/g : /[,\s\u00a0\u202f']/g;
  const digits = cell.replace(thousands, '').replace(decimal, '.');
  return /^[-+]?\d*\.?\d+$/.test(digits) ? digits : cell;
}

function asIsoDate(cell: string, form: string): Transformed {
  if (cell === '') return '';
  const order = form.match(/d+|M+|y+/g) ?? [];
  const numbers = cell.match(/\d+/g) ?? [];
  const part = (letter: string): number =>
    Number(numbers[order.findIndex((name) => name.startsWith(letter))] ?? NaN);
  const [year, month, day] = [part('y') < 100 ? part('y') + 2000 : part('y'), part('M'), part('d')];
  const date = new Date(Date.UTC(year, month - 1, day));
  const right =
    numbers.length === order.length && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return right ? date.toISOString().slice(0, 10) : { rejected: 'value.not_a_date' };
}

/** Exactly: as whole numbers of their last digits, never as floats. */
function multiply(cell: string, factor: string): Transformed {
  const read = (value: string): [bigint, number] | null => {
    const match = /^([-+]?\d{1,30})(?:[.,](\d{1,15}))?$/.exec(value.trim());
    return match ? [BigInt(match[1]! + (match[2] ?? '')), (match[2] ?? '').length] : null;
  };
  const [a, b] = [read(cell), read(factor)];
  if (!a || !b) return { rejected: 'value.not_a_number' };
  const decimals = a[1] + b[1];
  const product = a[0] * b[0];
  const digits = (product < 0n ? -product : product).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${product < 0n ? '-' : ''}${whole}${rest ? `.${rest}` : ''}`;
}
