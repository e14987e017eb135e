import { colors, text, type Text } from './families/family.ts';

interface DemoAttribute {
  readonly code: string;
  readonly name: Text;
  /** Code of the unit for a measure, `number`, or the options. */
  readonly values: { readonly unit: string } | 'number' | Readonly<Record<string, Text>>;
}

const options = (list: Readonly<Record<string, readonly [fr: string, en: string]>>): Record<string, Text> =>
  Object.fromEntries(Object.entries(list).map(([code, [fr, en]]) => [code, text(fr, en)]));

/** What the families have beside the fields that every product has. */
export const attributes: readonly DemoAttribute[] = [
  {
    code: 'color',
    name: text('Couleur', 'Colour'),
    values: Object.fromEntries(Object.entries(colors).map(([code, { name }]) => [code, name])),
  },
  { code: 'net_weight', name: text('Poids net', 'Net weight'), values: { unit: 'g' } },
  { code: 'bags', name: text('Nombre de sachets', 'Number of bags'), values: 'number' },
  { code: 'infusion_time', name: text('Temps d’infusion', 'Infusion time'), values: { unit: 'min' } },
  { code: 'water_temperature', name: text('Température de l’eau', 'Water temperature'), values: { unit: 'degC' } },
  { code: 'capacity', name: text('Contenance', 'Capacity'), values: { unit: 'l' } },
  { code: 'power', name: text('Puissance', 'Power'), values: { unit: 'W' } },
  { code: 'overall_length', name: text('Longueur totale', 'Overall length'), values: { unit: 'mm' } },
  {
    code: 'handle_material',
    name: text('Matière du manche', 'Handle material'),
    values: options({ wood: ['Bois', 'Wood'], composite: ['Composite', 'Composite'], steel: ['Acier', 'Steel'] }),
  },
  {
    code: 'bicycle_use',
    name: text('Usage du vélo', 'Bicycle use'),
    values: options({
      city: ['Ville', 'City'],
      touring: ['Randonnée', 'Touring'],
      gravel: ['Gravel', 'Gravel'],
      mountain: ['Tout-terrain', 'Mountain'],
      road: ['Route', 'Road'],
    }),
  },
  { code: 'pages', name: text('Nombre de pages', 'Number of pages'), values: 'number' },
  {
    code: 'ruling',
    name: text('Réglure', 'Ruling'),
    values: options({
      lined: ['Ligné', 'Lined'],
      squared: ['Quadrillé', 'Squared'],
      dotted: ['Pointillé', 'Dotted'],
      plain: ['Uni', 'Plain'],
    }),
  },
  { code: 'page_width', name: text('Largeur de page', 'Page width'), values: { unit: 'mm' } },
  { code: 'page_height', name: text('Hauteur de page', 'Page height'), values: { unit: 'mm' } },
];

const optionsOf = ({ values }: DemoAttribute): Readonly<Record<string, Text>> | null =>
  values === 'number' || 'unit' in values ? null : values;

/** Attribute -> code of an option -> its name; only those that are chosen from options. */
export const optionNames: Readonly<Record<string, Readonly<Record<string, Text>>>> = Object.fromEntries(
  attributes.flatMap((attribute) => {
    const names = optionsOf(attribute);
    return names ? [[attribute.code, names] as const] : [];
  }),
);
