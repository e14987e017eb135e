import type { RateLimitPluginOptions } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** Requests in ten seconds from one address: thirty times what a busy person's interface sends. */
const MOST = 5_000;

/** Routes that guess at secrets set a limit of their own (`config.rateLimit`). */
export const rateLimits: RateLimitPluginOptions = {
  global: true,
  max: MOST,
  timeWindow: 10_000,
  keyGenerator: (request: FastifyRequest) => request.ip,
  // A load balancer that asks often must not be told that the server is down.
  allowList: (request: FastifyRequest) => request.url.startsWith('/health'),
  errorResponseBuilder: (_request, { ttl }) =>
    new AppError('request.too_many', {
      message: `Too many requests from one address; go on in ${Math.ceil(ttl / 1000)} seconds`,
      status: 429,
      params: { retryAfter: Math.ceil(ttl / 1000) },
    }),
};
