import type { Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { SagaRunner } from '../../platform/saga/saga-runner.ts';
import { requireMergeable, type MergeRequest } from './check-merge.ts';
import { decideMerge, MERGE_RULE, type MergeReason } from './decide-merge.ts';
import { openOperation } from './merge-operation.queries.ts';
import { createMergeSaga, followMerge, readMerge, type MergeParts } from './merge-products.ts';
import { readMergeStates } from './merge-state.queries.ts';
import { stayingOffers } from './written-fields.ts';

export interface MergePlan {
  readonly survivor: { readonly id: string; readonly sku: string };
  readonly merged: readonly { readonly id: string; readonly sku: string }[];
  /** How fields are decided, in a sentence. */
  readonly rule: string;
  readonly fields: readonly {
    readonly field: string;
    readonly reason: MergeReason;
    readonly from: string;
    readonly old: unknown;
    readonly new: unknown;
    readonly values: readonly { readonly productId: string; readonly value: unknown }[];
  }[];
  readonly moved: { readonly offers: number; readonly identifiers: number; readonly decisions: number };
  /** Offers that stay, because the survivor has one of the same supplier without a reference. */
  readonly stayingOffers: readonly string[];
}

/** How long a merge is waited for; one that takes longer goes on in a worker. */
const WAIT_MS = 10_000;

export function createMergeService(
  deps: MergeParts & {
    readonly newId: () => string;
    readonly sagas: () => SagaRunner;
  },
) {
  const { pool } = deps;
  const saga = createMergeSaga(deps);

  /** @throws AppError for what cannot be merged, as `requireMergeable` */
  async function plan(request: MergeRequest): Promise<MergePlan> {
    const states = await readMergeStates(pool, [request.survivorId, ...request.ids]);
    const products = requireMergeable(request, states);
    const { survivor, merged } = products;
    const staying = stayingOffers(products);
    const count = (key: 'offers' | 'identifiers' | 'decisions'): number =>
      merged.reduce((sum, product) => sum + product[key].length, 0);
    return {
      survivor: { id: survivor.id, sku: survivor.sku },
      merged: merged.map(({ id, sku }) => ({ id, sku })),
      rule: MERGE_RULE,
      fields: decideMerge(survivor, merged, request.prefer).map(
        ({ field, reason, from, old, value, values }) => ({
          field,
          reason,
          from,
          old: old?.shown ?? null,
          new: value.shown,
          values,
        }),
      ),
      moved: {
        offers: count('offers') - staying.length,
        identifiers: count('identifiers'),
        decisions: count('decisions'),
      },
      stayingOffers: staying,
    };
  }

  return {
    saga,
    /** What a merge would do; changes nothing. */
    preview: plan,
    /** Writes the merge down and has a saga do it; the transaction is that of the sagas' database. */
    async request(
      client: Statements,
      request: MergeRequest,
      origin: Origin,
    ): Promise<{ plan: MergePlan; operationId: string; sagaId: string }> {
      const planned = await plan(request);
      const operationId = deps.newId();
      await openOperation(pool, { id: operationId, kind: 'merge', origin, definition: request });
      const sagaId = await deps.sagas().start(saga, { operationId }, client);
      return { plan: planned, operationId, sagaId };
    },
    /** Runs it here, so that who asked finds it done; where that fails or takes long, a worker goes on. */
    async run(sagaId: string): Promise<void> {
      await deps
        .sagas()
        .run(sagaId, AbortSignal.timeout(WAIT_MS))
        .catch(() => null);
    },
    /** @throws AppError `operations.not_found` for an operation that is no merge */
    requireMerge: async (operationId: string): Promise<void> => void (await readMerge(pool, operationId)),
    /** For the undo of a merge's operation. */
    follow: (operationId: string, undone: boolean): Promise<void> => followMerge(deps, operationId, undone),
  };
}

export type MergeService = ReturnType<typeof createMergeService>;
