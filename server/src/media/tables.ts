import type { ColumnType, Generated } from 'kysely';

export type MediaState = 'to_fetch' | 'ready' | 'failed';

/** Why a picture could not be had. */
export interface MediaFailure {
  readonly code: string;
  readonly message: string;
}

export interface MediaTable {
  id: Generated<string>;
  address: string;
  address_hash: string;
  state: ColumnType<MediaState, MediaState | undefined, MediaState>;
  storage_key: string | null;
  sha256: string | null;
  /** Media type that its bytes have, such as `image/jpeg`. */
  type: string | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
  bytes: ColumnType<string | null, number | null, number | null>;
  failure: ColumnType<MediaFailure | null, string | null, string | null>;
  tries: Generated<number>;
  next_try_at: Generated<Date>;
  created_at: Generated<Date>;
  fetched_at: Date | null;
}

export interface MediaTables {
  media: MediaTable;
}
