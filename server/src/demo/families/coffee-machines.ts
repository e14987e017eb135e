import { combined, inColors, text, type DemoFamily, type Kind, type Trait } from './family.ts';

const kind = (
  code: string,
  [fr, en]: [string, string],
  [frAll, enAll]: [string, string],
  rest: Pick<Kind, 'shape' | 'cents' | 'grams'> & { watts?: number },
): Kind => {
  const { watts, ...plain } = rest;
  const attributes = watts === undefined ? {} : { power: `${watts} W` };
  return { code, name: text(fr, en), plural: text(frAll, enAll), ...plain, attributes };
};

const line = (name: string, price: number): Trait => ({ name: text(name, name), price });
const holding = (litres: string, grams: number, price: number): Trait => ({
  name: text(`${litres.replace('.', ',')} l`, `${litres} l`),
  attributes: { capacity: `${litres} l` },
  grams,
  price,
});

export const coffeeMachines: DemoFamily = {
  code: 'coffee_machines',
  name: text('Machines à café', 'Coffee machines'),
  branch: { code: 'demo_kitchen', name: text('Cuisine', 'Kitchen') },
  brands: ['Kafferdune', 'Moussenval', 'Brewsignol', 'Torralune'],
  kinds: [
    kind(
      'demo_espresso_machines',
      ['Machine expresso', 'Espresso machine'],
      ['Machines expresso', 'Espresso machines'],
      {
        shape: 'machine',
        cents: 9_800,
        grams: 4_200,
        watts: 1450,
      },
    ),
    kind(
      'demo_filter_machines',
      ['Cafetière filtre', 'Filter coffee maker'],
      ['Cafetières filtre', 'Filter coffee makers'],
      {
        shape: 'machine',
        cents: 3_400,
        grams: 1_900,
        watts: 1000,
      },
    ),
    kind(
      'demo_french_presses',
      ['Cafetière à piston', 'French press'],
      ['Cafetières à piston', 'French presses'],
      {
        shape: 'pot',
        cents: 1_250,
        grams: 620,
      },
    ),
    kind('demo_moka_pots', ['Cafetière italienne', 'Moka pot'], ['Cafetières italiennes', 'Moka pots'], {
      shape: 'pot',
      cents: 1_420,
      grams: 540,
    }),
    kind('demo_grinders', ['Moulin à café', 'Coffee grinder'], ['Moulins à café', 'Coffee grinders'], {
      shape: 'machine',
      cents: 2_950,
      grams: 1_300,
      watts: 160,
    }),
  ],
  traits: [
    [
      line('Alba', 1),
      line('Brio', 1.12),
      line('Cirra', 0.94),
      line('Dolmen', 1.3),
      line('Estive', 1.05),
      line('Fjella', 1.22),
      line('Galane', 0.88),
      line('Hélice', 1.4),
      line('Isthme', 1.16),
      line('Jade', 1.08),
    ],
    combined(
      [holding('0.8', 0, 1), holding('1.2', 300, 1.15)],
      inColors('black', 'white', 'red', 'grey', 'blue'),
    ),
  ],
  attributes: ['color', 'capacity', 'power'],
  sentences: [
    text(
      '{Kind} {brand} {trait} ({size}), facile à démonter et à nettoyer, pièces garanties dix ans.',
      '{Kind} {brand} {trait} ({size}), easy to take apart and to clean, spare parts for ten years.',
    ),
    text(
      'Modèle {trait} de {brand} : {kind} pour tous les jours, qui prend peu de place, {size}.',
      'The {trait} by {brand} takes little room: {kind} for every day, {size}.',
    ),
  ],
};
