import { Type, type TObject, type TSchema } from 'typebox';

/** ISO 8601, UTC. */
export const Moment = Type.String({ format: 'date-time' });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One of these words. */
export const oneOf = (words: readonly string[]) => Type.Union(words.map((word) => Type.Literal(word)));

/** What stands in the document once, under this name, and is referred to from there on. */
export const named = <Shape extends TObject>(title: string, shape: Shape): Shape => ({ ...shape, title });

/** A page of a list: with a cursor there is more. */
export const pageOf = (item: TSchema) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: nullable(Type.String({ description: 'Sent as `cursor`, it asks for what follows' })),
    total: Type.Integer({ minimum: 0 }),
    totalIsEstimate: Type.Boolean(),
  });

/** A page of a list that nobody counts. */
export const uncountedPageOf = (item: TSchema) =>
  Type.Object({ ...pageOf(item).properties, total: Type.Null({ description: 'Nobody counts them' }) });

/** An answer without a body. */
export const Nothing = Type.Null({ description: 'Done; nothing is answered' });

/** An answer that is a file of one of these media types, not JSON. */
export const fileAnswer = (description: string, mediaTypes: readonly string[]) => ({
  description,
  content: Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: Type.String({ format: 'binary' }) }]),
  ),
});

/** What every request may be answered instead (RFC 9457). */
export const Problem = named(
  'Problem',
  Type.Object({
    type: Type.String({ description: 'urn:products-manager:CODE' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({
      description: 'What failed, why and what helps, in the language of Accept-Language',
    }),
    code: Type.String({ description: 'What programs tell errors apart by, such as `imports.not_found`' }),
    params: Type.Record(Type.String(), Type.Unknown(), { description: 'The values the sentence is made of' }),
    requestId: Type.String(),
    errors: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Unknown()), { description: 'Each thing that is wrong' }),
    ),
    conflicts: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Unknown()), {
        description: 'Of an edit of something changed since: the fields both touched',
      }),
    ),
  }),
);
