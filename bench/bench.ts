import type pg from 'pg';
import type { TestInstallation } from '../server/test/support/installation.ts';
import type { Result } from './measure.ts';

/** What a scenario works with. */
export interface Bench {
  /** An installation of its own, migrated, that writes through to the disk. */
  readonly installation: TestInstallation;
  /** Connected to its catalogue. */
  readonly client: pg.Client;
  /** Where files for it are made. */
  readonly folder: string;
  /** Rows of its files, products of its catalogue. */
  readonly rows: number;
  /** How often each measurement is made. */
  readonly runs: number;
  report(result: Result): void;
}
