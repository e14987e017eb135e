import { ServerResponse } from 'node:http';
import pg from 'pg';
import { createSystem } from '../../src/composition.ts';
import { createApi } from '../../src/serve-api.ts';

// Serves the API and dies in the first request: before its effect is committed, or after that and before its answer.
const [dataDir, at] = process.argv.slice(2);
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
};
const system = await createSystem({ name: 'dying', share: 'interactive', dataDir });
const app = await createApi(system);
let asked = false;
app.server.on('request', () => (asked = true));
if (at === 'answer') ServerResponse.prototype.writeHead = die;
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function dieOrQuery(this: pg.Client, ...args: unknown[]) {
  if (at === 'commit' && asked && args[0] === 'commit') die();
  return query.apply(this, args);
} as never;
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address ? address.port : ''}\n`);
