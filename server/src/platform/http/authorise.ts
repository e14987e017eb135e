import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Principal } from './principal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: readonly DeclaredRoute[];
  }
  interface FastifyContextConfig {
    /** `resource:action`; `self` for whoever is signed in; `public` for anyone. */
    permission?: string;
    /** On a public route: the permission with which more is told. */
    detailsFor?: string;
    /** What the handler asks for beside it, for a part of what the route does. */
    furtherPermission?: string;
  }
}

/** A route and who may call it, as it declares for itself. */
export interface DeclaredRoute {
  /** `GET /api/v1/products/:id` */
  readonly route: string;
  readonly permission: string;
  readonly detailsFor: string | undefined;
  readonly furtherPermission: string | undefined;
}

/** Every `resource:action` that some route declares. */
export function declaredPermissions(routes: readonly DeclaredRoute[]): string[] {
  const codes = routes.flatMap(({ permission, detailsFor, furtherPermission }) => [
    permission,
    detailsFor ?? '',
    furtherPermission ?? '',
  ]);
  return [...new Set(codes.filter((code) => code.includes(':')))].sort();
}

export type Authenticate = (request: FastifyRequest) => Promise<Principal | null>;

/**
 * Asks before a route runs, and before its body is read: without a declaration nothing is answered, and what is
 * not public needs somebody who is signed in and whose roles or scopes allow it.
 */
export function createAuthorise(authenticate: Authenticate) {
  return async function authorise(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { permission, detailsFor } = request.routeOptions.config;
    if (permission === undefined) return;
    if (permission === 'public') {
      // A public answer does not fail because whoever asks could not be told apart.
      if (detailsFor) request.principal = await authenticate(request).catch(() => null);
      return;
    }
    request.principal = await authenticate(request);
    if (!request.principal) {
      void reply.header('WWW-Authenticate', 'Bearer');
      throw new AppError('auth.required', {
        message: 'Sign in first: send an access token or an API key as `Authorization: Bearer …`',
        status: 401,
      });
    }
    if (permission === 'self' || request.principal.permissions.has(permission)) return;
    throw new AppError('auth.forbidden', {
      message: `You lack the permission ${permission}`,
      params: { permission },
      status: 403,
    });
  };
}

/** Whether the caller of a public route may see its details. */
export const seesDetails = (request: FastifyRequest): boolean =>
  request.principal?.permissions.has(request.routeOptions.config.detailsFor ?? '') ?? false;
