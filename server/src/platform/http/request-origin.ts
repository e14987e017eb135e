import type { FastifyRequest } from 'fastify';
import type { Origin } from '../origin.ts';
import type {} from './principal.ts';

export const originOf = (request: FastifyRequest): Origin => ({
  actor: request.principal?.name ?? 'api',
  actorId: request.principal?.id ?? null,
  requestId: request.id,
  sourceAddress: request.ip,
});
