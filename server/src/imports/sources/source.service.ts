import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Sealer } from '../../platform/sealing/sealer.ts';
import { requireVersion } from '../require-version.ts';
import type { ImportsTables } from '../tables.ts';
import { completeSettings, leadsElsewhere } from './source-settings.ts';
import type { SourceKind } from './source.tables.ts';
import {
  changeSource,
  deleteSource,
  findSource,
  findSourceByName,
  insertSource,
  listSources,
  lockSourceRow,
  type SourceRow,
} from './source.queries.ts';

export interface CreateSource {
  readonly name: string;
  readonly kind: SourceKind;
  readonly configId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, string>>;
  readonly expectedHours?: number | null;
}
export type PatchSource = Partial<Omit<CreateSource, 'kind'>>;

type Transaction = Kysely<ImportsTables>;
const placeOf = (id: string) => ({ table: 'import_sources', id, column: 'secret_sealed' });

/** Changes take the caller's transaction. */
export function createSourceService(deps: {
  db: Kysely<ImportsTables>;
  sealer: Sealer;
  newId: () => string;
  /** How often files of a configuration's supplier come; null where nothing was said. */
  usualHours: (configId: string) => Promise<number | null>;
}) {
  const { db, sealer } = deps;
  const sealed = (id: string, secret: Readonly<Record<string, string>>): string | null =>
    Object.keys(secret).length === 0 ? null : sealer.seal(JSON.stringify(secret), placeOf(id));
  const openSecret = (row: Pick<SourceRow, 'id' | 'secret_sealed'>): Record<string, string> =>
    row.secret_sealed === null
      ? {}
      : (JSON.parse(sealer.open(row.secret_sealed, placeOf(row.id))) as Record<string, string>);

  return {
    openSecret,
    list: () => listSources(db),
    async get(id: string, executor = db): Promise<SourceRow> {
      return (await findSource(executor, id)) ?? absent(id);
    },
    /** By id or by name, as the command line is told. */
    async find(text: string): Promise<SourceRow> {
      const byId = /^[0-9a-f-]{36}$/i.test(text) ? await findSource(db, text) : undefined;
      return byId ?? (await findSourceByName(db, text)) ?? absent(text);
    },
    async create(transaction: Transaction, input: CreateSource): Promise<SourceRow> {
      const { kind, secret = {} } = input;
      const id = deps.newId();
      const hours =
        input.expectedHours === undefined ? await deps.usualHours(input.configId) : input.expectedHours;
      return explained(input, () =>
        insertSource(transaction, {
          id,
          name: input.name.trim(),
          kind,
          config_id: input.configId,
          settings: JSON.stringify(completeSettings(kind, input.settings, Object.keys(secret))),
          secret_sealed: sealed(id, secret),
          expected_hours: hours,
        }),
      );
    },
    async change(
      transaction: Transaction,
      id: string,
      { patch, expected }: { patch: PatchSource; expected: number | null },
    ): Promise<SourceRow> {
      const present = (await lockSourceRow(transaction, id)) ?? absent(id);
      requireVersion('source', present, expected);
      const names = Object.keys(patch.secret ?? {});
      const settings = completeSettings(present.kind, patch.settings ?? present.settings, names);
      const elsewhere = leadsElsewhere(present.kind, present.settings, settings);
      if (elsewhere && present.secret_sealed !== null && !patch.secret) throw secretNeeded();
      return explained({ ...patch, name: patch.name ?? present.name }, () =>
        changeSource(transaction, id, {
          settings: JSON.stringify(settings),
          ...(patch.name === undefined ? {} : { name: patch.name.trim() }),
          ...(patch.configId === undefined ? {} : { config_id: patch.configId }),
          ...(patch.secret === undefined ? {} : { secret_sealed: sealed(id, patch.secret) }),
          ...(patch.expectedHours === undefined ? {} : { expected_hours: patch.expectedHours }),
          ...(elsewhere ? { cursor: '{}' } : {}),
          // What was broken may be mended by this; the next poll tells.
          ...(present.state === 'broken' ? { state: 'active' as const } : {}),
        }),
      );
    },
    async setState(transaction: Transaction, id: string, state: 'active' | 'paused'): Promise<SourceRow> {
      const present = (await lockSourceRow(transaction, id)) ?? absent(id);
      return present.state === state ? present : changeSource(transaction, id, { state });
    },
    async remove(transaction: Transaction, id: string, expected: number | null): Promise<void> {
      const present = (await lockSourceRow(transaction, id)) ?? absent(id);
      requireVersion('source', present, expected);
      await deleteSource(transaction, id);
    },
  };
}

export type SourceService = ReturnType<typeof createSourceService>;

async function explained<Row>(
  input: { name: string; configId?: string },
  write: () => Promise<Row>,
): Promise<Row> {
  try {
    return await write();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (constraint === 'import_sources_name_key')
      throw new AppError('sources.conflict', {
        message: `There is a source "${input.name.trim()}" already; choose another name`,
        params: { name: input.name.trim() },
      });
    if (code === '23503')
      throw new AppError('sources.no_config', {
        message: `There is no import configuration ${input.configId}; make one first`,
        params: { configId: input.configId },
      });
    throw error;
  }
}

/** Else whoever may change a source could have its password sent to a server of his own. */
const secretNeeded = (): AppError =>
  new AppError('sources.secret_needed', {
    message: 'The source would sign in somewhere else: enter its secret again with the new address',
  });

function absent(id: string): never {
  throw new AppError('sources.not_found', { message: `There is no source ${id}`, params: { id } });
}
