import type { DatabaseName } from './databases/names.ts';
import type { JobDefinition, ScheduleDefinition } from './queue/jobs.ts';

/** A column of sealed values; its table has a UUID `id`. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

/**
 * The manifest of a domain: what it owns and what it runs. `composition.ts` reads the seven of them and
 * nothing else, so a domain is found, migrated and served because it is declared here.
 */
export interface DomainManifest<Tables = unknown> {
  /** The domain's name is the name of its database. */
  readonly name: DatabaseName;
  /** Every table of the domain; the record makes a forgotten one a compile error. */
  readonly tables: Readonly<Record<keyof Tables & string, true>>;
  /** Tables of the platform that stand in several databases, because they commit with what is written there. */
  readonly platformTables?: readonly string[];
  /** Folder of the domain's migrations, in order of their file names. */
  readonly migrations: URL;
  /** Tables partitioned by month that the daily job extends and watches. */
  readonly monthlyPartitions: readonly string[];
  /** What `rotate-key` seals anew; absent: the domain keeps no secret. */
  readonly sealed?: readonly SealedColumn[];
  /** Tables that the run-time role may read and add to, and nothing else. */
  readonly appendOnly?: readonly string[];
  readonly jobs: readonly JobDefinition[];
  readonly schedules: readonly ScheduleDefinition[];
}
