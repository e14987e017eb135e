import { Type, type Static, type TSchema } from 'typebox';
import { RE2JS } from 're2js';
import { AppError } from '../../platform/errors.ts';
import { named } from '../../platform/http/answers.ts';
import { Code, strict } from '../definitions/schemas.ts';
import { compareDecimals, isDecimal } from './decimal.ts';

export const attributeTypes = [
  'text',
  'rich_text',
  'number',
  'measure',
  'boolean',
  'date',
  'option',
  'multi_option',
  'price',
  'media',
  'reference',
  'table',
] as const;
export type AttributeType = (typeof attributeTypes)[number];

export const attributeScopes = ['global', 'locale', 'channel', 'locale_channel'] as const;
export type AttributeScope = (typeof attributeScopes)[number];

const bound = Type.String({ pattern: '^(-?\\d{1,30}(\\.\\d{1,30})?|\\d{4}-\\d\\d-\\d\\d)$' });
const rules = {
  min: bound,
  max: bound,
  maxLength: Type.Integer({ minimum: 1, maximum: 100_000 }),
  pattern: Type.String({ minLength: 1, maxLength: 500, description: 'RE2, of the whole text' }),
  decimals: Type.Integer({ minimum: 0, maximum: 30 }),
  unitFamily: Code,
  defaultUnit: Type.String({ pattern: '^[A-Za-z0-9_]{1,32}$' }),
  columns: Type.Array(Code, { minItems: 1, maxItems: 50 }),
};
type Rules = { [Name in keyof typeof rules]: Static<(typeof rules)[Name]> };
/** What a value must obey beside its type; bounds of a measure are in its default unit. */
export type AttributeRules = Readonly<Partial<Rules>>;
export type RulesPatch = Readonly<{ [Name in keyof Rules]?: Rules[Name] | null }>;

export const RulesBody = Type.Object(
  Object.fromEntries(
    Object.entries(rules).map(([name, schema]) => [name, Type.Optional(Type.Union([schema, Type.Null()]))]),
  ),
  { ...strict, description: 'Which of them fit depends on the type; in a PATCH null takes one away' },
);

const Bound = Type.String({ description: 'A decimal, or a day; of a measure in its default unit' });
/** Without the limits of what is sent: those loaded from a file are not held to all of them. */
const shapes: Readonly<Record<keyof Rules, TSchema>> = {
  min: Bound,
  max: Bound,
  maxLength: Type.Integer(),
  pattern: Type.String({ description: 'RE2, of the whole text' }),
  decimals: Type.Integer({ description: 'At most so many after the point' }),
  unitFamily: Code,
  defaultUnit: Type.String({ description: 'Code of the unit' }),
  columns: Type.Array(Code),
};
/** Rules as they are answered: those that there are. */
export const RulesShape = named('AttributeRules', Type.Partial(Type.Object(shapes)));

const rulesOfType: Readonly<Record<AttributeType, readonly (keyof Rules)[]>> = {
  text: ['maxLength', 'pattern'],
  rich_text: ['maxLength'],
  number: ['min', 'max', 'decimals'],
  measure: ['min', 'max', 'decimals', 'unitFamily', 'defaultUnit'],
  boolean: [],
  date: ['min', 'max'],
  option: [],
  multi_option: [],
  price: ['min', 'max'],
  media: [],
  reference: [],
  table: ['columns'],
};
const requiredOfType: Readonly<Partial<Record<AttributeType, readonly (keyof Rules)[]>>> = {
  measure: ['unitFamily', 'defaultUnit'],
  table: ['columns'],
};

/** Types of which an equal value is found by an index. */
const filterable = new Set<AttributeType>(['text', 'number', 'boolean', 'date', 'option', 'multi_option']);

/**
 * Whether the rules can be obeyed by values of the type.
 * @throws AppError `attributes.rule` naming the rule and the reason
 */
export function checkRules(definition: {
  type: AttributeType;
  rules: AttributeRules;
  filterable: boolean;
}): void {
  const { type, rules: given } = definition;
  if (definition.filterable && !filterable.has(type))
    throw wrong('filterable', type, `is for the types ${[...filterable].join(', ')}`);
  for (const name of Object.keys(given) as (keyof Rules)[])
    if (!rulesOfType[type].includes(name))
      throw wrong(name, given[name], `does not fit the type ${type}, which has ${list(rulesOfType[type])}`);
  for (const name of requiredOfType[type] ?? [])
    if (given[name] === undefined) throw wrong(name, null, `is required for the type ${type}`);
  const { min, max, pattern } = given;
  for (const [name, value] of Object.entries({ min, max }))
    if (value !== undefined && (type === 'date') === isDecimal(value))
      throw wrong(name, value, type === 'date' ? 'is no date' : 'is no number');
  if (min !== undefined && max !== undefined) {
    const order = type === 'date' ? min.localeCompare(max) : compareDecimals(min, max);
    if (order > 0) throw wrong('min', min, `is more than max, ${max}`);
  }
  if (pattern !== undefined) compilePattern(pattern);
}

/** RE2 matches in time that grows with the text, whatever the pattern (R. Cox, 2007). */
export function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw wrong('pattern', pattern, `is refused by RE2: ${error instanceof Error ? error.message : error}`);
  }
}

const list = (names: readonly string[]): string => names.join(', ') || 'none';

export const wrong = (rule: string, value: unknown, reason: string): AppError =>
  new AppError('attributes.rule', {
    message: `${rule}${value === null ? '' : ` "${String(value)}"`} ${reason}`,
    params: { rule, value, reason },
  });
