import type { firstLookFr } from './first-look.fr';

export const firstLookEn: typeof firstLookFr = {
  firstLook: {
    title: 'Compare your suppliers’ files',
    intro:
      'Drop them as they came, one of each supplier. There is nothing to set up, and nothing is written to the catalogue before you say so.',
    drop: 'Drop your files here, or click to choose them',
    dropHint: 'CSV, Excel, XML or JSON, also as ZIP or GZIP; up to 20 files',
    received: 'received',
    remove: 'Take {name} off the list',
    sendingFile: 'Sending {name}',
    uploading: 'Sending…',
    start: '{count, plural, =0 {Compare} one {Look at this file} other {Compare these # files}}',
    tooMany: '{count} files at most at a time: take some off.',
    others: 'Compare other files',
    resultTitle: '{count, plural, one {What your file says} other {What your # files say}}',
    nothingWritten: 'Nothing is written to the catalogue.',
    taken: 'These files are imported into your catalogue.',
    partlyTaken: 'Some of these files are imported into your catalogue.',
    status: {
      queued: 'Waiting for its turn',
      reading: 'Reading the files',
      comparing: 'Comparing the products',
    },
    progress: 'Progress',
    toRead: 'to be read',
    unread: 'unreadable',
    rowsRead: '{count, plural, one {# row read} other {# rows read}}',
    figures: {
      distinct: 'distinct products',
      shared: 'sold by several suppliers',
      saving: 'between the highest and the cheapest',
      wrongGtins: 'wrong EANs',
      withoutImage: 'products without picture',
      rejected: 'rejected rows',
    },
    savings: 'Buying where it is cheapest',
    noSavings:
      'No product has prices of two suppliers that can be compared: one currency, one kind of price, with tax or without.',
    saved: '{least} to {most} saved on one piece of each product compared',
    reckoned:
      '{count, plural, one {# product has} other {# products have}} a price of several suppliers ({kind}). One piece of each costs {cheapest} at the lowest price, {second} at the second lowest and {highest} at the highest. What is saved is the difference to the lowest price, without quantities and without carriage.',
    priceKinds: {
      cost: 'purchase price without tax',
      saleWithTax: 'price as given, with tax',
      saleWithoutTax: 'price as given, without tax',
    },
    bestSavings: 'The widest gaps, the cheapest offer first',
    doubtful:
      '{count, plural, one {# product has prices} other {# products have prices}} more than five times apart: most likely another pack. They are not counted.',
    doubtfulExamples: 'Doubtful gaps',
    product: 'Product',
    offers: 'Price by supplier',
    untitled: '(no name)',
    disagreements: 'Where your suppliers do not say the same',
    disagreementsHint:
      'Of the products that several suppliers describe. Accents, capitals and punctuation do not count.',
    nothingCompared: 'No product is described by two suppliers.',
    differing: {
      title:
        'Names: {differing, plural, one {# product differs} other {# products differ}} of {compared, number}',
      brand:
        'Brands: {differing, plural, one {# product differs} other {# products differ}} of {compared, number}',
      mpn: 'Part numbers: {differing, plural, one {# product differs} other {# products differ}} of {compared, number}',
      weight:
        'Weights: {differing, plural, one {# product differs} other {# products differ}} of {compared, number}',
    },
    line: 'line {line}',
    wrongGtins: 'Wrong EANs',
    noWrongGtins: 'No wrong EAN.',
    repaired:
      '{count, plural, one {# EAN had lost its leading zeros; they are put back.} other {# EANs had lost their leading zeros; they are put back.}}',
    wrongCount: '{count, plural, one {# wrong EAN} other {# wrong EANs ({shown} shown)}}',
    lineHeading: 'Line',
    cell: 'In the file',
    why: 'What is wrong',
    withoutImage: 'Products without picture',
    withoutImageCount:
      '{count, plural, one {# product has} other {# products have}} no picture in any file ({share}). For example:',
    files: 'File by file',
    tab: 'tab',
    columns: 'Columns understood',
    column: 'column {column}',
    ignored: '{count, plural, one {# column ignored} other {# columns ignored}}',
    rejectedRows: '{count, plural, one {# rejected row} other {# rejected rows}}',
    counts: {
      read: 'rows read',
      rejected: 'rejected',
      products: 'products',
      repeated: 'repeated rows',
      shared: 'also sold by others',
      cheapest: 'times the cheapest',
      withoutGtin: 'rows without EAN',
      withoutImage: 'products without picture',
    },
    failures: {
      noMatchKey:
        'No column tells which product a row is: no EAN, no reference, no brand with part number. Import this file by itself to name its columns.',
      empty: 'The file is empty.',
      withoutRows: 'The file has headings but no rows.',
      sameFile: 'The same content as {name}: this file is left out.',
    },
    take: 'Make this my catalogue',
    takeTitle: 'Make this your catalogue',
    takeHint:
      'A supplier is opened for each file, and the file is imported with the columns above. Each import can be undone.',
    supplierOf: 'Supplier of {name}',
    seeImport: 'See the import',
  },
};
