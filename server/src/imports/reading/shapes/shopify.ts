import { buildRow, cellsOf, MOST_VARIANTS, noAxes, type HeldRow, type ShapeDefinition } from './shape.ts';

const OPTIONS = [1, 2, 3];
/** What Shopify calls the only variant of a product without options. */
const ONLY_VARIANT = 'Default Title';
const ofVariant = (header: string): boolean => header.startsWith('Variant ') || header === 'Cost per item';

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/**
 * Shopify's product file: rows of one product follow each other under its handle, the first one describes it, each
 * with an option or a price is a variant, the others bring further pictures
 * (https://help.shopify.com/en/manual/products/import-export/using-csv).
 */
export const shopify: ShapeDefinition = {
  fits: (headers) => ['Handle', 'Option1 Name', 'Option1 Value'].every((header) => headers.includes(header)),
  added: ['reference', 'parent', 'type'],
  survey: (cell) => ({
    axes: OPTIONS.map((n) => cell(`Option${n} Name`)).filter(
      (name, i) => name !== '' && !isOnly(cell, i + 1),
    ),
  }),
  open(context) {
    const { headers, emit } = context;
    let held: HeldRow[] = [];
    let handle = '';
    let continued = 0;
    const cellOf = (row: HeldRow): ((header: string) => string) => cellsOf(headers, row.cells);
    const handOn = (): void => {
      const rows = held;
      held = [];
      const first = rows[0];
      if (!first) return;
      const head = cellOf(first);
      const variants = rows.filter(
        (row) => row === first || cellOf(row)('Option1 Value') !== '' || cellOf(row)('Variant Price') !== '',
      );
      continued += rows.length - variants.length;
      const pictures = [...new Set(rows.map((row) => cellOf(row)('Image Src')).filter((src) => src !== ''))];
      const imageAt = headers.indexOf('Image Src');
      const withPictures = (cells: string[], names: readonly string[]): string[] =>
        imageAt < 0 ? cells : cells.with(imageAt, names.join('|'));
      const axesOf = (row: HeldRow): Map<string, string> => {
        const own = cellOf(row);
        return new Map(
          OPTIONS.filter((n) => !isOnly(own, n)).map((n) => [
            head(`Option${n} Name`),
            own(`Option${n} Value`),
          ]),
        );
      };
      if (variants.length === 1) {
        const added = [head('Variant SKU') || handle, '', 'simple'];
        emit(
          withPictures(buildRow(context, first.cells, { added, axes: axesOf(first) }), pictures),
          first.line,
        );
        return;
      }
      const model = buildRow(context, first.cells, {
        keep: (header) => !ofVariant(header) && !header.startsWith('Option'),
        added: [handle, '', 'model'],
        axes: noAxes,
      });
      emit(withPictures(model, pictures), -first.line);
      for (const row of variants) {
        const own = cellOf(row);
        const axes = axesOf(row);
        const reference =
          own('Variant SKU') || [handle, ...[...axes.values()].map(slug)].filter(Boolean).join('-');
        const cells = row.cells.slice();
        // Whether it is for sale is said once for all variants.
        for (const header of ['Published', 'Status']) {
          const at = headers.indexOf(header);
          if (at >= 0) cells[at] = head(header);
        }
        const variant = buildRow(context, cells, {
          keep: (header) => ofVariant(header) || header === 'Published' || header === 'Status',
          added: [reference, handle, 'variant'],
          axes,
        });
        emit(withPictures(variant, [own('Variant Image')].filter(Boolean)), row.line);
      }
    };
    return {
      feed(cells, line) {
        const named = cellsOf(headers, cells)('Handle');
        if (named !== handle || held.length >= MOST_VARIANTS) {
          handOn();
          handle = named;
        }
        held.push({ cells, line });
      },
      end: handOn,
      get continued() {
        return continued;
      },
    };
  },
};

const isOnly = (cell: (header: string) => string, n: number): boolean =>
  n === 1 && cell('Option1 Value') === ONLY_VARIANT;
