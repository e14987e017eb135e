import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

export type { paths } from './schema.ts';
export type ApiClient = Client<paths>;
/** What the API answers of its resources, by their names in the document: `Schemas['Supplier']`. */
export type Schemas = components['schemas'];

/** A typed client of the REST interface; paths, parameters, bodies and answers are those of the OpenAPI document. */
export function createApiClient(options: { baseUrl: string; token?: string }): ApiClient {
  return createClient<paths>({
    baseUrl: options.baseUrl,
    ...(options.token ? { headers: { authorization: `Bearer ${options.token}` } } : {}),
  });
}
