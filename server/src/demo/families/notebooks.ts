import { combined, inColors, text, type DemoFamily, type Kind, type Trait } from './family.ts';

const kind = (
  code: string,
  [fr, en]: [string, string],
  [frAll, enAll]: [string, string],
  [cents, grams, pages]: [number, number, number],
): Kind => ({
  code,
  name: text(fr, en),
  plural: text(frAll, enAll),
  shape: 'notebook',
  cents,
  grams,
  attributes: { pages: String(pages) },
});

const ruled = (code: string, fr: string, en: string): Trait => ({
  name: text(fr, en),
  attributes: { ruling: code },
});

/** ISO 216, in millimetres. */
const format = (name: string, [width, height]: [number, number], grams: number, price: number): Trait => ({
  name: text(name, name),
  attributes: { page_width: `${width} mm`, page_height: `${height} mm` },
  grams,
  price,
});

export const notebooks: DemoFamily = {
  code: 'notebooks',
  name: text('Carnets et cahiers', 'Notebooks'),
  branch: { code: 'demo_stationery', name: text('Papeterie', 'Stationery') },
  brands: ['Papyrolin', 'Carnebelle', 'Lignaroche', 'Inkleford'],
  kinds: [
    kind('demo_soft_notebooks', ['Carnet', 'Notebook'], ['Carnets', 'Notebooks'], [420, 90, 192]),
    kind('demo_exercise_books', ['Cahier', 'Exercise book'], ['Cahiers', 'Exercise books'], [180, 60, 96]),
    kind('demo_pads', ['Bloc-notes', 'Writing pad'], ['Blocs-notes', 'Writing pads'], [210, 70, 120]),
    kind(
      'demo_sketchbooks',
      ['Carnet de croquis', 'Sketchbook'],
      ['Carnets de croquis', 'Sketchbooks'],
      [610, 140, 80],
    ),
    kind(
      'demo_journals',
      ['Journal relié', 'Bound journal'],
      ['Journaux reliés', 'Bound journals'],
      [880, 210, 240],
    ),
  ],
  traits: [
    [
      ruled('lined', 'ligné', 'lined'),
      ruled('squared', 'quadrillé', 'squared'),
      ruled('dotted', 'pointillé', 'dotted'),
      ruled('plain', 'uni', 'plain'),
    ],
    combined(
      [
        format('A6', [105, 148], 40, 0.8),
        format('A5', [148, 210], 110, 1),
        format('B5', [176, 250], 160, 1.2),
        format('A4', [210, 297], 240, 1.5),
        format('A3', [297, 420], 480, 2.3),
      ],
      inColors('black', 'red', 'green', 'blue', 'brown'),
    ),
  ],
  attributes: ['color', 'pages', 'ruling', 'page_width', 'page_height'],
  sentences: [
    text(
      '{Kind} {trait} {brand}, {size} : papier sans acide, couture qui s’ouvre à plat.',
      '{Kind} by {brand}, {trait}, {size}: acid-free paper, sewn to open flat.',
    ),
    text(
      'Couverture souple signée {brand} : {kind} {trait}, {size}.',
      'A soft cover by {brand}: {kind}, {trait}, {size}.',
    ),
  ],
};
