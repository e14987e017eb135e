import { buildRow, noAxes, type ShapeDefinition } from './shape.ts';

/**
 * Akeneo's product models: every row is one, whether or not its variants are known yet, and may name the model above
 * it. The variants are rows of the products' file, which names its parents itself
 * (https://docs.akeneo.com/latest/import_and_export_data/formats/product-model-data.html).
 */
export const akeneo: ShapeDefinition = {
  fits: (headers) => ['code', 'family_variant', 'parent'].every((header) => headers.includes(header)),
  added: ['type'],
  survey: () => ({ axes: [] }),
  open(context) {
    return {
      feed: (cells, line) => context.emit(buildRow(context, cells, { added: ['model'], axes: noAxes }), line),
      end: () => undefined,
      continued: 0,
    };
  },
};
