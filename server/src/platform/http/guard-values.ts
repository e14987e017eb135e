import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** Deeper than any value of ours; what recurses over a deeper one (validators, JSON.stringify) may not come back. */
const DEEPEST = 32;

/** Refuses what JSON can say and no text column can hold, wherever it stands in a request. */
export async function refuseUnstorable(request: FastifyRequest): Promise<void> {
  for (const part of ['params', 'query', 'body'] as const) {
    const found = findUnstorable(request[part], part);
    if (!found) continue;
    const { path, reason } = found;
    throw new AppError('request.invalid', {
      message: `${path} ${reason}`,
      params: { errors: [{ path, code: 'unstorable', params: {}, message: reason }] },
    });
  }
}

function findUnstorable(value: unknown, from: string): { path: string; reason: string } | null {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value, path: from, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: present, path, depth } = next;
    const reason = reasonAgainst(present);
    if (reason) return { path, reason };
    if (typeof present !== 'object' || present === null || Buffer.isBuffer(present)) continue;
    if (depth === DEEPEST) return { path: from, reason: `is nested more than ${DEEPEST} deep` };
    for (const [name, child] of Object.entries(present)) {
      if (reasonAgainst(name)) return { path, reason: 'has a name with a character that no text can hold' };
      waiting.push({ value: child, path: `${path}/${name}`, depth: depth + 1 });
    }
  }
  return null;
}

function reasonAgainst(value: unknown): string | null {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'has a NUL character';
    return value.isWellFormed() ? null : 'has half of a surrogate pair';
  }
  // 1e400 is read as Infinity, and would be written as null.
  return typeof value === 'number' && !Number.isFinite(value) ? 'is a number out of range' : null;
}
