import { Type } from 'typebox';
import { uncountedPageOf } from '../../platform/http/answers.ts';
import type { Effect } from '../../platform/http/idempotency.ts';

/** Texts by locale. */
export const Labels = Type.Record(Type.String(), Type.String(), { description: 'By locale (BCP 47)' });

/** Counted up by every change; the `ETag` is made of it. */
export const Version = Type.Integer({ minimum: 1, description: 'As `If-Match` takes it' });

/** What `listAnswer` makes. */
export { uncountedPageOf as listOf };

/** What a write of a definition answers: the row with its version, and the operation. */
export const writtenAnswer = (
  { body, operationId }: { body: object & { version?: number }; operationId: string | null },
  location?: string,
): Effect => ({
  status: location === undefined ? 200 : 201,
  headers: {
    ...(operationId === null ? {} : { 'Operation-Id': operationId }),
    ...(body.version === undefined ? {} : { ETag: `"${body.version}"` }),
    ...(location === undefined ? {} : { Location: location }),
  },
  body,
});

/** Nothing is left to be shown. */
export const deletedAnswer = ({ operationId }: { operationId: string }): Effect => ({
  status: 204,
  headers: { 'Operation-Id': operationId },
  body: '',
});

/** Lists of definitions are read page by page; nobody counts them. */
export const listAnswer = <Item>(items: readonly Item[], nextCursor: string | null) => ({
  items,
  nextCursor,
  total: null,
  totalIsEstimate: false,
});
