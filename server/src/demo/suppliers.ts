import { chance } from './dice.ts';

/** In the order in which they are imported, and in which their values stand before those of others. */
export const supplierKeys = ['velmora', 'ostrelle', 'northquay', 'brunnwald'] as const;
export type SupplierKey = (typeof supplierKeys)[number];

export interface DemoSupplier {
  readonly key: SupplierKey;
  readonly name: string;
  /** Of his file. */
  readonly file: string;
  /** Of his references. */
  readonly prefix: string;
  /** What he asks, against the others. */
  readonly dearness: number;
  readonly leadDays: readonly [least: number, most: number];
  /** Pieces that he sells together; his cost is that of all of them. */
  readonly packs: readonly number[];
  /** Packs that he sells at least. */
  readonly minimums: readonly number[];
  /** What is said when he is opened. */
  readonly answers: {
    readonly currency: 'EUR';
    readonly locale: 'fr-FR' | 'en-GB';
    readonly price_meaning: 'cost';
    readonly prices_include_tax: true;
    readonly new_product_status: 'active';
  };
}

const answers = (locale: 'fr-FR' | 'en-GB'): DemoSupplier['answers'] => ({
  currency: 'EUR',
  locale,
  price_meaning: 'cost',
  prices_include_tax: true,
  new_product_status: 'active',
});

export const suppliers: Readonly<Record<SupplierKey, DemoSupplier>> = {
  velmora: {
    key: 'velmora',
    name: 'Comptoir Velmora',
    file: 'comptoir-velmora.csv',
    prefix: 'CV-',
    dearness: 1,
    leadDays: [2, 6],
    packs: [1],
    minimums: [1, 6, 12],
    answers: answers('fr-FR'),
  },
  ostrelle: {
    key: 'ostrelle',
    name: 'Ostrelle Distribution',
    file: 'ostrelle-distribution.xml',
    prefix: 'OST',
    dearness: 1.04,
    leadDays: [1, 4],
    packs: [1],
    minimums: [1, 4],
    answers: answers('fr-FR'),
  },
  northquay: {
    key: 'northquay',
    name: 'Northquay Wholesale',
    file: 'northquay-wholesale.csv',
    prefix: 'NQ/',
    dearness: 0.93,
    leadDays: [8, 21],
    packs: [10, 24],
    minimums: [1],
    answers: answers('en-GB'),
  },
  brunnwald: {
    key: 'brunnwald',
    name: 'Lagerhaus Brunnwald',
    file: 'lagerhaus-brunnwald.tsv',
    prefix: '77',
    dearness: 0.98,
    leadDays: [3, 12],
    packs: [1, 5],
    minimums: [1],
    answers: answers('fr-FR'),
  },
};

/** Every product is one of Velmora's or Ostrelle's, which have texts; three in four are sold by several. */
export function sells(supplier: SupplierKey, index: number): boolean {
  const velmora = chance(index, 'velmora') < 0.62;
  switch (supplier) {
    case 'velmora':
      return velmora;
    case 'ostrelle':
      return !velmora || chance(index, 'ostrelle') < 0.35;
    case 'northquay':
      return chance(index, 'northquay') < 0.45;
    case 'brunnwald':
      return chance(index, 'brunnwald') < 0.4;
  }
}
