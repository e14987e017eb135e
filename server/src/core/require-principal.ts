import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/http/principal.ts';

/** @throws AppError 401 where nobody signed in */
export function requirePrincipal(request: FastifyRequest): Principal {
  if (request.principal) return request.principal;
  throw new AppError('auth.required', {
    message: 'This belongs to a person or a key: sign in, or send an API key',
    status: 401,
  });
}

/** @throws AppError 401 where nobody signed in, 403 for a key that belongs to no person */
export function requireUserId(request: FastifyRequest): string {
  const principal = requirePrincipal(request);
  if (principal.userId) return principal.userId;
  throw new AppError('auth.person_required', {
    message: `The API key "${principal.name}" belongs to no person, and this is kept per person`,
    params: { key: principal.name },
    status: 403,
  });
}
