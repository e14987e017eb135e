import type * as OpenIdClient from 'openid-client';
import { AppError } from '../../platform/errors.ts';
import type { UserWithRoles } from '../accounts/user.queries.ts';

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
}

/** What the browser keeps between leaving for the provider and coming back. */
export interface OidcPending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcAccounts {
  findBySubject(subject: string): Promise<UserWithRoles | undefined>;
  findByEmail(email: string): Promise<UserWithRoles | undefined>;
  linkSubject(userId: string, subject: string): Promise<void>;
}

/** Loaded where single sign-on is used. */
const library = () => import('openid-client');

/**
 * Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce. Accounts are made by an
 * administrator; the provider only says who it is. One is found by the provider's subject, the first time by an
 * address that the provider has verified.
 */
export function createOidc({ config, accounts }: { config: OidcConfig; accounts: OidcAccounts }) {
  let discovered: Promise<OpenIdClient.Configuration> | null = null;
  const provider = (): Promise<OpenIdClient.Configuration> => {
    discovered ??= discover(config).catch((cause: unknown) => {
      discovered = null;
      throw new AppError('auth.provider_unavailable', {
        message: `The sign-in provider ${config.issuer} does not answer; try again shortly`,
        params: { part: 'oidc' },
        status: 503,
        cause,
        retryable: true,
      });
    });
    return discovered;
  };

  return {
    async start(): Promise<{ url: URL; pending: OidcPending }> {
      const client = await library();
      const verifier = client.randomPKCECodeVerifier();
      const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier };
      const url = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: config.redirectUri,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      });
      return { url, pending };
    },
    /** @throws AppError `auth.refused` when the answer is not the provider's, `auth.no_account` */
    async finish(query: string, pending: OidcPending): Promise<UserWithRoles> {
      const client = await library();
      const back = new URL(config.redirectUri);
      back.search = query;
      const tokens = await client
        .authorizationCodeGrant(await provider(), back, {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        })
        .catch((cause: unknown) => {
          throw new AppError('auth.refused', {
            message: 'The sign-in provider did not confirm who you are; start again',
            status: 401,
            cause,
          });
        });
      const claims = tokens.claims()!;
      return accountOf(accounts, {
        subject: `${claims.iss}#${claims.sub}`,
        email: claims['email_verified'] === true ? String(claims['email']) : null,
      });
    },
  };
}

export type Oidc = ReturnType<typeof createOidc>;

async function accountOf(
  accounts: OidcAccounts,
  { subject, email }: { subject: string; email: string | null },
): Promise<UserWithRoles> {
  let user = await accounts.findBySubject(subject);
  if (!user && email) {
    user = await accounts.findByEmail(email);
    // An account that is tied to one identity is not taken over by another with the same address.
    if (user?.oidc_subject) user = undefined;
    if (user) await accounts.linkSubject(user.id, subject);
  }
  if (user && !user.disabled_at && user.kind === 'person') return user;
  throw new AppError('auth.no_account', {
    message: `There is no account for ${email ?? 'this identity'}; ask an administrator for one`,
    params: { email },
    status: 403,
  });
}

async function discover(config: OidcConfig): Promise<OpenIdClient.Configuration> {
  const client = await library();
  const issuer = new URL(config.issuer);
  // Without TLS only on this machine, for a provider under test.
  const local = issuer.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(issuer.hostname);
  return client.discovery(issuer, config.clientId, config.clientSecret, undefined, {
    timeout: 10,
    ...(local ? { execute: [client.allowInsecureRequests] } : {}),
  });
}
