import { AppError } from '../errors.ts';
import type { HttpServer } from '../http/server.ts';
import { mayScrape } from './may-scrape.ts';
import type { Metrics } from './metrics.ts';

/** `public` to the accounts: whoever scrapes has none, and is let in by the token or by where he is. */
export function metricsRoutes({ metrics, token }: { metrics: Metrics; token: string | null }) {
  return (app: HttpServer): void => {
    app.get(
      '/metrics',
      { schema: { hide: true }, config: { permission: 'public' } },
      async (request, reply) => {
        if (!mayScrape(request.raw, token)) {
          void reply.header('WWW-Authenticate', 'Bearer realm="metrics"');
          throw new AppError('metrics.unauthenticated', {
            status: 401,
            message:
              'The metrics are given to this machine, or for METRICS_TOKEN as a bearer token; set it here and in the scraper',
          });
        }
        return reply.type(metrics.contentType).send(await metrics.text());
      },
    );
  };
}
