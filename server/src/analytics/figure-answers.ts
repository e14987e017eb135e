import { Type, type TSchema } from 'typebox';
import { Moment, named, nullable, oneOf } from '../platform/http/answers.ts';
import { Uuid } from '../platform/http/uuid.ts';

const count = Type.Integer({ minimum: 0 });

/** The most urgent first; what counts them knows these and no others. */
const toDoKinds = [
  'import.held',
  'import.failed',
  'source.broken',
  'source.late',
  'import.rows',
  'import.planned',
] as const;
export type ToDoKind = (typeof toDoKinds)[number];

const ToDoItem = Type.Object({
  id: Uuid,
  name: Type.String({ description: 'Of the file or the source' }),
  address: Type.String({ description: 'Of its page in the interface, from `/`' }),
  supplier: nullable(Type.Object({ id: Uuid, name: nullable(Type.String()) })),
  since: Moment,
  rows: Type.Integer({ minimum: 0, description: 'Rows that wait to be decided about' }),
});
const ToDo = named(
  'ToDo',
  Type.Object({
    kind: oneOf(toDoKinds),
    count,
    items: Type.Array(ToDoItem, { description: 'The first of them' }),
  }),
);

export const Dashboard = Type.Object({
  at: Moment,
  toDo: Type.Array(ToDo, { description: 'Kinds with nothing to do are left out' }),
});

const day = Type.String({ format: 'date' });
/** Days of a range, each of them, and what else is told of it. */
const rangeOf = <Parts extends Record<string, TSchema>>(parts: Parts) =>
  Type.Object({
    from: day,
    to: Type.String({ format: 'date', description: 'Included' }),
    timeZone: Type.String({ description: 'That makes the days' }),
    ...parts,
  });

const ImportDay = named(
  'ImportFiguresOfDay',
  Type.Object({
    day,
    completed: count,
    completedWithErrors: count,
    failed: count,
    other: Type.Integer({
      minimum: 0,
      description: 'Waiting, running, cancelled, taken back, or the same content as last time',
    }),
    rows: Type.Object(
      { read: count, created: count, updated: count, rejected: count },
      { description: 'Of imports that were applied' },
    ),
  }),
);

export const ImportFigures = rangeOf({
  days: Type.Array(ImportDay, { description: 'Every day of the range' }),
  causes: Type.Array(
    Type.Object({
      cause: Type.String({ description: 'Why rows were rejected, as `gtin.length`' }),
      rows: count,
      imports: count,
    }),
    { description: 'The most frequent first' },
  ),
});

const CatalogueDay = named(
  'CatalogueFiguresOfDay',
  Type.Object({
    day,
    created: Type.Integer({ minimum: 0, description: 'Products that were made, by files and by hand' }),
    changed: Type.Integer({
      minimum: 0,
      description: 'Products that were changed, once for each operation',
    }),
  }),
);

export const CatalogueFigures = rangeOf({
  days: Type.Array(CatalogueDay, { description: 'Every day of the range' }),
});
