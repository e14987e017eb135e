import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from './log.ts';
import { mayScrape } from './may-scrape.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsListener {
  /** As chosen by the system where 0 was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /metrics` on this machine for a process that has no API.
 * @returns null where the port is taken, by a second worker perhaps: nobody scrapes this one then, but it works
 */
export async function listenForScrapes(options: {
  metrics: Metrics;
  port: number;
  token: string | null;
  log: Log;
}): Promise<MetricsListener | null> {
  const { metrics, port, token, log } = options;
  const server = createServer((request, response) => {
    const status = request.url !== '/metrics' ? 404 : mayScrape(request, token) ? 200 : 401;
    const answer = status === 200 ? metrics.text() : Promise.resolve('');
    answer.then(
      (text) => response.writeHead(status, { 'Content-Type': metrics.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'metrics could not be read');
        response.writeHead(500).end();
      },
    );
  });
  try {
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
  } catch (error) {
    log.warn({ err: error, port }, 'nobody can scrape this process: METRICS_PORT is taken');
    return null;
  }
  server.unref();
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
