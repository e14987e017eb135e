import { Type } from 'typebox';

export const strict = { additionalProperties: false };
export const locale = '[a-z]{2,3}(-[A-Za-z0-9]{2,8})*';
export const Code = Type.String({ pattern: '^[a-z0-9_]{1,64}$' });
export const Locale = Type.String({ pattern: `^${locale}$`, maxLength: 35, description: 'BCP 47' });

/** Texts by locale; in a PATCH null takes one away (RFC 7396). */
export const LabelsBody = Type.Record(
  Type.String({ pattern: `^${locale}$` }),
  Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]),
  { ...strict, maxProperties: 100 },
);
export type LabelsPatch = Readonly<Record<string, string | null>>;

export const Position = Type.Integer({ minimum: 0, maximum: 1_000_000 });
export const Limit = Type.Optional(
  Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$', description: '1 to 200, default 50' }),
);
export const Cursor = Type.Optional(Type.String({ maxLength: 2_000 }));
export const Query = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
export const ForceQuery = Type.Object(
  {
    force: Type.Optional(
      Type.Union([Type.Literal('true'), Type.Literal('false')], {
        description: 'Deletes it although it is in use',
      }),
    ),
  },
  strict,
);
