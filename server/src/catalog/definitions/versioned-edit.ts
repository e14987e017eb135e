import type { Origin } from '../../platform/origin.ts';

/** An edit of something that counts its versions. */
export interface VersionedEdit {
  /** From If-Match; null where any version will do. */
  readonly expected: number | null;
  readonly origin: Origin;
}
