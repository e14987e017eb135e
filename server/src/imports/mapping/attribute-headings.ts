import { parseFieldName, type CellDefinition, type FieldDefaults } from '../../catalog/index.ts';
import type { Detection } from '../reading/open-file.ts';
import { cellsFit } from './cells-fit.ts';
import { refusalOf } from './define-columns.ts';
import type { MappedColumn, Mapping } from './suggest-mapping.ts';

/** `display_size`, `modes-de_DE`, `release_date-print`, `description-fr_FR-print`: a code, a locale, a channel. */
const pattern = /^([a-z0-9_]{1,64})(?:-([a-z]{2,3}[_-][A-Z]{2}))?(?:-([a-z][a-z0-9_]{0,63}))?$/i;

interface AttributeHeading {
  readonly header: string;
  readonly code: string;
  /** `@locale/channel`, as far as the heading names them. */
  readonly scope: string;
}

/** Headings that no other field took, and that may be codes of attributes. */
export const attributeHeadings = (ignored: readonly string[]): AttributeHeading[] =>
  ignored.flatMap((header) => {
    const [, code, locale, channel] = pattern.exec(header) ?? [];
    if (code === undefined) return [];
    const scope = `${locale ? `@${locale}` : ''}${channel ? `/${channel.toLowerCase()}` : ''}`;
    return [{ header, code: code.toLowerCase(), scope }];
  });

/**
 * The mapping with the columns that are called like a defined attribute and whose cells, as far as they were seen, say
 * values of it; pictures and tables are for a person to name.
 */
export function takeAttributeColumns(
  mapping: Mapping,
  detection: Detection,
  { definitions, defaults }: { definitions: ReadonlyMap<string, CellDefinition>; defaults: FieldDefaults },
): Mapping {
  const headers = detection.headers ?? [];
  const names = new Set(mapping.columns.map(({ field }) => field.name));
  const taken = new Set<string>();
  const found: MappedColumn[] = [];
  for (const { header, code, scope } of attributeHeadings(mapping.ignored)) {
    const definition = definitions.get(code);
    if (!definition || ['media', 'table'].includes(definition.type)) continue;
    const field = parseFieldName(`attribute.${code}${scope}`, defaults);
    if (names.has(field.name) || refusalOf(field, definition) !== null) continue;
    const unit = definition.type === 'measure' ? headers.indexOf(`${header}-unit`) : -1;
    const column = headers.indexOf(header) + 1;
    const place = { column, ...(unit < 0 ? {} : { unitColumn: unit + 1 }) };
    if (!cellsFit(place, definition, { detection, currency: defaults.currency })) continue;
    names.add(field.name);
    taken.add(header);
    if (unit >= 0) taken.add(headers[unit]!);
    found.push({ ...place, header, field, confidence: 'exact', priceIncludesTax: null, unit: null });
  }
  if (found.length === 0) return mapping;
  return {
    ...mapping,
    columns: [...mapping.columns, ...found].sort((a, b) => a.column - b.column),
    ignored: mapping.ignored.filter((header) => !taken.has(header)),
  };
}
