import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../telemetry/log.ts';
import type { Principal } from './principal.ts';
import type { HttpServer } from './server.ts';

export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, never the address: that has ids and may have tokens. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface RequestObserver {
  answered(request: AnsweredRequest): void;
}

/** As nginx writes it: the caller went away before the answer was written. */
const CLIENT_CLOSED = 499;

/** One line and one observation for each request, and its id on every line that is written meanwhile. */
export function observeRequests(
  app: HttpServer,
  { log, observer }: { log: Log; observer?: RequestObserver | undefined },
): void {
  app.addHook('onRequest', (request, reply, done) => {
    observeAnswer(request, reply, { log, observer });
    log.within({ requestId: request.id }, done);
  });
}

/** For requests that fail before they reach a hook, too. `close` comes once, after the answer or instead of it. */
export function observeAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { log, observer }: { log: Log; observer?: RequestObserver | undefined },
): void {
  reply.raw.once('close', () => {
    const answered = {
      method: request.method,
      route: routeOf(request, reply),
      status: reply.raw.writableEnded ? reply.raw.statusCode : CLIENT_CLOSED,
      seconds: reply.elapsedTime / 1000,
    };
    observer?.answered(answered);
    const { seconds, ...named } = answered;
    // A request that failed before sign-in was set up has none at all.
    const principal: Principal | null | undefined = request.principal;
    log.info(
      {
        requestId: request.id,
        ...named,
        ms: Math.round(seconds * 10_000) / 10,
        principalId: principal?.id ?? null,
      },
      'request answered',
    );
  });
}

/** Whatever has no route of its own shares a name, or a caller could make as many series as it knows addresses. */
function routeOf(request: FastifyRequest, reply: FastifyReply): string {
  if (!request.is404 && request.routeOptions.url) return request.routeOptions.url;
  return reply.raw.statusCode < 400 ? '(page)' : '(none)';
}
