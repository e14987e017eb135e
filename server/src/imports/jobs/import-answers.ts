import { Type } from 'typebox';
import { columnPolicies } from '../../catalog/index.ts';
import { Moment, named, nullable, oneOf, uncountedPageOf } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { unfinishedStatuses } from './import-job.queries.ts';

const Count = Type.Integer({ minimum: 0 });
const counts = (names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Count])));
const text = nullable(Type.String());
const free = Type.Record(Type.String(), Type.Unknown());

const Status = oneOf([
  ...unfinishedStatuses,
  'planned',
  'awaiting_confirmation',
  'held_by_guard',
  'paused',
  'completed',
  'completed_with_errors',
  'failed',
  'cancelled',
  'skipped',
  'plan_expired',
  'undoing',
  'undone',
]);
const Rows = Type.Object(
  Object.fromEntries(
    ['read', 'created', 'updated', 'unchanged', 'rejected', 'review', 'skipped', 'notApplied'].map((name) => [
      name,
      Count,
    ]),
  ),
  {
    description: 'What became, or would become, of every row that was read: `read` is the sum of the others',
  },
);
const Fields = Type.Record(Type.String(), Count, { description: 'Rows that change it, by field' });
const Kept = Type.Object(
  { locked: Count, ownedBySource: Count },
  { description: 'Values that were not taken, because a person’s or a better supplier’s stand' },
);
const Finding = Type.Object({ code: Type.String(), message: Type.String(), params: free });

const SupplierOfImport = nullable(Type.Object({ id: nullable(Uuid), name: text }));
const FileOfImport = Type.Object({
  id: Uuid,
  name: Type.String(),
  sha256: Type.String(),
  bytes: Count,
  format: text,
  compression: text,
  encoding: { ...text, description: 'Of a text; null before it is read' },
  delimiter: text,
  sheet: { ...text, description: 'Of a workbook' },
  recordPath: { ...text, description: 'Of XML and JSON: what a row is' },
  headerRow: nullable(Type.Integer({ description: 'Null: the file has none' })),
});
const MappedColumn = Type.Object({
  column: Type.Integer({ minimum: 1 }),
  header: text,
  field: Type.String(),
  confidence: Type.String({ description: 'How sure it is that the column is this field' }),
  taxIncluded: Type.Optional(Type.Boolean()),
  policy: Type.Optional({ ...oneOf(columnPolicies), description: 'Where it is not `set`' }),
});
const ErrorGroup = Type.Object({
  cause: Type.String(),
  field: text,
  count: Count,
  example: Type.Object({
    line: Type.Integer(),
    column: nullable(Type.Integer()),
    header: text,
    value: text,
    suggestion: text,
  }),
});

/** What `reportImport` makes. */
export const ImportJob = named(
  'ImportJob',
  Type.Object({
    id: Uuid,
    operationId: { ...nullable(Uuid), description: 'Of its plan and, once applied, of its changes' },
    status: Status,
    mode: oneOf(['apply', 'preview', 'confirmed', 'review']),
    sourceId: { ...nullable(Uuid), description: 'That fetched the file' },
    retryOf: { ...nullable(Uuid), description: 'The import whose rejected rows these are' },
    supplier: SupplierOfImport,
    file: FileOfImport,
    template: nullable(Type.Object({ id: Uuid, name: Type.String(), version: Type.Integer() })),
    mapping: Type.Array(MappedColumn),
    ignoredColumns: Type.Array(Type.String()),
    rows: Rows,
    products: counts(['created', 'updated', 'unchanged', 'archived']),
    kept: Kept,
    missing: Type.Object(
      { count: Count, action: Type.String() },
      { description: 'Products of the supplier that a full file no longer has' },
    ),
    fields: Fields,
    errors: Type.Array(ErrorGroup, { description: 'Why rows were rejected, by cause, with a first example' }),
    warnings: Type.Array(Type.Object({ code: Type.String(), count: Count, params: free })),
    guard: Type.Array(Finding, { description: 'Why the file is held' }),
    failure: nullable(
      Type.Object({ code: Type.String(), message: Type.String(), params: Type.Optional(free) }),
    ),
    partial: nullable(
      Type.Object(
        { applied: Count, of: Count, message: Type.String(), choices: Type.Array(Type.String()) },
        { description: 'What became of the catalogue by a run that stopped half-way' },
      ),
    ),
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    createdAt: Moment,
    finishedAt: nullable(Moment),
    durationMs: Count,
    rowsPerSecond: Count,
  }),
);

export const ImportList = uncountedPageOf(ImportJob);

const Change = Type.Object({ field: Type.String(), old: Type.Unknown(), new: Type.Unknown() });

const PlannedRow = named(
  'PlannedRow',
  Type.Object({
    line: Type.Integer({ description: 'Negative: a model made for the variants that name it' }),
    kind: oneOf(['create', 'update', 'unchanged', 'review', 'moved', 'skipped']),
    productId: nullable(Uuid),
    sku: text,
    reason: text,
    changes: Type.Array(Change),
  }),
);
const next = nullable(Type.String({ description: 'Sent as `cursor`, it asks for what follows' }));

export const Plan = Type.Object({
  planId: nullable(Uuid),
  status: Status,
  rows: nullable(Rows),
  fields: nullable(Fields),
  items: Type.Array(PlannedRow),
  nextCursor: next,
});

const percent = nullable(Type.String({ description: 'Decimal, percent' }));
export const PlanSummary = Type.Object({
  planId: nullable(Uuid),
  status: Status,
  kinds: Type.Record(Type.String(), Count),
  fields: nullable(Fields),
  kept: nullable(Kept),
  prices: Type.Array(
    Type.Object({
      field: Type.String(),
      rows: Count,
      minPercent: percent,
      medianPercent: percent,
      maxPercent: percent,
    }),
    { description: 'By how much amounts change' },
  ),
});

export const KeptRows = Type.Object({
  items: Type.Array(
    Type.Object({
      line: Type.Integer(),
      productId: Uuid,
      sku: Type.String(),
      kept: Type.Array(
        Type.Object({
          field: Type.String(),
          owner: Type.String({ description: 'Whose value stands: `user`, `own` or a supplier’s id' }),
          because: oneOf(['locked', 'better_source']),
          value: Type.Unknown(),
          offered: Type.Unknown(),
        }),
      ),
    }),
  ),
  nextCursor: next,
});

export const ImportErrors = Type.Object({
  items: Type.Array(
    named(
      'ImportError',
      Type.Object({
        sheet: text,
        line: Type.Integer(),
        column: nullable(Type.Integer()),
        header: text,
        field: text,
        value: { ...text, description: 'As it stands in the file, its beginning' },
        cause: Type.String(),
        params: free,
        message: Type.String({
          description: 'What is wrong and what mends it, in the language of Accept-Language',
        }),
        severity: oneOf(['error', 'warning', 'repaired']),
        suggestion: text,
      }),
    ),
  ),
  nextCursor: next,
});
