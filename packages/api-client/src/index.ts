import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.ts';

export type { paths } from './schema.ts';
export type ApiClient = Client<paths>;

/** A typed client of the REST interface; paths, parameters and bodies are those of the OpenAPI document. */
export function createApiClient(options: { baseUrl: string; token?: string }): ApiClient {
  return createClient<paths>({
    baseUrl: options.baseUrl,
    ...(options.token ? { headers: { authorization: `Bearer ${options.token}` } } : {}),
  });
}
