import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Type, type Static, type TSchema } from 'typebox';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyTypeProvider,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../telemetry/log.ts';
import { createAuthorise, type Authenticate, type DeclaredRoute } from './authorise.ts';
import { refuseUnstorable } from './guard-values.ts';
import { observeAnswer, observeRequests, type RequestObserver } from './observe-requests.ts';
import type {} from './principal.ts';
import { sendProblem } from './problem.ts';
import { nameShapes, withProblems } from './openapi-document.ts';
import { rateLimits } from './rate-limits.ts';

/** What is sent is not typed by the schemas of answers: the tests hold every answer against the document. */
interface Types extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}

export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  Types
>;

/**
 * Routes of one resource: `(app) => app.get(url, { schema: { tags, params, querystring, body }, config: { permission } }, handler)`.
 * `response: { 200: schema }` documents what it answers. A route without tags is not in the document; one without querystring takes no parameter.
 * Each declares its permission in `config`, or the server does not start. */
export type RouteSet = (app: HttpServer) => void;

export interface HttpServerOptions {
  readonly config: Config;
  readonly log: Log;
  readonly routes: readonly RouteSet[];
  /** Tells who calls; null for nobody we know. */
  readonly authenticate: Authenticate;
  readonly observer?: RequestObserver | undefined;
  /** Serves everything that is not the API; the web interface. */
  readonly web?: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
}

const BODY_LIMIT = 1024 * 1024;
const NoQuery = Type.Object({}, { additionalProperties: false });
/** Pages run their own scripts and ask nobody else for anything; answers of the API run nothing at all. */
const pagePolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";

/** The server and every permission that its routes declare. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log, observer } = options;
  const app: HttpServer = Fastify({
    // Where it listens is said by the command that starts it; the lines of requests are not the server's.
    loggerInstance: log.child(
      {},
      { level: log.isLevelEnabled('warn') ? 'warn' : log.level },
    ) as FastifyBaseLogger,
    childLoggerFactory: () => log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    requestIdHeader: false,
    genReqId: (request) => givenId(request.headers['x-request-id']) ?? randomUUID(),
    frameworkErrors: (error, request, reply) => {
      observeAnswer(request, reply, { log, observer });
      sendProblem(error, request, reply, log);
    },
    trustProxy: hopsOrAddresses(config.trustProxy),
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  }).withTypeProvider<Types>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Schemas of answers document them; none leaves anything out.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler((error, request, reply) => sendProblem(error as Error, request, reply, log));
  // RFC 7396 has a type of its own, and clients that know it send it.
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  observeRequests(app, { log, observer });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
  });
  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  app.decorateRequest('principal', null);
  await app.register(cookie);
  // Before the right is asked for, so that trying tokens is limited too.
  await app.register(rateLimit, rateLimits);
  app.addHook('onRequest', createAuthorise(options.authenticate));
  app.addHook('preValidation', refuseUnstorable);
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS' || route.url.startsWith('/docs')) return;
    const permission = route.config?.permission;
    if (!permission) throw new Error(`route ${String(route.method)} ${route.url} declares no permission`);
    for (const method of [route.method].flat())
      declared.push({
        route: `${method} ${route.url}`,
        permission,
        detailsFor: route.config?.detailsFor,
        furtherPermission: route.config?.furtherPermission,
      });
    // A parameter that a route of the API does not know is an error also where it knows none.
    if (route.url.startsWith('/api/')) route.schema = { querystring: NoQuery, ...route.schema };
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
    // Served without TLS on this machine; a proxy in front of it says this for itself.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
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
    transform: ({ schema, url }) => ({ schema: withProblems(schema), url }),
    transformObject: (made) =>
      ('openapiObject' in made
        ? nameShapes(made.openapiObject as object as Record<string, unknown>)
        : made) as object,
  });
  await app.register(async (scope) => {
    for (const routes of options.routes) routes(scope as unknown as HttpServer);
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { permission: 'public' } }, async () =>
    app.swagger(),
  );
  await app.register(
    scalar as never,
    {
      routePrefix: '/docs',
      configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false },
      hooks: {
        onRequest: (_request: unknown, reply: FastifyReply, done: () => void) => {
          void reply.header('Content-Security-Policy', pagePolicy);
          done();
        },
      },
    } as never,
  );
  app.setNotFoundHandler(async (request, reply) => {
    if (options.web && !/^\/(api|ws|health|metrics|openapi\.json|docs)(\/|\?|$)/.test(request.url)) {
      reply.hijack();
      reply.raw.setHeader('Content-Security-Policy', pagePolicy);
      await options.web(request.raw, reply.raw).catch((error: unknown) => {
        // The answer is out of Fastify's hands, so nobody else would end it.
        log.error({ err: error, requestId: request.id }, 'page failed');
        if (!reply.raw.headersSent) reply.raw.statusCode = 500;
        reply.raw.end();
      });
      return;
    }
    throw new AppError('route.not_found', {
      message: `There is nothing at ${request.method} ${request.url.split('?')[0]}`,
      params: { path: `${request.method} ${request.url.split('?')[0]}` },
    });
  });
  return app;
}

function hopsOrAddresses(trust: Config['trustProxy']) {
  return typeof trust === 'number' ? (_address: string, hop: number): boolean => hop < trust : trust;
}

/** A caller's own id goes into answers and logs, so it is short and plain, or not taken. */
function givenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:/+=-]{1,128}$/.test(header) ? header : null;
}
