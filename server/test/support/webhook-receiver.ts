import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** What it answers from now on; the text is made of what came in. */
  answer(status: number, text?: (request: ReceivedWebhook) => string): void;
  close(): Promise<void>;
}

export async function createWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let [status, textOf]: [number, (request: ReceivedWebhook) => string] = [200, () => 'thanks'];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const webhook = { path: request.url!, headers: request.headers, body };
    received.push(webhook);
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(textOf(webhook));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (given, text = () => 'thanks') => void ([status, textOf] = [given, text]),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
