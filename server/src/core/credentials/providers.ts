import type { AmazonApiConfigsTable } from './credential.tables.ts';

export type Provider = AmazonApiConfigsTable['provider'];

/** The public part of a credential. */
export interface CredentialFields {
  readonly region: string | null;
  readonly marketplace: string | null;
  readonly clientId: string | null;
  readonly sellerId: string | null;
  readonly partnerTag: string | null;
  readonly credentialVersion: string | null;
}

/** The part that is sealed and never read through the interface. */
export interface CredentialSecrets {
  readonly clientSecret?: string;
  readonly refreshToken?: string;
}

type Field = keyof CredentialFields;
type Secret = keyof CredentialSecrets;

/** What each of Amazon's interfaces signs in with; PA-API 5 ended in May 2026 and has no entry. */
const needs: Readonly<Record<Provider, { fields: readonly Field[]; secrets: readonly Secret[] }>> = {
  // Login with Amazon: a refresh token of the seller, for an application's id and secret.
  sp_api: {
    fields: ['region', 'marketplace', 'clientId', 'sellerId'],
    secrets: ['clientSecret', 'refreshToken'],
  },
  // OAuth 2 client credentials; the version says which token address is asked.
  creators_api: {
    fields: ['marketplace', 'clientId', 'partnerTag', 'credentialVersion'],
    secrets: ['clientSecret'],
  },
};

export interface CredentialProblem {
  readonly path: string;
  readonly code: 'required' | 'unknown_field';
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export const secretsOf = (provider: Provider): readonly Secret[] => needs[provider].secrets;

/**
 * What a credential lacks or has too much for its provider.
 * @param secrets the names of those that are given or kept
 */
export function credentialProblems(
  provider: Provider,
  fields: CredentialFields,
  secrets: readonly string[],
): CredentialProblem[] {
  const names: readonly string[] = [...needs[provider].fields, ...needs[provider].secrets];
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  const has = new Set([...given.map(([name]) => name), ...secrets]);
  const describe = (path: string, code: CredentialProblem['code'], message: string): CredentialProblem => ({
    path: `body/${path}`,
    code,
    params: { provider },
    message,
  });
  return [
    ...names
      .filter((name) => !has.has(name))
      .map((name) => describe(name, 'required', `is required for ${provider}`)),
    ...[...has]
      .filter((name) => !names.includes(name))
      .map((name) => describe(name, 'unknown_field', `is not part of ${provider}`)),
  ];
}
