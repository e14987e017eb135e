import { colors, text, type Text } from './families/family.ts';

interface DemoAttribute {
  readonly code: string;
  readonly name: Text;
  /** Code of the unit of a measure. */
  readonly unit?: string;
  /** Code -> name of what is chosen from. With neither of the two it is a number. */
  readonly options?: Readonly<Record<string, Text>>;
}

const named = (list: Readonly<Record<string, readonly [fr: string, en: string]>>): Record<string, Text> =>
  Object.fromEntries(Object.entries(list).map(([code, [fr, en]]) => [code, text(fr, en)]));

/** What the families have beside the fields that every product has. */
export const attributes: readonly DemoAttribute[] = [
  {
    code: 'color',
    name: text('Couleur', 'Colour'),
    options: Object.fromEntries(Object.entries(colors).map(([code, { name }]) => [code, name])),
  },
  { code: 'net_weight', name: text('Poids net', 'Net weight'), unit: 'g' },
  { code: 'bags', name: text('Nombre de sachets', 'Number of bags') },
  { code: 'infusion_time', name: text('Temps d’infusion', 'Infusion time'), unit: 'min' },
  { code: 'water_temperature', name: text('Température de l’eau', 'Water temperature'), unit: 'degC' },
  { code: 'capacity', name: text('Contenance', 'Capacity'), unit: 'l' },
  { code: 'power', name: text('Puissance', 'Power'), unit: 'W' },
  { code: 'overall_length', name: text('Longueur totale', 'Overall length'), unit: 'mm' },
  {
    code: 'handle_material',
    name: text('Matière du manche', 'Handle material'),
    options: named({
      wood: ['Bois', 'Wood'],
      composite: ['Composite', 'Composite'],
      steel: ['Acier', 'Steel'],
    }),
  },
  {
    code: 'bicycle_use',
    name: text('Usage du vélo', 'Bicycle use'),
    options: named({
      city: ['Ville', 'City'],
      touring: ['Randonnée', 'Touring'],
      gravel: ['Gravel', 'Gravel'],
      mountain: ['Tout-terrain', 'Mountain'],
      road: ['Route', 'Road'],
    }),
  },
  { code: 'pages', name: text('Nombre de pages', 'Number of pages') },
  {
    code: 'ruling',
    name: text('Réglure', 'Ruling'),
    options: named({
      lined: ['Ligné', 'Lined'],
      squared: ['Quadrillé', 'Squared'],
      dotted: ['Pointillé', 'Dotted'],
      plain: ['Uni', 'Plain'],
    }),
  },
  { code: 'page_width', name: text('Largeur de page', 'Page width'), unit: 'mm' },
  { code: 'page_height', name: text('Hauteur de page', 'Page height'), unit: 'mm' },
];

/** Attribute -> code of an option -> its name; only of those that are chosen from options. */
export const optionNames: Readonly<Record<string, Readonly<Record<string, Text>>>> = Object.fromEntries(
  attributes.flatMap(({ code, options }) => (options ? [[code, options] as const] : [])),
);
