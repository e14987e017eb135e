import { buildRow, cellsOf, type ShapeDefinition } from './shape.ts';

/** `sku=MH01-XS,size=XS,color=Black|sku=…`: the variants of a configurable row, with what tells them apart. */
function variationsOf(text: string): Map<string, string>[] {
  return text
    .split('|')
    .map(
      (entry) =>
        new Map(
          entry.split(',').flatMap((pair): [string, string][] => {
            const at = pair.indexOf('=');
            return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
          }),
        ),
    )
    .filter((variation) => (variation.get('sku') ?? '') !== '');
}

/** `color=Black,size=XS,…` of one row. */
const attributesOf = (text: string): ReadonlyMap<string, string> =>
  variationsOf(`sku=-,${text}`)[0] ?? new Map();

/**
 * Magento's (Adobe Commerce) product file: variants are rows of their own that know nothing of their parent, which
 * stands anywhere in the file and lists them
 * (https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-transfer-create-product-variations).
 */
export const magento: ShapeDefinition = {
  fits: (headers) =>
    ['sku', 'product_type', 'configurable_variations'].every((header) => headers.includes(header)),
  added: ['parent', 'type'],
  survey(cell) {
    const variations = variationsOf(cell('configurable_variations'));
    const axes = new Set(
      variations.flatMap((variation) => [...variation.keys()].filter((key) => key !== 'sku')),
    );
    return {
      axes: [...axes],
      parents: new Map(variations.map((variation) => [variation.get('sku')!, cell('sku')])),
    };
  },
  open(context) {
    const { headers, emit, parents, shape } = context;
    return {
      feed(cells, line) {
        const cell = cellsOf(headers, cells);
        const parent = parents.get(cell('sku')) ?? '';
        const own = attributesOf(cell('additional_attributes'));
        const axes = new Map(shape.axes.map((axis) => [axis, parent === '' ? '' : (own.get(axis) ?? '')]));
        const type = cell('configurable_variations') !== '' ? 'model' : parent === '' ? 'simple' : 'variant';
        emit(
          buildRow(context, cells, {
            keep: (header) => header !== 'product_type',
            added: [parent, type],
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
