import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Statements, Transactions } from '../databases/transactions.ts';
import { AppError } from '../errors.ts';
import { findAnswer, insertAnswer, tryLockKey, type StoredAnswer } from './idempotency.queries.ts';
import type {} from './principal.ts';

/** What a write answers. */
export interface Effect {
  readonly status?: number;
  /** Those that belong to the answer and come again with it, such as `Location`, `ETag` and `Operation-Id`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is JSON already. */
  readonly body: object | string;
  /** Follows the commit and comes before the answer; not when the answer comes again. */
  readonly afterCommit?: () => Promise<void> | void;
}

export interface OneWrite<Transaction> {
  readonly transactions: Transactions<Transaction>;
  /** What was sent, where it is not the parsed body. */
  readonly content?: unknown;
  /** All of the effect, in this transaction; may run again after a transaction that was rolled back. */
  readonly work: (transaction: Transaction) => Promise<Effect>;
}

/**
 * Runs a write and answers it. With an `Idempotency-Key` the answer is stored in the transaction of the effect, so
 * that the same request sent again within 24 h has no second effect and gets the same bytes. A refused request had
 * no effect: nothing is stored, and it is judged anew.
 * @throws AppError `idempotency.invalid` 400, `idempotency.in_progress` 409, `idempotency.key_reused` 422
 */
export async function answerOnce<Transaction>(
  request: FastifyRequest,
  reply: FastifyReply,
  { transactions, work, content = request.body }: OneWrite<Transaction>,
): Promise<FastifyReply> {
  const once = onceOf(request, content);
  const { answer, replayed, afterCommit } = await transactions.run(async (transaction) => {
    const statements = transactions.statements(transaction);
    const stored = once && (await claim(statements, once));
    if (stored) return { answer: stored, replayed: true, afterCommit: undefined };
    const effect = await work(transaction);
    const made = answerOf(effect);
    if (once) await insertAnswer(statements, once, once.fingerprint, made);
    return { answer: made, replayed: false, afterCommit: effect.afterCommit };
  });
  await afterCommit?.();
  if (replayed) void reply.header('Idempotency-Replayed', 'true');
  return reply.status(answer.status).headers(answer.headers).send(answer.body);
}

interface Once {
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: string;
}

function onceOf(request: FastifyRequest, content: unknown): Once | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError('idempotency.invalid', {
      message: `Idempotency-Key: "${String(key).slice(0, 300)}" is no key; send 1 to 255 visible ASCII characters, such as a UUID`,
      params: { header: 'Idempotency-Key' },
    });
  // The address with its ids and parameters, not the route's pattern: an edit of another product is another request.
  const sent = [request.method, request.url, JSON.stringify(content) ?? ''].join('\n');
  return {
    caller: request.principal?.id ?? 'anonymous',
    key,
    fingerprint: createHash('sha256').update(sent).digest('hex'),
  };
}

/** @returns the answer of an earlier request; undefined when this one is the first, which then holds the key */
async function claim(statements: Statements, once: Once): Promise<StoredAnswer | undefined> {
  const { key } = once;
  if (!(await tryLockKey(statements, once)))
    throw new AppError('idempotency.in_progress', {
      message: `The request with the Idempotency-Key "${key}" is still running; send it again shortly`,
      params: { key },
      status: 409,
      retryable: true,
    });
  const stored = await findAnswer(statements, once);
  if (stored && stored.fingerprint !== once.fingerprint)
    throw new AppError('idempotency.key_reused', {
      message: `The Idempotency-Key "${key}" belongs to another request of the last 24 hours; take a new key`,
      params: { key },
      status: 422,
    });
  return stored;
}

const answerOf = ({ status = 200, headers = {}, body }: Effect): StoredAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
