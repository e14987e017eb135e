import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../telemetry/log.ts';
import { sendProblem } from './problem.ts';

export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Routes of one resource; each declares its permission in `config`, or the server does not start. */
export type RouteSet = (app: HttpServer) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `resource:action`, or `public` for what anyone may call. */
    permission?: string;
  }
}

export interface HttpServerOptions {
  readonly config: Config;
  readonly log: Log;
  readonly routes: readonly RouteSet[];
  /** Serves everything that is not the API; the web interface. */
  readonly web?: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
}

/** Until there are accounts, only this machine may call. */
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const BODY_LIMIT = 1024 * 1024;

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log } = options;
  if (!loopback.has(config.host)) {
    throw new AppError('config.invalid', {
      message: `HOST=${config.host}: there are no accounts yet, so the server listens on this machine only; use 127.0.0.1`,
    });
  }
  const app: HttpServer = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    disableRequestLogging: true,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    requestIdHeader: 'x-request-id',
    genReqId: () => randomUUID(),
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(error as Error, request, reply, log));
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
  });
  app.addHook('onRoute', (route) => {
    if (route.schema?.hide || route.method === 'HEAD' || route.method === 'OPTIONS') return;
    if (!route.config?.permission)
      throw new Error(`route ${String(route.method)} ${route.url} declares no permission`);
  });
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginEmbedderPolicy: false });
  await app.register(multipart, {
    limits: { fileSize: config.maxUploadBytes, files: 1, fields: 20, fieldSize: 64 * 1024 },
    throwFileSizeLimit: true,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'ProductsManager',
        version: '1',
        description:
          'Decimals are strings with a point, times ISO 8601 UTC, ids UUIDs. Errors are application/problem+json.',
      },
    },
    hideUntagged: true,
  });
  await app.register(async (scope) => {
    for (const routes of options.routes) routes(scope as unknown as HttpServer);
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { permission: 'public' } }, async () =>
    app.swagger(),
  );
  await app.register(
    scalar as never,
    { routePrefix: '/docs', configuration: { url: '/openapi.json' }, hooks: {} } as never,
  );
  app.setNotFoundHandler(async (request, reply) => {
    if (options.web && !/^\/(api|ws|health|metrics|openapi\.json|docs)(\/|\?|$)/.test(request.url)) {
      reply.hijack();
      await options.web(request.raw, reply.raw);
      return;
    }
    throw new AppError('route.not_found', {
      message: `There is nothing at ${request.method} ${request.url.split('?')[0]}`,
    });
  });
  return app;
}
