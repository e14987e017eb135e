import type { Principal } from '../../src/platform/http/principal.ts';
import type { RouteSet } from '../../src/platform/http/server.ts';

/** First among a server's routes: the caller is whom the header names. */
export const callersByHeader =
  (principals: Readonly<Record<string, Principal>>): RouteSet =>
  (app) => {
    if (!app.hasRequestDecorator('principal')) app.decorateRequest('principal', null);
    app.addHook('onRequest', async (request) => {
      request.principal = principals[String(request.headers['x-caller'])] ?? null;
    });
  };
