import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isAppError, type AppError } from '../errors.ts';
import type { Log } from '../telemetry/log.ts';
import { listInputErrors } from './invalid-input.ts';
import { frenchDetail, prefersFrench, titles } from './problem-texts.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly errors?: unknown;
  readonly conflicts?: unknown;
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: unknown;
  readonly conflicts?: unknown;
}

/** One shape for every error (RFC 9457); what is unexpected is logged once and told without inner detail. */
export function sendProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): void {
  const french = prefersFrench(request.headers['accept-language']);
  const problem = problemOf(error, String(request.id), french);
  if (problem.status >= 500)
    log[isAppError(error) ? 'warn' : 'error']({ err: error, requestId: request.id }, 'request failed');
  const later = problem.status === 503 || problem.status === 429 || (isAppError(error) && error.retryable);
  if (later) void reply.header('Retry-After', String(problem.params['retryAfter'] ?? 2));
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function problemOf(error: FastifyError | Error, requestId: string, french: boolean): Problem {
  const told = tell(error, french);
  const { status, code, params = {}, errors, conflicts } = told;
  const title = titles[status] ?? titles[status < 500 ? 400 : 500]!;
  return {
    type: `urn:products-manager:${code}`,
    title: title[french ? 1 : 0],
    status,
    detail: (french && frenchDetail(code, params)) || told.detail,
    code,
    params,
    requestId,
    ...(errors === undefined ? {} : { errors }),
    ...(conflicts === undefined ? {} : { conflicts }),
  };
}

function tell(error: FastifyError | Error, french: boolean): Told {
  if (isAppError(error)) return tellAppError(error);
  const known = error as FastifyError;
  if (known.validation) {
    const errors = listInputErrors(known, french);
    const detail = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
    return { status: 400, code: 'request.invalid', detail, errors };
  }
  const named = byServerCode[known.code ?? ''];
  if (named) return { ...named, detail: known.message };
  const status = known.statusCode ?? 500;
  if (status >= 400 && status < 500) return { status, code: 'request.invalid', detail: known.message };
  if (unavailable.test(known.code ?? '')) {
    return {
      status: 503,
      code: 'database.unavailable',
      detail: 'A database does not answer; try again shortly',
      params: { part: 'database' },
    };
  }
  return {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong; the request id finds it in the log',
  };
}

function tellAppError({ code, status, message, params: all }: AppError): Told {
  const { conflicts, errors, ...params } = all;
  // The driver's words name sockets and users; the log has them.
  const detail =
    code === 'database.unavailable'
      ? `The database ${String(params['part'])} does not answer; try again shortly`
      : message;
  return { status, code, detail, params, conflicts, errors };
}

/** What Fastify and its parsers refuse, in words of ours: their codes change with their versions. */
const byServerCode: Readonly<Record<string, { status: number; code: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'request.malformed_json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'request.malformed_json' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'request.too_large' },
  FST_REQ_FILE_TOO_LARGE: { status: 413, code: 'request.too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'request.unsupported_type' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { status: 415, code: 'request.unsupported_type' },
  FST_ERR_BAD_URL: { status: 400, code: 'request.invalid' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 414, code: 'request.invalid' },
};

/** Connection lost or refused, shut down, out of connections, out of disk, read-only, and a lock that did not come. */
const unavailable = /^(ECONN\w+|EPIPE|ENOENT|57P0[1-5]|08\w{3}|53\d{3}|25006|55P03|57014|40P01|40001)$/;
