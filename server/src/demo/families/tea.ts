import { text, type ColorCode, type DemoFamily, type Kind, type Trait } from './family.ts';

const kind = (
  code: string,
  fr: string,
  en: string,
  [minutes, degrees]: [number, number],
  cents: number,
): Kind => ({
  code,
  name: text(fr, en),
  plural: text(fr, en),
  shape: 'pouch',
  cents,
  grams: 30,
  attributes: { infusion_time: `${minutes} min`, water_temperature: `${degrees} °C` },
});

const flavour = (fr: string, en: string, color: ColorCode): Trait => ({ name: text(fr, en), color });

const bags = (count: number): Trait => ({
  name: text(`${count} sachets`, `${count} bags`),
  attributes: { bags: String(count), net_weight: `${count * 2} g` },
  grams: count * 3,
  price: 0.4 + count / 25,
});
const loose = (grams: number): Trait => ({
  name: text(`vrac ${grams} g`, `loose ${grams} g`),
  attributes: { net_weight: `${grams} g` },
  grams,
  price: 0.5 + grams / 90,
});

export const tea: DemoFamily = {
  code: 'tea',
  name: text('Thés et infusions', 'Teas and infusions'),
  branch: { code: 'demo_grocery', name: text('Épicerie', 'Grocery') },
  brands: ['Feuilldorne', 'Brumelanthe', 'Tassembourg', 'Ondethéa'],
  kinds: [
    kind('demo_green_tea', 'Thé vert', 'Green tea', [3, 75], 310),
    kind('demo_black_tea', 'Thé noir', 'Black tea', [4, 95], 280),
    kind('demo_oolong', 'Thé oolong', 'Oolong tea', [5, 90], 420),
    kind('demo_rooibos', 'Rooibos', 'Rooibos', [6, 95], 290),
    kind('demo_herbal_tea', 'Infusion', 'Herbal tea', [5, 95], 260),
  ],
  traits: [
    [
      flavour('nature', 'plain', 'green'),
      flavour('bergamote', 'bergamot', 'blue'),
      flavour('menthe', 'mint', 'green'),
      flavour('jasmin', 'jasmine', 'white'),
      flavour('citron et gingembre', 'lemon and ginger', 'yellow'),
      flavour('vanille', 'vanilla', 'brown'),
      flavour('pêche', 'peach', 'orange'),
      flavour('fruits rouges', 'red berries', 'red'),
      flavour('épices d’hiver', 'winter spices', 'purple'),
      flavour('verveine', 'verbena', 'grey'),
    ],
    [
      bags(16),
      bags(20),
      bags(25),
      bags(40),
      bags(60),
      loose(75),
      loose(100),
      loose(125),
      loose(250),
      loose(500),
    ],
  ],
  attributes: ['net_weight', 'bags', 'infusion_time', 'water_temperature'],
  sentences: [
    text(
      '{Kind} {trait} de {brand} : récolte à la main, conditionnement à l’abri de la lumière ({size}).',
      '{Kind} by {brand}, {trait}, picked by hand and packed away from the light ({size}).',
    ),
    text(
      'Une tasse ronde et longue en bouche : {kind} {trait}, {size}. À conserver au sec.',
      'A round cup that lingers: {kind}, {trait}, {size}. Keep it dry.',
    ),
    text(
      'Assemblage en petites quantités par {brand} : {kind} {trait}. Présentation : {size}.',
      'Blended in small lots by {brand}: {kind}, {trait}. Comes as {size}.',
    ),
  ],
};
