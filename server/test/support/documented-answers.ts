import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { HttpServer } from '../../src/platform/http/server.ts';

type Json = Record<string, unknown>;

/** An answer of the API, as it came. */
export interface Given {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Holds answers against the OpenAPI document of a server: an undocumented status, a field that is not as the
 * document says and one that it does not know are errors.
 */
export function documentedAnswers(app: HttpServer): (given: Given) => void {
  const document = closed(app.swagger()) as { paths: Record<string, Json>; components: unknown };
  // Shapes are JSON Schema; a word that is only OpenAPI's says nothing about an answer.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const operations = Object.keys(document.paths).map((path) => ({
    path,
    matches: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    // What is written out comes before what stands for anything.
    holes: path.split('{').length,
  }));
  operations.sort((a, b) => a.holes - b.holes);
  const checks = new Map<string, ValidateFunction>();
  return ({ method, url, status, body }) => {
    const pathname = url.split('?')[0]!;
    const found = operations.find(
      ({ matches, path }) => matches.test(pathname) && document.paths[path]![method.toLowerCase()],
    );
    if (!found) return;
    const name = `${method} ${found.path} ${status}`;
    const { responses } = document.paths[found.path]![method.toLowerCase()] as { responses: Json };
    if (!Object.keys(responses).some((documented) => documented.startsWith('2'))) return;
    const key = status in responses ? String(status) : 'default';
    if (key === 'default' && status < 400) throw new Error(`${name} is not in the document`);
    const content = (responses[key] as { content?: Json }).content ?? {};
    const type = Object.keys(content).find((media) => media.includes('json'));
    if (type === undefined) return;
    const place = ['paths', found.path, method.toLowerCase(), 'responses', key, 'content', type, 'schema'];
    const pointer = place.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    let check = checks.get(name);
    if (!check)
      checks.set(name, (check = ajv.compile({ $ref: `api#/${pointer.map(encodeURIComponent).join('/')}` })));
    if (check(body)) return;
    const errors = check.errors!.map(
      ({ instancePath, message, params }) => `  ${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
    throw new Error(
      `${name} does not answer as documented:\n${errors.join('\n')}\n${JSON.stringify(body).slice(0, 2_000)}`,
    );
  };
}

/** The document with every object closed that does not say what else it may hold. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return copy['type'] === 'object' && copy['properties'] && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}
