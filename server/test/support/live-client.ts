import { WebSocket } from 'ws';
import type { Principal } from '../../src/platform/http/principal.ts';

export interface LiveClient {
  readonly socket: WebSocket;
  readonly received: Record<string, unknown>[];
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  send(frame: object): void;
  /** The next message that fits, or the first that came already. */
  saw(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  sawType(type: string): Promise<Record<string, unknown>>;
}

/** Connects and waits for the greeting. @throws with the status of a refused handshake */
export async function connectLive(
  url: string,
  headers: Record<string, string> = {},
  answersPings = true,
): Promise<LiveClient> {
  const socket = new WebSocket(url, { headers, autoPong: answersPings });
  const received: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)) as Record<string, unknown>);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) =>
      reject(
        Object.assign(new Error(`refused with ${response.statusCode}`), { status: response.statusCode }),
      ),
    );
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const saw: LiveClient['saw'] = (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = received.find(fits);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const client: LiveClient = {
    socket,
    received,
    closed,
    send: (frame) => socket.send(JSON.stringify(frame)),
    saw,
    sawType: (type) => saw((message) => message['type'] === type),
  };
  await client.sawType('hello');
  return client;
}

export const buildPrincipal = (given: Partial<Principal> = {}): Principal => ({
  kind: 'user',
  id: 'a0000000-0000-4000-8000-000000000001',
  userId: given.id ?? 'a0000000-0000-4000-8000-000000000001',
  name: 'Ada',
  permissions: new Set(['imports:read', 'exports:read', 'jobs:read', 'products:read', 'webhooks:read']),
  sessionId: 'b0000000-0000-4000-8000-000000000001',
  ...given,
});
