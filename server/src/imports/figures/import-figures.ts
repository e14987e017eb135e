import type { Kysely } from 'kysely';
import type { DayRange } from '../../platform/databases/day-range.ts';
import type { ImportsTables } from '../tables.ts';
import {
  listImportDays,
  listOpenImports,
  listRejectionCauses,
  listTroubledSources,
  type OpenImport,
  type TroubledSource,
} from './import-figures.queries.ts';

/** Shown of each kind; the rest is behind its link. */
const SHOWN = 5;
/** A plot of bars that a person reads; the tail says nothing. */
const CAUSES = 12;
/** What failed longer ago was given up, or is known. */
const FAILED_MS = 7 * 86_400_000;

/** The most urgent first: what is stuck before what only waits. */
const kinds = [
  'import.held',
  'import.failed',
  'source.broken',
  'source.late',
  'import.rows',
  'import.planned',
] as const;

/** One thing a person has to see to. */
interface ToDoItem {
  readonly id: string;
  /** Of the file or the source. */
  readonly name: string;
  /** Of its page in the interface. */
  readonly address: string;
  readonly supplier: { readonly id: string; readonly name: string | null } | null;
  readonly since: string;
  /** Rows that wait to be decided about. */
  readonly rows: number;
}

export interface ToDo {
  readonly kind: (typeof kinds)[number];
  readonly count: number;
  /** The first of them. */
  readonly items: readonly ToDoItem[];
}

/** What the imports come to, and what of them waits for a person. */
export function createImportFigures({ db }: { db: Kysely<ImportsTables> }) {
  return {
    days: (range: DayRange) => listImportDays(db, range),
    causes: (range: DayRange) => listRejectionCauses(db, range, CAUSES),
    /** Kinds with nothing to do are left out. */
    async toDo(now: Date): Promise<ToDo[]> {
      const failedSince = new Date(now.getTime() - FAILED_MS);
      const imports = await listOpenImports(db, { failedSince, limit: SHOWN });
      const sources = await listTroubledSources(db, now);
      return kinds
        .map((kind) =>
          kind === 'source.broken' || kind === 'source.late'
            ? toDoOfSources(kind, sources)
            : toDoOfImports(kind, imports),
        )
        .filter(({ count }) => count > 0);
    },
  };
}

function toDoOfImports(kind: OpenImport['kind'], all: readonly OpenImport[]): ToDo {
  const found = all.filter((open) => open.kind === kind);
  const items = found.map(({ id, name, supplierId, supplierName, since, rows }) => ({
    id,
    name,
    address: `/imports/${id}`,
    supplier: supplierId === null ? null : { id: supplierId, name: supplierName },
    since: since.toISOString(),
    rows,
  }));
  return { kind, count: found[0]?.count ?? 0, items };
}

function toDoOfSources(kind: 'source.broken' | 'source.late', all: readonly TroubledSource[]): ToDo {
  const found = all.filter(({ state }) => (state === 'broken') === (kind === 'source.broken'));
  const items = found.slice(0, SHOWN).map(({ id, name, since }) => ({
    id,
    name,
    address: `/sources/${id}`,
    supplier: null,
    since: since.toISOString(),
    rows: 0,
  }));
  return { kind, count: found.length, items };
}
