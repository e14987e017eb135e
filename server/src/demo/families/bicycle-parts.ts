import { colorCodes, inColors, text, type DemoFamily, type Kind, type Trait } from './family.ts';

const kind = (
  code: string,
  [fr, en]: [string, string],
  [frAll, enAll]: [string, string],
  [cents, grams]: [number, number],
): Kind => ({
  code,
  name: text(fr, en),
  plural: text(frAll, enAll),
  shape: ['demo_tyres', 'demo_tubes', 'demo_chains', 'demo_mudguards'].includes(code) ? 'wheel' : 'saddle',
  cents,
  grams,
});

const use = (code: string, fr: string, en: string, price: number): Trait => ({
  name: text(fr, en),
  attributes: { bicycle_use: code },
  price,
});

export const bicycleParts: DemoFamily = {
  code: 'bicycle_parts',
  name: text('Pièces de vélo', 'Bicycle parts'),
  branch: { code: 'demo_cycling', name: text('Cyclisme', 'Cycling') },
  brands: ['Pédalombre', 'Rouvelane', 'Chainelot', 'Dérailonde'],
  kinds: [
    kind('demo_tyres', ['Pneu', 'Tyre'], ['Pneus', 'Tyres'], [1_390, 560]),
    kind('demo_tubes', ['Chambre à air', 'Inner tube'], ['Chambres à air', 'Inner tubes'], [310, 140]),
    kind('demo_saddles', ['Selle', 'Saddle'], ['Selles', 'Saddles'], [1_980, 380]),
    kind('demo_pedals', ['Pédales', 'Pedals'], ['Pédales', 'Pedals'], [1_450, 410]),
    kind('demo_chains', ['Chaîne', 'Chain'], ['Chaînes', 'Chains'], [1_120, 290]),
    kind('demo_handlebars', ['Guidon', 'Handlebar'], ['Guidons', 'Handlebars'], [1_760, 340]),
    kind('demo_lights', ['Éclairage avant', 'Front light'], ['Éclairages', 'Lights'], [1_240, 120]),
    kind('demo_mudguards', ['Garde-boue', 'Mudguard'], ['Garde-boue', 'Mudguards'], [980, 300]),
    kind('demo_carriers', ['Porte-bagages', 'Carrier'], ['Porte-bagages', 'Carriers'], [2_240, 720]),
    kind('demo_bells', ['Sonnette', 'Bell'], ['Sonnettes', 'Bells'], [480, 70]),
  ],
  traits: [
    [
      use('city', 'ville', 'city', 1),
      use('touring', 'randonnée', 'touring', 1.15),
      use('gravel', 'gravel', 'gravel', 1.3),
      use('mountain', 'tout-terrain', 'mountain', 1.25),
      use('road', 'route', 'road', 1.4),
    ],
    inColors(...colorCodes),
  ],
  attributes: ['color', 'bicycle_use'],
  sentences: [
    text(
      '{Kind} {brand}, usage {trait}, coloris {size}. Montage sans outil particulier.',
      '{Kind} by {brand} for {trait} riding, {size}. Fitted without special tools.',
    ),
    text(
      'Pour durer : {kind} {brand}, usage {trait}, {size}, visserie inox fournie.',
      'Made to last: {kind} {brand}, {trait}, {size}, stainless screws included.',
    ),
  ],
};
