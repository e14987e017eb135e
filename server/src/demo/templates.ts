import type { TemplateColumn } from '../imports/templates/template-columns.ts';
import { attributes, optionNames } from './attributes.ts';
import { demoFamilies } from './families/families.ts';
import { brunnwaldColumns } from './files/brunnwald.ts';
import { suppliers, type SupplierKey } from './suppliers.ts';

const velmoraColumns: TemplateColumn[] = [
  {
    field: 'family',
    column: 'Famille',
    transformations: [
      {
        kind: 'lookup',
        values: Object.fromEntries(demoFamilies.map(({ name, code }) => [name.fr, code])),
        otherwise: 'keep',
      },
    ],
  },
  ...attributes.map(({ code, name }): TemplateColumn => ({
    field: `attribute.${code}`,
    column: name.fr,
    transformations: [
      optionNames[code]
        ? {
            kind: 'lookup',
            values: Object.fromEntries(
              Object.entries(optionNames[code]).map(([option, { fr }]) => [fr, option]),
            ),
            otherwise: 'keep',
          }
        : { kind: 'replace', find: ',', with: '.' },
    ],
  })),
];

const ostrelleColumns: TemplateColumn[] = [
  { field: 'title@fr-FR', column: 'title-fr' },
  { field: 'title@en-GB', column: 'title-en' },
  { field: 'description@fr-FR', column: 'description-fr' },
  { field: 'description@en-GB', column: 'description-en' },
  ...attributes.map(({ code }) => ({ field: `attribute.${code}`, column: `characteristics/${code}` })),
];

const brunnwaldTemplate: TemplateColumn[] = Object.entries(brunnwaldColumns).map(([field, column]) => ({
  field: field === 'title' ? 'title@fr-FR' : field,
  column: String(column),
}));

/** What the headings of a file do not say by themselves; Northquay's say everything. */
export const templates: Readonly<Partial<Record<SupplierKey, { name: string; columns: TemplateColumn[] }>>> =
  {
    velmora: { name: suppliers.velmora.name, columns: velmoraColumns },
    ostrelle: { name: suppliers.ostrelle.name, columns: ostrelleColumns },
    brunnwald: { name: suppliers.brunnwald.name, columns: brunnwaldTemplate },
  };
