import type { FastifySchema } from 'fastify';
import { Problem } from './answers.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Says of every route of the API what it answers when it fails. */
export const withProblems = (schema: FastifySchema): FastifySchema => ({
  ...schema,
  response: {
    ...(schema.response as object | undefined),
    default: { description: 'Why it failed', content: { 'application/problem+json': { schema: Problem } } },
  },
});

/**
 * The document with every shape that has a title written once, under `components.schemas`, and referred to elsewhere.
 *
 * @throws when two shapes have one title
 */
export function nameShapes(document: Json): Json {
  const shapes = new Map<string, Json>();
  const refer = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refer);
    if (!isObject(value)) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, refer(inner)]));
    const { title, ...shape } = copy;
    if (typeof title !== 'string' || copy['type'] !== 'object') return copy;
    const known = shapes.get(title);
    if (known && JSON.stringify(known) !== JSON.stringify(shape))
      throw new Error(`two shapes of the API are called ${title}`);
    shapes.set(title, shape);
    return { $ref: `#/components/schemas/${title}` };
  };
  const paths = refer(document['paths']);
  const schemas = Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { ...(document['components'] as object | undefined), schemas } };
}
