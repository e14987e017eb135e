import { Type, type Static } from 'typebox';
import {
  columnPolicies,
  foldText,
  parseFieldName,
  policyFits,
  type ColumnPolicy,
} from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { compileTransformations, TransformationSchema, type CellTransformation } from './transformations.ts';

/** What a cell says that empties its field. */
const USUAL_MARKER = '-';

export const TemplateColumnSchema = Type.Object(
  {
    field: Type.String({ minLength: 1, maxLength: 200 }),
    column: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Heading, else number from 1; absent for constants',
      }),
    ),
    policy: Type.Optional(
      Type.Union(
        columnPolicies.map((policy) => Type.Literal(policy)),
        { description: 'set (usual), setIfEmpty, merge (lists), clear (where the cell is the marker)' },
      ),
    ),
    marker: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 50,
        description: `Of the policy clear; usually "${USUAL_MARKER}"`,
      }),
    ),
    separator: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 10,
        description: 'Between the entries of a list; absent: guessed',
      }),
    ),
    transformations: Type.Optional(Type.Array(TransformationSchema, { maxItems: 20 })),
  },
  { additionalProperties: false },
);
export type TemplateColumn = Static<typeof TemplateColumnSchema>;

const makesItsOwn = new Set(['constant', 'template', 'join']);

/**
 * Before a version is stored: fields there are, each once, patterns that RE2 takes, and a column wherever the value
 * is not made of others.
 * @throws AppError `templates.invalid` or `fields.unknown_field`
 */
export function checkColumns(columns: readonly TemplateColumn[]): void {
  const seen = new Set<string>();
  for (const { field, column, policy, marker, separator, transformations = [] } of columns) {
    const ref = parseFieldName(field, { currency: 'EUR', locale: '' });
    const { name, kind } = ref;
    if (kind === 'unsupported') throw invalid(`The field "${field}" cannot be imported yet`, { field });
    if (seen.has(name)) throw invalid(`The field "${field}" is there twice`, { field });
    seen.add(name);
    if (column === undefined && !transformations.some((one) => makesItsOwn.has(one.kind)))
      throw invalid(`The field "${field}" needs a column, or a constant, a join or a template of columns`, {
        field,
      });
    if (policy && !policyFits(ref, policy))
      throw invalid(
        policy === 'merge'
          ? `The field "${field}" is no list, so nothing can be added to it; use set or setIfEmpty`
          : `The field "${field}" is never emptied by a file; use set or setIfEmpty`,
        { field, policy },
      );
    if (separator !== undefined && !policyFits(ref, 'merge'))
      throw invalid(`The field "${field}" is no list, so it has no separator; split the cell instead`, {
        field,
      });
    if (marker !== undefined && policy !== 'clear')
      throw invalid(`The field "${field}" has a marker, which only the policy clear asks for`, { field });
    compileTransformations(transformations, () => 1);
  }
}

/** The columns as `--map` says them; a value made of others stands for the first column of the file. */
export const pairsOf = (columns: readonly TemplateColumn[]): { field: string; column: string }[] =>
  columns.map(({ field, column }) => ({ field, column: column ?? '1' }));

/** What is done with the cells of each field, by its full name. */
export function compileColumns(
  columns: readonly TemplateColumn[],
  file: { readonly headers: readonly string[] | null; readonly columns: number },
  defaults: { currency: string; locale: string },
): ReadonlyMap<string, CellTransformation> {
  const columnOf = (heading: string): number => {
    const exact = file.headers?.indexOf(heading.trim()) ?? -1;
    if (exact >= 0) return exact + 1;
    const folded = file.headers?.findIndex((header) => foldText(header) === foldText(heading)) ?? -1;
    if (folded >= 0) return folded + 1;
    const number = /^\d+$/.test(heading) ? Number(heading) : 0;
    if (number >= 1 && number <= file.columns) return number;
    throw new AppError('imports.no_such_column', {
      message: `The template names the column "${heading}", which the file does not have`,
      params: { column: heading, headers: file.headers },
    });
  };
  return new Map(
    columns
      .filter(({ transformations }) => transformations && transformations.length > 0)
      .map(({ field, transformations }) => [
        parseFieldName(field, defaults).name,
        compileTransformations(transformations!, columnOf),
      ]),
  );
}

/** The policies that are not the usual one, by full field names, what empties a field and what separates a list. */
export function compilePolicies(
  columns: readonly TemplateColumn[],
  defaults: { currency: string; locale: string },
): {
  policies: Record<string, Exclude<ColumnPolicy, 'set'>>;
  markers: ReadonlyMap<string, string>;
  separators: ReadonlyMap<string, string>;
} {
  const named = columns.flatMap(({ field, policy, marker }) =>
    policy && policy !== 'set' ? [{ name: parseFieldName(field, defaults).name, policy, marker }] : [],
  );
  const separators = columns.flatMap(({ field, separator }): [string, string][] =>
    separator === undefined ? [] : [[parseFieldName(field, defaults).name, separator]],
  );
  return {
    separators: new Map(separators),
    policies: Object.fromEntries(named.map(({ name, policy }) => [name, policy])),
    markers: new Map(
      named.flatMap(({ name, policy, marker }) =>
        policy === 'clear' ? [[name, marker ?? USUAL_MARKER]] : [],
      ),
    ),
  };
}

const invalid = (message: string, params: Record<string, unknown>): AppError =>
  new AppError('templates.invalid', { message, params });
