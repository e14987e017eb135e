import { ean } from './looks.ts';

/** What one supplier says of one product. */
interface Offered {
  readonly product: number;
  readonly title: string;
  readonly brand: string;
  /** In cents. */
  readonly cents: number;
  readonly weight: number;
  readonly image: string;
}

export interface Shop {
  readonly name: string;
  readonly content: string | Buffer;
  readonly offers: readonly Offered[];
}

const PRODUCTS = 400;
const letters = ['Perceuse', 'Scie', 'Marteau', 'Clé', 'Lame', 'Foret', 'Étau'];

/** Three suppliers who share part of their products and do not say the same of them, in three forms of file. */
export function writeShops(): Shop[] {
  const offersOf = (shop: number): Offered[] =>
    Array.from({ length: PRODUCTS }, (_, product) => product)
      .filter((product) => product % (shop + 2) === 0 || product % 7 === shop)
      .map((product) => ({
        product,
        title: `${letters[product % 7]!} ${product}${(product * (shop + 1)) % 11 === 3 ? ' pro' : ''}`,
        // Capitals alone are no disagreement.
        brand:
          shop === 1
            ? `MARQUE ${product % 5}`
            : `Marque ${product % 5 === 2 && shop === 2 ? 'autre' : product % 5}`,
        cents: 1_000 + product * 10 + ((product * 37 + shop * 101) % 500),
        weight: product % 13 === shop ? 2 : 1,
        image: product % 3 === shop ? `p${product}.jpg` : '',
      }));
  const euros = (cents: number, mark: string): string =>
    `${Math.floor(cents / 100)}${mark}${String(cents % 100).padStart(2, '0')}`;
  const [nord, sud, est] = [offersOf(0), offersOf(1), offersOf(2)];
  return [
    {
      name: 'nord.csv',
      offers: nord,
      content: Buffer.from(
        [
          'Réf;Code EAN;Désignation;Marque;Prix d’achat HT;Poids (kg);Image'.replace('’', "'"),
          ...nord.map(
            (o) =>
              `N${o.product};${ean(o.product)};${o.title};${o.brand};${euros(o.cents, ',')};${o.weight};${o.image}`,
          ),
        ].join('\r\n'),
        'latin1',
      ),
    },
    {
      name: 'sud.csv',
      offers: sud,
      content: [
        'sku,ean,name,brand,cost,weight (g),image',
        ...sud.map(
          (o) =>
            `S-${o.product},${ean(o.product)},${o.title},${o.brand},${euros(o.cents, '.')},${o.weight * 1_000},${o.image}`,
        ),
      ].join('\n'),
    },
    {
      name: 'est.jsonl',
      offers: est,
      content: est
        .map((o) =>
          JSON.stringify({
            reference: `E${o.product}`,
            gtin: ean(o.product),
            title: o.title,
            brand: o.brand,
            cost: euros(o.cents, '.'),
            weight: `${o.weight} kg`,
            image: o.image,
          }),
        )
        .join('\n'),
    },
  ];
}

/** The figures of a look, summed up over the rows themselves. */
export function reckonLook(shops: readonly Shop[]) {
  const byProduct = Map.groupBy(
    shops.flatMap(({ offers }, index) => offers.map((offer) => ({ ...offer, file: index + 1 }))),
    ({ product }) => product,
  );
  const products = [...byProduct.values()];
  const shared = products.filter((offers) => offers.length > 1);
  const priced = shared.map((offers) => offers.map(({ cents }) => cents).sort((a, b) => a - b));
  const money = (cents: number): string => (cents / 100).toFixed(2);
  const total = (pick: (cents: number[]) => number): number =>
    priced.reduce((sum, cents) => sum + pick(cents), 0);
  const [cheapest, second, highest] = [total((c) => c[0]!), total((c) => c[1]!), total((c) => c.at(-1)!)];
  const differ = (pick: (offer: Offered) => unknown): [number, number] => [
    shared.length,
    shared.filter((offers) => new Set(offers.map(pick)).size > 1).length,
  ];
  return {
    products: {
      distinct: products.length,
      shared: shared.length,
      withoutImage: products.filter((offers) => offers.every(({ image }) => image === '')).length,
    },
    savings: [
      {
        currency: 'EUR',
        basis: 'cost',
        taxIncluded: null,
        products: shared.length,
        cheapest: money(cheapest),
        second: money(second),
        highest: money(highest),
        savedOverSecond: money(second - cheapest),
        savedOverHighest: money(highest - cheapest),
      },
    ],
    differing: {
      title: differ(({ title }) => title),
      brand: differ(({ brand }) => brand.toLowerCase()),
      mpn: [0, 0],
      weight: differ(({ weight }) => weight),
    },
    files: shops.map(({ offers }, index) => ({
      file: index + 1,
      products: offers.length,
      repeated: 0,
      shared: offers.filter(({ product }) => byProduct.get(product)!.length > 1).length,
      withoutImage: offers.filter(({ image }) => image === '').length,
      cheapest: shared.filter((all) => {
        const own = all.find(({ file }) => file === index + 1);
        return own && all.every((other) => other === own || other.cents > own.cents);
      }).length,
    })),
  };
}
