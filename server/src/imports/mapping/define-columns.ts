import type { CellDefinition, FieldRef } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { typedField } from './attribute-cells.ts';
import type { Mapping } from './suggest-mapping.ts';

/** By what cells of attributes are read. */
export interface AttributeCells {
  /** By code. */
  readonly definitions: ReadonlyMap<string, CellDefinition>;
  /** Of amounts that name none. */
  readonly currency: string;
}

export const definitionOf = (
  { base, part }: FieldRef,
  definitions: ReadonlyMap<string, CellDefinition>,
): CellDefinition | undefined =>
  base === 'attribute' && part !== undefined ? definitions.get(part) : undefined;

/**
 * Columns of attributes as these are defined. One that its attribute cannot have is ignored, and listed as such.
 * @throws AppError `imports.invalid` if somebody named it
 */
export function defineColumns(mapping: Mapping, definitions: ReadonlyMap<string, CellDefinition>): Mapping {
  const ignored: string[] = [];
  const columns = mapping.columns.flatMap((column) => {
    const definition = definitionOf(column.field, definitions);
    if (!definition) return [column];
    const reason = refusalOf(column.field, definition);
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

function refusalOf({ locale, channel }: FieldRef, { type, scope }: CellDefinition): string | null {
  if (type === 'reference') return 'names products by their id, which no file has';
  if (locale !== undefined && !scope.startsWith('locale')) return 'is the same in every locale';
  if (channel !== undefined && !scope.endsWith('channel')) return 'is the same in every channel';
  return null;
}
