import type { FastifyError } from 'fastify';

export interface InputError {
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type Found = NonNullable<FastifyError['validation']>[number];

/**
 * One entry per place that is wrong. The validator reports each branch of a choice and the choice itself; a reader
 * wants to know what is allowed there.
 */
export function listInputErrors(error: FastifyError, french: boolean): InputError[] {
  const context = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'body');
  const byPath = Map.groupBy(error.validation ?? [], (found) => found.instancePath);
  return [...byPath].flatMap(([path, found]) =>
    condense(found).map(({ name, code, params, message }) => ({
      path: `${context}${path}${name}`,
      code,
      params,
      message: french ? inFrench(code, params) : message,
    })),
  );
}

interface Condensed {
  readonly name: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

function condense(found: readonly Found[]): Condensed[] {
  const allowed = found.filter((one) => one.keyword === 'const').map((one) => one.params['allowedValue']);
  if (allowed.length > 0)
    return [{ name: '', code: 'enum', params: { allowed }, message: `must be one of ${allowed.join(', ')}` }];
  const isChoice = found.some((one) => one.keyword === 'anyOf');
  const telling = found.filter(
    (one) =>
      !['anyOf', 'additionalProperties'].includes(one.keyword) &&
      !(isChoice && one.params['type'] === 'null'),
  );
  return telling.flatMap((one) => {
    if (one.keyword === 'boolean')
      return { name: '', code: 'unknown_field', params: {}, message: 'is not known here' };
    const missing = one.params['requiredProperties'];
    if (one.keyword === 'required' && Array.isArray(missing))
      return missing.map((name) => ({
        name: `/${name}`,
        code: 'required',
        params: {},
        message: 'is required',
      }));
    return { name: '', code: one.keyword, params: one.params, message: one.message ?? 'is not valid' };
  });
}

function inFrench(code: string, params: Readonly<Record<string, unknown>>): string {
  const texts: Readonly<Record<string, string>> = {
    unknown_field: 'est inconnu ici',
    required: 'est requis',
    enum: `doit être l’un de ${String(params['allowed'])}`,
    type: `doit être de type ${String(params['type'])}`,
    pattern: `n’a pas la forme attendue (${String(params['pattern'])})`,
    maxLength: `a plus de ${String(params['limit'])} caractères`,
    minLength: `a moins de ${String(params['limit'])} caractère(s)`,
    maxItems: `a plus de ${String(params['limit'])} éléments`,
    minimum: `doit valoir au moins ${String(params['limit'])}`,
    maximum: `doit valoir au plus ${String(params['limit'])}`,
  };
  return texts[code] ?? 'n’est pas valide';
}
