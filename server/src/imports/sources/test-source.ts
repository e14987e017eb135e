import { isAppError } from '../../platform/errors.ts';
import type { Connect } from './connectors/connect-source.ts';
import type { SourceRow } from './source.queries.ts';

/** Of the files that are there, as many are shown. */
const MOST_SHOWN = 20;
/** A person waits for it. */
const TEST_MS = 30_000;

export interface SourceTest {
  readonly ok: boolean;
  readonly error: { code: string; message: string; params: Readonly<Record<string, unknown>> } | null;
  readonly files: readonly { name: string; bytes: number | null; modifiedAt: string | null }[];
  readonly total: number;
  /** What the next poll would remember, as the key of an SFTP server. */
  readonly seen: Readonly<Record<string, unknown>>;
}

/** Signs in and looks, and takes nothing; the result is the answer, whatever it is. */
export async function testSource(connect: Connect, source: SourceRow): Promise<SourceTest> {
  try {
    // Without what is known of it: an address that did not change would have nothing to show.
    const cursor = source.kind === 'sftp' ? source.cursor : {};
    const connection = await connect({ ...source, cursor }, AbortSignal.timeout(TEST_MS));
    try {
      const files = await connection.list();
      const shown = files.slice(-MOST_SHOWN).map(({ name, bytes, modifiedAt }) => ({
        name,
        bytes,
        modifiedAt: modifiedAt?.toISOString() ?? null,
      }));
      return { ok: true, error: null, files: shown, total: files.length, seen: connection.cursor };
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message, params } = error;
    return { ok: false, error: { code, message, params }, files: [], total: 0, seen: {} };
  }
}
