import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Principal } from '../http/principal.ts';
import type { HttpServer } from '../http/server.ts';
import { titles } from '../http/problem-texts.ts';
import type { Log } from '../telemetry/log.ts';
import type { LiveHub } from './live-hub.ts';

const PATH = '/ws';
/** A frame of a client names topics; 64 kB are a hundred of them many times over. */
const MAX_FRAME_BYTES = 64 * 1024;

/** Opens `/ws` on the server of the API for whoever brings a ticket. */
export function serveLive(options: {
  app: HttpServer;
  hub: LiveHub;
  /** Whom a ticket was given to; null when there is no such ticket any more. */
  redeem: (ticket: string) => Promise<Principal | null>;
  /** Origins of pages that may connect beside those of this host. */
  origins: readonly string[];
  log: Log;
}): void {
  const { app, hub, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    // A message that is small on the wire and huge in memory costs more than the bytes saved.
    perMessageDeflate: false,
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (pathOf(request) !== PATH) return refuse(socket, 404);
    if (!isWelcome(request, options.origins)) return refuse(socket, 403);
    const ticket = new URL(request.url!, 'http://localhost').searchParams.get('ticket');
    const principal = ticket ? await options.redeem(ticket) : null;
    if (!principal) return refuse(socket, 401);
    if (socket.destroyed) return;
    if (!hub.takePlace(principal)) return refuse(socket, 429);
    // Until it is a connection of the hub, its end gives the place back here.
    const free = (): void => hub.freePlace(principal);
    socket.once('close', free);
    sockets.handleUpgrade(request, socket, head, (connection) => {
      socket.off('close', free);
      hub.add(connection, principal);
    });
  }

  // With a listener for upgrades Node takes them all for its own, also the "h2c" that some clients offer with
  // every request; those are answered as what they are.
  Object.assign(app.server, {
    shouldUpgradeCallback: (request: IncomingMessage) => pathOf(request) === PATH,
  });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      log.warn({ err: error }, 'a live connection could not be opened');
      refuse(socket, 503);
    });
  });
  app.addHook('onListen', () => hub.start());
  app.addHook('preClose', () => hub.close());
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0]!;

/** Browsers name the page that connects and cannot be made to lie about it; other programs name none. */
function isWelcome({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return origins.includes(page.origin) || page.host === host;
}

function refuse(socket: Duplex, status: 401 | 403 | 404 | 429 | 503): void {
  if (socket.destroyed) return;
  const title = titles[status]![0];
  const body = JSON.stringify({ type: `urn:products-manager:live.${codes[status]}`, title, status });
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 429 || status === 503 ? ['Retry-After: 2'] : []),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const codes = {
  401: 'ticket_refused',
  403: 'origin_refused',
  404: 'not_found',
  429: 'too_many_connections',
  503: 'unavailable',
} as const;
