import { createHash } from 'node:crypto';
import type { Announcement } from '../../platform/events/announcement.ts';

/** Events an endpoint may choose; progress is left to live connections, which do not mind to miss some. */
export const webhookEvents = [
  'products.changed',
  'products.deleted',
  'products.merged',
  'best-offer.changed',
  'import.held',
  'import.completed',
  'import.failed',
  'source.late',
  'export.completed',
  'export.failed',
  'job.dead',
] as const;

/** Sent by hand only, to any endpoint. */
export const TEST_EVENT = 'webhook.test';

/** The same id whenever an event is told, so that a receiver and our own log know it again. */
export function eventIdOf(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  // RFC 9562, version 8: a UUID made by a rule of one's own.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function bodyOf(id: string, { type, at, data }: Pick<Announcement, 'type' | 'at' | 'data'>): string {
  return JSON.stringify({ id, type, at: at.toISOString(), data });
}
