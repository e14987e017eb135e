import { buildRow, cellsOf, type ShapeDefinition } from './shape.ts';

const named = (headers: readonly string[], start: string): string =>
  headers.find((header) => header.toLowerCase().startsWith(start)) ?? '';

/** `Color:color:0; Disk space:select:3` and `Blue:0; 16GB:1`: the first part of each entry. */
const firstParts = (text: string): string[] =>
  text
    .split(';')
    .map((entry) => entry.split(':')[0]!.trim())
    .filter((entry) => entry !== '');

const ATTRIBUTE = 'attribute (name';
const VALUE = 'value (value';

/**
 * PrestaShop's combinations: each row is a variant of the product that it names by reference or number
 * (https://docs.prestashop-project.org/v.8-documentation/user-guide/configuring-shop/advanced-parameters/import).
 */
export const prestashop: ShapeDefinition = {
  fits: (headers) => [ATTRIBUTE, VALUE, 'product id'].every((start) => named(headers, start) !== ''),
  added: ['parent', 'type'],
  survey: (cell, headers) => ({ axes: firstParts(cell(named(headers, ATTRIBUTE))) }),
  open(context) {
    const { headers, emit } = context;
    const [attribute, value, id, reference] = [ATTRIBUTE, VALUE, 'product id', 'product reference'].map(
      (start) => named(headers, start),
    ) as [string, string, string, string];
    return {
      feed(cells, line) {
        const cell = cellsOf(headers, cells);
        const values = firstParts(cell(value));
        const axes = new Map(firstParts(cell(attribute)).map((name, i) => [name, values[i] ?? '']));
        const parent = (reference === '' ? '' : cell(reference)) || cell(id);
        emit(
          buildRow(context, cells, {
            // The number and reference of the product are not the variant's.
            keep: (header) => header !== id && header !== reference,
            added: [parent, 'variant'],
            axes,
          }),
          line,
        );
      },
      end: () => undefined,
      continued: 0,
    };
  },
};
