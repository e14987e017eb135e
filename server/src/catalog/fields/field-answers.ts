import { Type } from 'typebox';
import { named, nullable, oneOf } from '../../platform/http/answers.ts';
import { columnPolicies } from '../change-sets/column-policy.ts';
import { fieldDefinitions } from './field-names.ts';

const kinds = new Set(Object.values(fieldDefinitions).map(({ kind }) => kind));

const Field = named(
  'Field',
  Type.Object({
    name: oneOf(Object.keys(fieldDefinitions)),
    type: oneOf([...kinds]),
    part: {
      ...nullable(oneOf(['required', 'optional'])),
      description: 'Whether its name goes on after a point, as in attribute.color; null: it does not',
    },
    currency: Type.Boolean({ description: 'Its name may say one, as in price:EUR' }),
    scoped: Type.Boolean({ description: 'Its name may say a locale and a channel, as in title@fr/shop' }),
    policies: Type.Array(oneOf(columnPolicies), { description: 'What a column may do to it' }),
  }),
);

export const FieldList = Type.Object({ items: Type.Array(Field) });
