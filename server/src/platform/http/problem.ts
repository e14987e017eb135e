import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '../errors.ts';
import type { Log } from '../telemetry/log.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly errors?: {
    path: string;
    code: string;
    params: Readonly<Record<string, unknown>>;
    message: string;
  }[];
  readonly conflicts?: unknown;
}

const titles: Readonly<Record<number, readonly [en: string, fr: string]>> = {
  400: ['The request is malformed', 'La requête est mal formée'],
  401: ['Sign in first', 'Connectez-vous d’abord'],
  403: ['Not allowed', 'Action non autorisée'],
  404: ['Not found', 'Introuvable'],
  405: ['Method not allowed', 'Méthode non autorisée'],
  409: ['The state does not allow this', 'L’état actuel ne le permet pas'],
  410: ['No longer kept', 'N’est plus conservé'],
  412: ['Changed meanwhile', 'Modifié entre-temps'],
  413: ['Too large', 'Trop volumineux'],
  415: ['This kind of content is not read here', 'Ce type de contenu n’est pas accepté ici'],
  422: ['A rule of the catalogue forbids this', 'Une règle du catalogue l’interdit'],
  429: ['Too many requests', 'Trop de requêtes'],
  500: ['An error on our side', 'Une erreur de notre côté'],
  503: ['A part is not available', 'Un composant est indisponible'],
};

/** One shape for every error (RFC 9457); what is unexpected is logged once and told without inner detail. */
export function sendProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): void {
  const problem = problemOf(error, request);
  if (problem.status >= 500 && !isAppError(error))
    log.error({ err: error, requestId: request.id }, 'request failed');
  if (problem.status === 503) void reply.header('Retry-After', '2');
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function problemOf(error: FastifyError | Error, request: FastifyRequest): Problem {
  const french = /^fr\b/i.test(request.headers['accept-language'] ?? '');
  const make = (status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem => {
    const title = titles[status] ?? titles[500]!;
    return {
      type: `urn:products-manager:${code}`,
      title: title[french ? 1 : 0],
      status,
      detail,
      code,
      params: {},
      requestId: String(request.id),
      ...more,
    };
  };
  if (isAppError(error)) {
    const { conflicts, ...params } = error.params;
    return make(error.status, error.code, error.message, {
      params,
      ...(conflicts === undefined ? {} : { conflicts }),
    });
  }
  const fastify = error as FastifyError;
  if (fastify.validation) {
    const errors = fastify.validation.map((found) => ({
      path: `${fastify.validationContext ?? 'body'}${found.instancePath}`,
      code: found.keyword,
      params: found.params,
      message: found.message ?? '',
    }));
    return make(400, 'request.invalid', errors.map((e) => `${e.path} ${e.message}`).join('; '), { errors });
  }
  const status = fastify.statusCode ?? 500;
  if (status >= 400 && status < 500)
    return make(status, `request.${(fastify.code ?? 'invalid').toLowerCase()}`, error.message);
  if (['ECONNREFUSED', 'ENOENT', '57P01', '57P03', '08006', '53300'].includes(fastify.code ?? '')) {
    return make(503, 'database.unavailable', 'A database does not answer; try again shortly', {
      params: { part: 'database' },
    });
  }
  return make(500, 'internal', 'Something went wrong; the request id finds it in the log');
}
