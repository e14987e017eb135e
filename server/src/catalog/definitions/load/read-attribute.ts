import type { AttributeRules, AttributeScope, AttributeType } from '../../attributes/attribute-rules.ts';
import type { NewAttribute } from '../../attributes/attribute.service.ts';
import type { UnitRow } from '../../units/unit.queries.ts';
import {
  badLine,
  cellOf,
  codeOf,
  isOn,
  labelsOf,
  positionOf,
  type DefinitionRecord,
} from './definition-record.ts';

/** As Akeneo's files name them, without the module in front; an identifier is a text like any other here. */
const types: Readonly<Record<string, AttributeType>> = {
  identifier: 'text',
  text: 'text',
  number: 'number',
  metric: 'measure',
  boolean: 'boolean',
  date: 'date',
  simpleselect: 'option',
  multiselect: 'multi_option',
  price_collection: 'price',
  image: 'media',
  file: 'media',
};

/**
 * A line of a file of attributes. Which attributes are filterable is not taken over: in such files nearly all are,
 * and here each is an index.
 * @throws AppError `definitions.line`
 */
export function readAttribute(record: DefinitionRecord, units: readonly UnitRow[]): NewAttribute {
  const type = typeOf(record);
  const position = positionOf(record, 'sort_order');
  return {
    code: codeOf(record, 'code'),
    type,
    scope: scopeOf(record),
    validation: rulesOf(record, type, units),
    group: cellOf(record, 'group') === null ? null : codeOf(record, 'group'),
    labels: labelsOf(record),
    ...(position === undefined ? {} : { position }),
  };
}

function typeOf(record: DefinitionRecord): AttributeType {
  const named = codeOf(record, 'type').replace(/^pim_(catalog|assets|reference_data)_/, '');
  if (named === 'textarea') return isOn(record, 'wysiwyg_enabled') ? 'rich_text' : 'text';
  const type = Object.hasOwn(types, named) ? types[named] : undefined;
  if (!type)
    throw badLine(`type "${cellOf(record, 'type')}" is none of ${Object.keys(types).join(', ')}, textarea`);
  return type;
}

function scopeOf(record: DefinitionRecord): AttributeScope {
  if (isOn(record, 'localizable')) return isOn(record, 'scopable') ? 'locale_channel' : 'locale';
  return isOn(record, 'scopable') ? 'channel' : 'global';
}

function rulesOf(record: DefinitionRecord, type: AttributeType, units: readonly UnitRow[]): AttributeRules {
  const named = (name: string, heading: string) => {
    const cell = cellOf(record, heading);
    return cell === null ? {} : { [name]: cell };
  };
  switch (type) {
    case 'text':
    case 'rich_text': {
      const longest = positionOf(record, 'max_characters');
      const pattern = /^\/(.*)\/$/s.exec(cellOf(record, 'validation_regexp') ?? '')?.[1];
      return {
        ...(longest === undefined ? {} : { maxLength: longest }),
        ...(pattern === undefined || type === 'rich_text' ? {} : { pattern }),
      };
    }
    case 'number':
    case 'measure':
      return {
        ...(cellOf(record, 'negative_allowed') === '0' ? { min: '0' } : {}),
        ...named('min', 'number_min'),
        ...named('max', 'number_max'),
        ...(cellOf(record, 'decimals_allowed') === '0' ? { decimals: 0 } : {}),
        ...(type === 'measure' ? unitRules(record, units) : {}),
      };
    case 'price':
      return { ...named('min', 'number_min'), ...named('max', 'number_max') };
    case 'date':
      return { ...named('min', 'date_min'), ...named('max', 'date_max') };
    default:
      return {};
  }
}

/** `KILOGRAM`, `SQUARE_METER`: a unit's English name, or our code. */
function unitRules(record: DefinitionRecord, units: readonly UnitRow[]): AttributeRules {
  const name = cellOf(record, 'default_metric_unit');
  const unit = units.find(
    ({ code, labels }) =>
      code === name || labels['en-GB']?.toUpperCase().replaceAll(' ', '_') === name?.toUpperCase(),
  );
  if (!unit) throw badLine(`default_metric_unit "${name ?? ''}" is no unit; GET /units lists them`);
  return { unitFamily: unit.family, defaultUnit: unit.code };
}
