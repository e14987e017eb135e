import { buildRow, cellsOf, type ShapeDefinition } from './shape.ts';

const MOST_ATTRIBUTES = 20;
const numbers = Array.from({ length: MOST_ATTRIBUTES }, (_, i) => i + 1);

/**
 * WooCommerce's product file: rows name their parent themselves; what a variation is stands in numbered pairs of
 * columns (https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema). Of a product with variations
 * they list the choices, which are its variants' values and not its own.
 */
export const woocommerce: ShapeDefinition = {
  fits: (headers) =>
    ['Attribute 1 name', 'Attribute 1 value(s)', 'Type'].every((header) => headers.includes(header)),
  added: [],
  survey: (cell) => ({ axes: numbers.map((n) => cell(`Attribute ${n} name`)).filter((name) => name !== '') }),
  open(context) {
    const { headers, emit } = context;
    return {
      feed(cells, line) {
        const cell = cellsOf(headers, cells);
        const pairs = cell('Type').toLowerCase().startsWith('variable')
          ? []
          : numbers.map((n) => [cell(`Attribute ${n} name`), cell(`Attribute ${n} value(s)`)] as const);
        emit(buildRow(context, cells, { added: [], axes: new Map(pairs) }), line);
      },
      end: () => undefined,
      continued: 0,
    };
  },
};
