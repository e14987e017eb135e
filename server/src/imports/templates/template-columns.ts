import { Type, type Static } from 'typebox';
import { foldText, parseFieldName } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { compileTransformations, TransformationSchema, type CellTransformation } from './transformations.ts';

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
  for (const { field, column, transformations = [] } of columns) {
    const { name, kind } = parseFieldName(field, { currency: 'EUR', locale: '' });
    if (kind === 'unsupported') throw invalid(`The field "${field}" cannot be imported yet`, { field });
    if (seen.has(name)) throw invalid(`The field "${field}" is there twice`, { field });
    seen.add(name);
    if (column === undefined && !transformations.some((one) => makesItsOwn.has(one.kind)))
      throw invalid(`The field "${field}" needs a column, or a constant, a join or a template of columns`, {
        field,
      });
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

const invalid = (message: string, params: Record<string, unknown>): AppError =>
  new AppError('templates.invalid', { message, params });
