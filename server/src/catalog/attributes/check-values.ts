import { AppError } from '../../platform/errors.ts';
import type { Executor } from '../products/product.queries.ts';
import type { AttributeScope } from './attribute-rules.ts';
import { readFirstOptions, readValueDefinitions } from './value-definitions.queries.ts';
import { checkValue, type Refusal } from './value-rules.ts';

/** A value of an attribute that is about to be written. */
export interface GivenValue {
  /** Where it stands in the request. */
  readonly path: string;
  readonly code: string;
  /** '' is the default locale. */
  readonly locale: string;
  /** '' is every channel. */
  readonly channel: string;
  /** Null clears it, in whatever scope. */
  readonly value: unknown;
}

/**
 * The values in their order as they are stored. An attribute without a definition is free: imports make them.
 * @throws AppError `attributes.value` with an entry in `errors` for each that is refused
 */
export async function checkValues(db: Executor, given: readonly GivenValue[]): Promise<unknown[]> {
  if (given.length === 0) return [];
  const definitions = await readValueDefinitions(db, given);
  const refused: Refused[] = [];
  const values = given.map((one) => {
    const definition = definitions.get(one.code);
    if (!definition || one.value === null) return one.value;
    const scope = scopeRefusal(definition.scope, one);
    const checked = scope ? { refusal: scope } : checkValue(definition, one.value);
    if ('value' in checked) return checked.value;
    refused.push({ ...one, refusal: checked.refusal });
    return one.value;
  });
  if (refused.length > 0) throw await refusalOf(db, refused);
  return values;
}

type Refused = GivenValue & { readonly refusal: Refusal };

/** The default locale and «every channel» are where a value of a wider scope has its own. */
function scopeRefusal(scope: AttributeScope, { locale, channel }: GivenValue): Refusal | null {
  const allowed =
    scope === 'global' ? 'neither a locale nor a channel' : `a ${scope.replace('_', ' and a ')}`;
  const refusal = (part: string) => ({
    reason: 'scope',
    allowed: scope,
    text: `has ${part}; it may have ${allowed}`,
  });
  if (locale !== '' && !scope.startsWith('locale')) return refusal(`the locale ${locale}`);
  if (channel !== '' && !scope.endsWith('channel')) return refusal(`the channel ${channel}`);
  return null;
}

async function refusalOf(db: Executor, refused: readonly Refused[]): Promise<AppError> {
  const errors = [];
  for (const { path, code: attribute, locale, channel, value, refusal } of refused) {
    const { reason, text } = refusal;
    const allowed = reason === 'option' ? await readFirstOptions(db, attribute) : refusal.allowed;
    const hint = reason === 'option' ? `: ${(allowed as string[]).join(', ') || 'it has none yet'}` : '';
    const params = { attribute, locale: locale || null, channel: channel || null, value, reason, allowed };
    errors.push({
      path: `body/${path}`,
      code: reason,
      params,
      message: `The attribute "${attribute}": ${brief(value)} ${text}${hint}`,
    });
  }
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : '';
  return new AppError('attributes.value', {
    message: `${first!.message}${more}`,
    params: { ...first!.params, errors },
  });
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
