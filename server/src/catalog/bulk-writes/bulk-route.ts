import { Type, type Static, type TSchema } from 'typebox';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { FieldDefaults } from '../fields/field-names.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { BulkResultShape, changedProducts, type BulkResult, type BulkWrite } from './bulk-results.ts';
import { MOST_ENTRIES } from './entry-key.ts';

export interface BulkRouteDeps {
  readonly pool: ConnectionPool;
  readonly newId: () => string;
  readonly fieldDefaults: () => Promise<FieldDefaults>;
  readonly forgetValues: (productIds: readonly string[]) => void;
}

/** A POST of many entries: one operation, whose id is answered where something changed. */
export function bulkRoute<Entry extends TSchema>(
  app: HttpServer,
  deps: BulkRouteDeps,
  route: {
    readonly url: string;
    readonly tag: string;
    readonly entry: Entry;
    readonly write: (client: PoolClient, write: BulkWrite<Static<Entry>>) => Promise<BulkResult>;
  },
): void {
  const body = Type.Array(route.entry, { minItems: 1, maxItems: MOST_ENTRIES });
  app.post(
    route.url,
    {
      schema: { tags: [route.tag], body, response: { 200: BulkResultShape } },
      config: { permission: 'products:write' },
    },
    async (request, reply) => {
      // Asked for before rows are locked: it may have to wait for another database.
      const { currency } = await deps.fieldDefaults();
      return answerOnce(request, reply, {
        transactions: editTransactions(deps.pool),
        work: async (client) => {
          const result = await route.write(client, {
            operationId: deps.newId(),
            origin: originOf(request),
            entries: request.body as Static<Entry>[],
            defaultCurrency: currency,
          });
          const { operationId } = result;
          const headers = operationId ? { 'Operation-Id': operationId } : {};
          const changed = changedProducts(result);
          return { headers, body: result, afterCommit: () => deps.forgetValues(changed) };
        },
      });
    },
  );
}
