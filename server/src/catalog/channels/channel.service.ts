import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Changed } from '../attributes/attribute.service.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import {
  countChannelUses,
  deleteChannel,
  findChannel,
  findTaxonomyId,
  insertChannel,
  lockChannel,
  updateChannel,
  type ChannelRow,
} from './channel.queries.ts';

export interface ChannelPatch {
  readonly labels?: LabelsPatch | undefined;
  readonly locales?: readonly string[] | undefined;
  readonly currencies?: readonly string[] | undefined;
  /** Code of the tree of categories that it shows. */
  readonly taxonomy?: string | null | undefined;
}

interface ChannelState {
  readonly labels: Labels;
  readonly locales: readonly string[];
  readonly currencies: readonly string[];
  readonly taxonomy: string | null;
}

interface ChannelEdit extends VersionedEdit {
  readonly code: string;
}

/** Where products are published: in which languages and currencies, under which categories. */
export function createChannelService({ db }: { db: Executor }) {
  return {
    get: async (code: string): Promise<ChannelRow> => (await findChannel(db, code)) ?? missing(code),
    find: (transaction: Executor, code: string) => findChannel(transaction, code),
    async create(
      transaction: Executor,
      { code, ...patch }: ChannelPatch & { code: string },
      origin: Origin,
    ): Promise<Changed<ChannelRow>> {
      const state = applied({ labels: {}, locales: [], currencies: [], taxonomy: null }, patch);
      const row = await insertChannel(transaction, { code, ...(await columnsOf(transaction, state)) });
      if (!row) throw codeTaken('channels', code);
      const event = { entity: 'channel', id: code, action: 'created', origin, before: null } as const;
      const operationId = await appendDefinitionEvent(transaction, { ...event, after: state });
      return { row, operationId };
    },
    async change(
      transaction: Executor,
      { code, patch, expected, origin }: ChannelEdit & { patch: ChannelPatch },
    ): Promise<Changed<ChannelRow>> {
      const present = (await lockChannel(transaction, code)) ?? missing(code);
      requireVersion('channels', present, expected);
      const before = stateOf(present);
      const state = applied(before, patch);
      if (isDeepStrictEqual(before, state)) return { row: present, operationId: null };
      const row = await updateChannel(transaction, code, await columnsOf(transaction, state));
      const event = { entity: 'channel', id: code, action: 'updated', origin } as const;
      const values = { before, after: state };
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, ...values }) };
    },
    /** By force also one in use: its values stay where they are and are shown no more. */
    async remove(
      transaction: Executor,
      { code, expected, origin, force }: ChannelEdit & { force: boolean },
    ): Promise<{ operationId: string }> {
      const present = (await lockChannel(transaction, code)) ?? missing(code);
      requireVersion('channels', present, expected);
      const uses = force ? { products: 0, families: 0 } : await countChannelUses(transaction, code);
      if (uses.products + uses.families > 0)
        throw inUse('channels', { code, uses, remedy: 'delete it with ?force=true: values stay, unseen' });
      await deleteChannel(transaction, code);
      const event = { entity: 'channel', id: code, action: 'deleted', origin, after: null } as const;
      const before = stateOf(present);
      return { operationId: await appendDefinitionEvent(transaction, { ...event, before }) };
    },
  };
}

export type ChannelService = ReturnType<typeof createChannelService>;

const stateOf = (row: ChannelRow): ChannelState => ({
  labels: row.labels,
  locales: row.locales,
  currencies: row.currencies,
  taxonomy: row.taxonomy,
});

const applied = (state: ChannelState, patch: ChannelPatch): ChannelState => ({
  labels: mergePatch(state.labels, patch.labels ?? {}) as Labels,
  locales: [...new Set(patch.locales ?? state.locales)],
  currencies: [...new Set(patch.currencies ?? state.currencies)],
  taxonomy: patch.taxonomy === undefined ? state.taxonomy : patch.taxonomy,
});

async function columnsOf(transaction: Executor, { labels, locales, currencies, taxonomy }: ChannelState) {
  const known = new Set(Intl.supportedValuesOf('currency'));
  const unknown = currencies.find((code) => !known.has(code));
  if (unknown !== undefined)
    throw refused('currencies', unknown, 'is no currency of ISO 4217; write a code such as EUR');
  const id = taxonomy === null ? null : await findTaxonomyId(transaction, taxonomy);
  if (id === undefined) throw refused('taxonomy', taxonomy!, 'is no tree of categories');
  return {
    labels: JSON.stringify(labels),
    locales: [...locales],
    currencies: [...currencies],
    taxonomy_id: id,
  };
}

const refused = (field: string, value: string, reason: string): AppError =>
  new AppError('channels.rule', {
    message: `${field} "${value}" ${reason}`,
    params: { field, value, reason },
  });

function missing(code: string): never {
  throw absent('channels', code);
}
