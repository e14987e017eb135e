import type { CellDefinition, FieldRef } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Detection } from '../reading/open-file.ts';
import { typedField } from './attribute-cells.ts';
import { cellsFit } from './cells-fit.ts';
import type { Mapping } from './suggest-mapping.ts';

/** By what cells of attributes are read. */
export interface AttributeCells {
  /** By code. */
  readonly definitions: ReadonlyMap<string, CellDefinition>;
  /** Of amounts that name none. */
  readonly currency: string;
}

/** By what the field was defined when its column was mapped; undefined for a free attribute and any other field. */
export const definitionOf = (
  { attributeType, part }: FieldRef,
  definitions: ReadonlyMap<string, CellDefinition>,
): CellDefinition | undefined => (attributeType === undefined ? undefined : definitions.get(part ?? ''));

/**
 * Columns as they were mapped for a plan that is there: its tables have these and no others, whatever was defined since.
 * @throws AppError `imports.conflict` where an attribute is not what it was
 */
export function requireDefinitions({ columns }: Mapping, { definitions }: AttributeCells): void {
  for (const { field } of columns)
    if (definitionOf(field, definitions)?.type !== field.attributeType)
      throw new AppError('imports.conflict', {
        message: `The attribute "${field.part}" was changed since the file was planned; import the file again`,
        params: { field: field.name },
      });
}

/**
 * Columns of attributes as these are defined. One that its attribute cannot have is ignored, and listed as such; so is
 * one that was guessed and whose cells say something else.
 * @throws AppError `imports.invalid` if somebody named it
 */
export function defineColumns(
  mapping: Mapping,
  { definitions, currency }: AttributeCells,
  detection: Detection,
): Mapping {
  const ignored: string[] = [];
  const columns = mapping.columns.flatMap((column) => {
    const { base, part } = column.field;
    const definition = base === 'attribute' ? definitions.get(part ?? '') : undefined;
    if (!definition) return [column];
    const fits = column.confidence !== 'guess' || cellsFit(column, definition, { detection, currency });
    const reason = fits ? refusalOf(column.field, definition) : 'has other values';
    if (reason === null) return [{ ...column, field: typedField(column.field, definition) }];
    if (column.confidence === 'given')
      throw new AppError('imports.invalid', {
        message: `The attribute "${definition.code}" ${reason}, so "${column.field.name}" cannot be imported`,
        params: { field: column.field.name },
      });
    if (column.header) ignored.push(column.header);
    return [];
  });
  return { ...mapping, columns, ignored: [...mapping.ignored, ...ignored] };
}

/** Why the field cannot be a column of a file; null where it can. */
export function refusalOf({ locale, channel }: FieldRef, { type, scope }: CellDefinition): string | null {
  if (type === 'reference') return 'names products by their id, which no file has';
  if (locale !== undefined && !scope.startsWith('locale')) return 'is the same in every locale';
  if (channel !== undefined && !scope.endsWith('channel')) return 'is the same in every channel';
  return null;
}
