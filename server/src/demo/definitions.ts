import type { DefinitionKind, DefinitionRecord } from '../catalog/index.ts';
import { attributes, optionNames } from './attributes.ts';
import { demoFamilies } from './families/families.ts';
import { text, type Text } from './families/family.ts';

type Cells = Readonly<Record<string, string>>;

/** Where products are shown: the one wants every attribute, the other those that a page has room for. */
const channels = [
  { code: 'demo_shop', name: text('Boutique de démonstration', 'Demonstration shop'), most: Infinity },
  { code: 'demo_catalogue', name: text('Catalogue imprimé', 'Printed catalogue'), most: 1 },
];

/** Of categories, whose names are the paths in the files. */
export const DEFINITIONS_LOCALE = 'fr-FR';

const labels = ({ fr, en }: Text): Cells => ({ 'label-fr_FR': fr, 'label-en_GB': en });

/** What there must be before the files come, as the files of definitions say it. */
export const definitionRecords = {
  categories: numbered(
    demoFamilies.flatMap(({ code, name, branch, kinds }): Cells[] => [
      { code: branch.code, parent: 'main', ...labels(branch.name) },
      { code: `demo_${code}`, parent: branch.code, ...labels(name) },
      ...kinds.map((kind) => ({ code: kind.code, parent: `demo_${code}`, ...labels(kind.plural) })),
    ]),
  ),
  channels: numbered(
    channels.map(({ code, name }) => ({
      code,
      locales: 'fr_FR,en_GB',
      currencies: 'EUR',
      tree: 'main',
      ...labels(name),
    })),
  ),
  attributes: numbered(
    attributes.map(({ code, name, unit, options }, at) => ({
      code,
      localizable: '0',
      scopable: '0',
      sort_order: String(at + 1),
      ...(unit
        ? { type: 'metric', default_metric_unit: unit }
        : options
          ? { type: 'simpleselect' }
          : { type: 'number', decimals_allowed: '0', negative_allowed: '0' }),
      ...labels(name),
    })),
  ),
  options: numbered(
    Object.entries(optionNames).flatMap(([attribute, names]) =>
      Object.entries(names).map(([code, name], at) => ({
        attribute,
        code,
        sort_order: String(at + 1),
        ...labels(name),
      })),
    ),
  ),
  families: numbered(
    demoFamilies.map(({ code, name, attributes: codes }) => ({
      code,
      attributes: codes.join(','),
      ...Object.fromEntries(
        channels.map((channel) => [`requirements-${channel.code}`, codes.slice(0, channel.most).join(',')]),
      ),
      ...labels(name),
    })),
  ),
} satisfies Partial<Record<DefinitionKind, readonly DefinitionRecord[]>>;

/** Records bear the number of their line, by which a wrong one would be told. */
function numbered(records: readonly Cells[]): DefinitionRecord[] {
  return records.map((cells, at) => ({ line: at + 2, cells }));
}
