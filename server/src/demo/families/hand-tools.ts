import { text, type ColorCode, type DemoFamily, type Kind, type Trait } from './family.ts';

const kind = (
  code: string,
  [fr, en]: [string, string],
  [frAll, enAll]: [string, string],
  [cents, grams]: [number, number],
): Kind => ({
  code,
  name: text(fr, en),
  plural: text(frAll, enAll),
  shape:
    fr.startsWith('Tournevis') || fr.startsWith('Ciseau')
      ? 'driver'
      : fr === 'Marteau'
        ? 'hammer'
        : 'spanner',
  cents,
  grams,
});

const line = (name: string, handle: string, color: ColorCode, price: number): Trait => ({
  name: text(name, name),
  attributes: { handle_material: handle },
  color,
  price,
});

const long = (millimetres: number): Trait => ({
  name: text(`${millimetres} mm`, `${millimetres} mm`),
  attributes: { overall_length: `${millimetres} mm` },
  grams: Math.round(millimetres * 0.9),
  price: 0.7 + millimetres / 500,
});

export const handTools: DemoFamily = {
  code: 'hand_tools',
  name: text('Outils à main', 'Hand tools'),
  branch: { code: 'demo_tools', name: text('Outillage', 'Tools') },
  brands: ['Martelonge', 'Gripperholt', 'Vissenclair', 'Ferropine'],
  kinds: [
    kind('demo_hammers', ['Marteau', 'Hammer'], ['Marteaux', 'Hammers'], [890, 300]),
    kind(
      'demo_slotted',
      ['Tournevis plat', 'Slotted screwdriver'],
      ['Tournevis plats', 'Slotted screwdrivers'],
      [340, 60],
    ),
    kind(
      'demo_cross',
      ['Tournevis cruciforme', 'Cross screwdriver'],
      ['Tournevis cruciformes', 'Cross screwdrivers'],
      [360, 60],
    ),
    kind('demo_pliers', ['Pince universelle', 'Combination pliers'], ['Pinces', 'Pliers'], [980, 180]),
    kind(
      'demo_spanners',
      ['Clé mixte', 'Combination spanner'],
      ['Clés mixtes', 'Combination spanners'],
      [620, 120],
    ),
    kind('demo_saws', ['Scie égoïne', 'Handsaw'], ['Scies', 'Saws'], [1_240, 260]),
    kind('demo_levels', ['Niveau à bulle', 'Spirit level'], ['Niveaux', 'Spirit levels'], [1_080, 210]),
    kind('demo_rulers', ['Réglet inox', 'Steel ruler'], ['Réglets', 'Rulers'], [410, 50]),
    kind('demo_clamps', ['Serre-joint', 'Clamp'], ['Serre-joints', 'Clamps'], [760, 340]),
    kind('demo_chisels', ['Ciseau à bois', 'Wood chisel'], ['Ciseaux à bois', 'Wood chisels'], [930, 110]),
  ],
  traits: [
    [
      line('Atelier', 'wood', 'brown', 1),
      line('Chantier', 'composite', 'orange', 1.1),
      line('Compact', 'composite', 'blue', 0.85),
      line('Duralis', 'steel', 'grey', 1.35),
      line('Tradition', 'wood', 'red', 1.2),
    ],
    [
      long(120),
      long(150),
      long(180),
      long(210),
      long(240),
      long(280),
      long(320),
      long(360),
      long(420),
      long(500),
    ],
  ],
  attributes: ['overall_length', 'handle_material'],
  sentences: [
    text(
      '{Kind} {brand} {trait}, {size} : acier trempé, équilibre contrôlé pièce par pièce.',
      '{Kind} {brand} {trait}, {size}: hardened steel, balance checked one by one.',
    ),
    text(
      'Pour l’atelier comme pour le chantier, {kind} {size} de la série {trait} de {brand}.',
      'For the workshop and the building site: {kind}, {size}, of the {trait} range by {brand}.',
    ),
  ],
};
