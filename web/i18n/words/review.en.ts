import type { reviewFr } from './review.fr';

export const reviewEn: typeof reviewFr = {
  review: {
    title: 'To decide',
    empty: 'Nothing waits for you.',
    own: 'Our own catalogue',
    rows: '{count, plural, one {# row to decide} other {# rows to decide}}',
    kinds: { held: 'Held', planned: 'To be confirmed', rows: 'Rows to decide' },
    rowsTitle: 'Rows to decide',
    rowsHint:
      'Their codes do not mean one product. What you say is remembered: later files with the same codes are read by it.',
    allOpen: '{count, plural, =0 {All shown rows are decided.} one {The open row:} other {The # open rows:}}',
    chooseOnly: 'Choose where there is only one product',
    createAll: 'Make new products',
    ignoreAll: 'Ignore',
    forget: 'Decide anew',
    send: '{count, plural, =0 {Send the decisions} one {Send # decision} other {Send # decisions}}',
    line: 'Line {line}',
    itIs: 'It is',
    by: 'by {code}',
    create: 'Make a new product',
    ignore: 'Ignore the row',
    codes: {
      supplierReference: 'supplier’s reference',
      gtin: 'EAN',
      sku: 'SKU',
      brand: 'brand',
      mpn: 'manufacturer’s reference',
      title: 'name',
      brandMpn: 'brand and manufacturer’s reference',
    },
  },
  guard: {
    rows_fell:
      'The file has {rows, number} rows; the last ones had about {usual, number}. It may have been cut: ask for the whole file, or confirm it.',
    column_vanished: 'The column “{name}” of the last file is not in this one.',
    column_changed:
      'The values of “{name}” do not look like those of the last file; columns may have been swapped.',
    prices_moved:
      '{rows, number} prices ({share, number, ::percent} of the rows) change by more than half, most of them to {medianRatio, number, ::.#} times what they were; the currency or the decimal sign may be wrong.',
    rows_new_jumped:
      '{created, number} rows ({share, number, ::percent}) are new products; usually it is {usual, number, ::percent}. References may have changed, or it is another list.',
    references_changed:
      '{rows, number} rows bring another reference for a product that was found by its EAN; rename the supplier’s references first, or confirm them as further offers.',
  },
};
