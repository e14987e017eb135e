/** Who calls: filled by sign-in before a route runs, null where a route is open to anyone. */
export interface Principal {
  readonly kind: 'user' | 'api_key';
  /** The user's or the key's id. */
  readonly id: string;
  /** The person; null for a key of the installation. */
  readonly userId: string | null;
  /** As it stands in histories and the audit log. */
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
  /** The session the call belongs to, for live connections that end with it. */
  readonly sessionId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}
