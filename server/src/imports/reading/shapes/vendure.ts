import { buildRow, cellsOf, MOST_VARIANTS, noAxes, type HeldRow, type ShapeDefinition } from './shape.ts';

const ofProduct = new Set(['name', 'slug', 'description', 'assets', 'facets', 'optionGroups']);

const list = (text: string): string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Values of a facet: `category:Electronics|brand:Apple`. */
const facet = (facets: string, name: string): string[] =>
  list(facets).flatMap((entry) => (entry.startsWith(`${name}:`) ? [entry.slice(name.length + 1)] : []));

/**
 * Vendure's product file: a row with a name begins a product, rows without one are its further variants; options
 * stand in two lists beside each other (https://docs.vendure.io/guides/developer-guide/importing-data/).
 */
export const vendure: ShapeDefinition = {
  fits: (headers) =>
    ['name', 'slug', 'optionGroups', 'optionValues', 'sku'].every((header) => headers.includes(header)),
  added: ['reference', 'parent', 'type', 'Brand', 'Category'],
  survey: (cell) => ({ axes: list(cell('optionGroups')) }),
  open(context) {
    const { headers, emit } = context;
    let held: HeldRow[] = [];
    const handOn = (): void => {
      const rows = held;
      held = [];
      const first = rows[0];
      if (!first) return;
      const head = cellsOf(headers, first.cells);
      const groups = list(head('optionGroups'));
      const about = [facet(head('facets'), 'brand')[0] ?? '', facet(head('facets'), 'category').join('|')];
      const axesOf = (row: HeldRow): Map<string, string> => {
        const values = list(cellsOf(headers, row.cells)('optionValues'));
        return new Map(groups.map((group, i) => [group, values[i] ?? '']));
      };
      const skuOf = (row: HeldRow): string => cellsOf(headers, row.cells)('sku');
      if (rows.length === 1) {
        const added = [skuOf(first) || head('slug'), '', 'simple', ...about];
        emit(buildRow(context, first.cells, { added, axes: axesOf(first) }), first.line);
        return;
      }
      const model = head('slug') || head('name');
      emit(
        buildRow(context, first.cells, {
          keep: (header) => ofProduct.has(header),
          added: [model, '', 'model', ...about],
          axes: noAxes,
        }),
        -first.line,
      );
      for (const row of rows) {
        const axes = axesOf(row);
        emit(
          buildRow(context, row.cells, {
            keep: (header) => !ofProduct.has(header),
            added: [skuOf(row) || [model, ...axes.values()].join('-'), model, 'variant', '', ''],
            axes,
          }),
          row.line,
        );
      }
    };
    return {
      feed(cells, line) {
        if (cellsOf(headers, cells)('name') !== '' || held.length >= MOST_VARIANTS) handOn();
        held.push({ cells, line });
      },
      end: handOn,
      continued: 0,
    };
  },
};
