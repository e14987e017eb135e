import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../platform/errors.ts';
import type { Detection } from '../reading/open-file.ts';
import { suggestMapping, type Mapping, type MappingRequest } from './suggest-mapping.ts';

function detectionOf(headers: readonly string[] | null, sample: readonly string[][] = []): Detection {
  const columns = headers?.length ?? sample[0]?.length ?? 0;
  const headerRow = headers ? 1 : null;
  return { encoding: 'utf-8', delimiter: ';', headerRow, headers, columns, sample };
}

function suggest(
  headers: readonly string[] | null,
  sample: readonly string[][] = [],
  more: Partial<MappingRequest> = {},
): Mapping {
  return suggestMapping({
    detection: detectionOf(headers, sample),
    own: false,
    given: [],
    defaults: { currency: 'EUR', locale: 'fr-FR' },
    pricesIncludeTax: true,
    ...more,
  });
}

const pairs = (mapping: Mapping): Record<string, string> =>
  Object.fromEntries(mapping.columns.map((c) => [c.header ?? c.column, c.field.name]));

/** A heading beside one that is a key already, so that any field may come out. */
function fieldOf(header: string, more: Partial<MappingRequest> = {}): string | null {
  const given = [{ field: 'sku', column: 'zz' }];
  const found = suggest([header, 'zz'], [], { given, ...more }).columns.find((c) => c.column === 1);
  return found?.field.name ?? null;
}

const headings: Record<string, string> = {
  gtin: 'EAN|ean13|EAN-13|Code EAN|Code-barres|Code à barres|CodeBarre|GTIN/EAN|UPC|UPC-A|EAN (13)|EAN *|N° EAN|Numéro EAN|EAN article|Product EAN|Barcode (EAN)|Gencod|Strichcode|Artikel-EAN|EAN-Nr.|eanCode|ISBN-13|Variant Barcode',
  supplierReference:
    "Réf.|REF|Référence|RÉFÉRENCE|Réf. article|Référence produit|Référence fournisseur|Code article|Code Article Fournisseur|N° article|Numéro d’article|N° d'article|Art.-Nr.|Artikel-Nr.|Artikelnummer|Artikel Nummer|Bestell-Nr.|Lieferanten-Art.-Nr.|Materialnummer|Item No.|Item #|Item Number|Part #|SKU|SKU*|Variant SKU|Reference #|supplier_ref|Vendor SKU|Product Code",
  mpn: 'MPN|Réf. fabricant|Référence constructeur|Manufacturer Part Number|Mfr Part No|Mfg Part #|Hersteller-Artikelnummer|Hersteller-Nr.|Google Shopping / MPN',
  title:
    'Nom|Name *|Titre|Désignation|DESIGNATION|Libellé|Libellé article|Intitulé|Nom du produit|Product Name|Bezeichnung|Artikelbezeichnung|Produktname|Titre FR|Désignation commerciale|name-fr_FR',
  description:
    'Description|Description longue|Long Description|Produktbeschreibung|Langtext|Body (HTML)|Descriptif|Détails|Texte long',
  shortDescription: 'Short description|Description courte|Kurzbeschreibung|Résumé|Kurztext|short_description',
  brand:
    'Marque|Brand|Marke|Hersteller|Fabricant|Laboratoire|Vendor|Manufacturer|Manufacturer Name|Marque / Fabricant',
  category:
    'Catégorie|Categories (x;y;z...)|Kategorie|Warengruppe|Rayon|Sous-famille|Univers|Product Category|Catégorie 1',
  'price.sale:EUR':
    'Prix|Prix TTC|Prix TTC (€)|Prix HT|PU HT|P.U. HT|Tarif public TTC|PPTTC|PVC TTC|Price|Regular price|price-EUR|Prix EUR|PRIX €|VK brutto|Verkaufspreis|Variant Price|Prix de vente TTC|Price excl. VAT|Price (incl. tax)',
  'price.sale:USD': 'price (USD)|price_usd|price-USD|Price $',
  'price.special:EUR': 'Sale price|Prix promo|Aktionspreis|Prix promo TTC|salePrice',
  'price.rrp:EUR':
    'RRP|UVP|UVP inkl. MwSt.|MSRP|Prix conseillé|Prix de vente conseillé TTC|RRP inc. VAT|Prix barré|PPC TTC',
  'cost:EUR':
    "Prix d'achat|Prix d’achat HT|prix_achat|PA HT|PAHT|P.A. HT|Net HT|Prix net|EK|EK netto|Netto-EK|Einkaufspreis (netto)|Nettopreis|Wholesale price|Cost|Unit Cost|Your price|Dealer Price|purchasePrice|Cost per item",
  offerStock:
    'Stock|Qté|Quantité|Qté en stock|Stock disponible|Bestand|Lagerbestand|Qty Available|stockOnHand|QtyOnHand|stock_qty|Variant Inventory Qty',
  weight: 'Poids|Poids (kg)|Poids en g|Weight kg|Gewicht in g|Weight (g)|Variant Grams|Poids brut',
  length: 'Longueur|Length (cm)|Länge|Profondeur|Depth',
  'attribute.color': 'Couleur|Color|Colour|Farbe|Coloris|Farbton',
  'attribute.size': 'Taille|Size|Größe|Pointure',
  leadTimeDays: 'Délai (jours)|Délai de livraison|Lead time (days)|Lieferzeit (Tage)',
  minQuantity: 'MOQ|Qté min|Minimum de commande|Min Order Qty|Mindestbestellmenge|Minimal quantity',
  packQuantity: 'Conditionnement|PCB|VPE|Colisage|Pack Size|Case Qty',
  'title@en-GB': 'title-en_GB|name (en_GB)',
  'description/print': 'description-fr_FR-print',
  'description@de-DE/ecommerce': 'description-de_DE-ecommerce',
};
for (const [field, list] of Object.entries(headings)) {
  test(`headings of ${field}`, () => {
    for (const header of list.split('|')) assert.equal(fieldOf(header), field, header);
  });
}

test('headings that name nothing we keep', () => {
  for (const header of [
    'TVA',
    'Fournisseur',
    'In stock?',
    'Size M',
    'constructor',
    '__proto__',
    'x'.repeat(5_000),
  ])
    assert.equal(fieldOf(header), null, header);
  assert.equal(fieldOf('price constructor'), null);
});

test('what a row is a variant of, and a type that is one of ours and no kind of goods', () => {
  for (const header of ['Parent', 'Référence parent', 'parent_sku'])
    assert.equal(fieldOf(header), 'parent', header);
  const typed = (...values: string[]) =>
    pairs(
      suggest(
        ['EAN', 'Type'],
        values.map((value) => ['', value]),
      ),
    )['Type'];
  assert.equal(typed('variable', 'variation', 'simple, virtual'), 'type');
  assert.equal(typed('shoes', 'shirts'), undefined);
});

test('with --own the reference is our SKU and the stock ours; of a supplier they are his', () => {
  const headers = ['Reference', 'Stock', 'EK'];
  assert.deepEqual(pairs(suggest(headers, [], { own: true })), {
    Reference: 'sku',
    Stock: 'stock',
    EK: 'price.cost:EUR',
  });
  assert.deepEqual(pairs(suggest(headers)), {
    Reference: 'supplierReference',
    Stock: 'offerStock',
    EK: 'cost:EUR',
  });
});

test('HT beside TTC is what we pay; alone it is the price without tax, and said to be assumed', () => {
  assert.deepEqual(pairs(suggest(['EAN', 'Prix HT', 'Prix TTC'])), {
    EAN: 'gtin',
    'Prix HT': 'cost:EUR',
    'Prix TTC': 'price.sale:EUR',
  });
  const alone = suggest(['EAN', 'Prix HT']);
  assert.equal(alone.columns[1]!.priceIncludesTax, false);
  assert.deepEqual(
    alone.warnings.map((w) => w.code),
    ['price.meaning_assumed'],
  );
  assert.deepEqual(suggest(['EAN', 'Prix TTC']).warnings, []);
  assert.deepEqual(suggest(['EAN', "Prix d'achat"]).warnings, []);
});

test('a price without a currency in its heading has the one its amounts name', () => {
  const rows = [
    ['A1', '$ 12.50'],
    ['A2', '$3.00'],
  ];
  assert.deepEqual(pairs(suggest(['SKU', 'Price'], rows)), {
    SKU: 'supplierReference',
    Price: 'price.sale:USD',
  });
});

test('values tell a GTIN where no heading does', () => {
  const rows = [
    ['x', '3400949497294'],
    ['y', '3400949497706'],
    ['z', '3400933208639'],
  ];
  assert.deepEqual(pairs(suggest(null, rows)), { 2: 'gtin' });
  assert.deepEqual(pairs(suggest(['Colonne A', 'Colonne B'], rows)), { 'Colonne B': 'gtin' });
  assert.equal(suggest(null, rows).columns[0]!.confidence, 'guess');
});

test('a heading that promises numbers above words is not taken', () => {
  const mapping = suggest(
    ['EAN', 'Conditionnement'],
    [
      ['3400949497294', 'plaquette de 30'],
      ['3400949497706', 'boîte'],
    ],
  );
  assert.deepEqual(mapping.ignored, ['Conditionnement']);
});

test('of two columns for one field the better heading wins, of equal ones the fuller', () => {
  assert.deepEqual(pairs(suggest(['Product Code', 'SKU'])), { SKU: 'supplierReference' });
  const mapping = suggest(
    ['Name', 'Name (EN)', 'EAN'],
    [
      ['', 'Chair', ''],
      ['', 'Table', ''],
    ],
  );
  assert.deepEqual(mapping.ignored, ['Name (EN)']);
  const twins = suggest(
    ['Réf', 'EAN', 'EAN'],
    [
      ['1', '', '3400949497294'],
      ['2', '', '3400949497706'],
    ],
  );
  assert.deepEqual(
    twins.columns.map((c) => c.column),
    [1, 3],
  );
});

test('an id that several rows share is no key of a row', () => {
  const rows = [
    ['7', '3400949497294'],
    ['7', '3400949497706'],
  ];
  assert.deepEqual(pairs(suggest(['Product ID', 'EAN'], rows)), { EAN: 'gtin' });
  assert.deepEqual(
    pairs(
      suggest(
        ['Product ID', 'EAN'],
        [
          ['7', ''],
          ['8', ''],
        ],
      ),
    ),
    { 'Product ID': 'supplierReference', EAN: 'gtin' },
  );
});

test('--map: by heading, by folded heading, by number; it outranks what is suggested', () => {
  const given = [
    { field: 'title', column: 'DESIGNATION' },
    { field: 'attribute.origin', column: '3' },
    { field: 'price', column: 'Tarif' },
  ];
  const mapping = suggest(['Réf', 'Désignation', 'Pays', 'Tarif', 'Prix TTC', 'Nom'], [], { given });
  assert.deepEqual(pairs(mapping), {
    Réf: 'supplierReference',
    Désignation: 'title',
    Pays: 'attribute.origin',
    Tarif: 'price.sale:EUR',
  });
  assert.deepEqual(mapping.ignored, ['Prix TTC', 'Nom']);
  assert.equal(mapping.columns[1]!.confidence, 'given');
});

const failure = (run: () => unknown): { code: string; message: string } => {
  try {
    run();
  } catch (error) {
    assert.ok(isAppError(error), String(error));
    return error;
  }
  throw new Error('nothing was thrown');
};

test('a mapping that cannot be is one clear error', () => {
  const map = (field: string, column: string) => () =>
    suggest(['Réf', 'Nom'], [], { given: [{ field, column }] });
  const missing = failure(map('gtin', 'Code EAN'));
  assert.equal(missing.code, 'imports.no_such_column');
  assert.match(missing.message, /"Code EAN".*Réf, Nom/);
  assert.equal(failure(map('gtin', '3')).code, 'imports.no_such_column');
  assert.match(failure(map('gtim', 'Nom')).message, /Did you mean gtin/);
  assert.equal(failure(map('seo.slug', 'Nom')).code, 'imports.invalid');
  assert.match(failure(map('constructor', 'Nom')).message, /no field "constructor"/);
  const twice = [
    { field: 'title', column: '1' },
    { field: 'title', column: '2' },
  ];
  assert.match(
    failure(() => suggest(['Réf', 'Nom'], [], { given: twice })).message,
    /two columns for the field "title"/,
  );
  const keyless = failure(() => suggest(['Nom', 'Prix']));
  assert.equal(keyless.code, 'imports.no_match_key');
  assert.match(keyless.message, /Nom, Prix/);
  assert.equal(failure(() => suggest(['Marque', 'Nom'])).code, 'imports.no_match_key');
  assert.deepEqual(pairs(suggest(['Marque', 'MPN'])), { Marque: 'brand', MPN: 'mpn' });
});
