import { useTranslations } from 'use-intl';
import { baseOf } from './use-fields';

/** By the whole cause first, then by its last word, which many fields share; one without words is named. */
export function useCauseName(): (cause: string) => string {
  const t = useTranslations('imports');
  const fieldName = useFieldName();
  return (cause) => {
    const at = cause.lastIndexOf('.');
    // A point in a key would be a step into the messages.
    const whole = `causes.${cause.replaceAll('.', '_') as 'gtin_length'}` as const;
    const end = `causeEnds.${cause.slice(at + 1) as 'too_long'}` as const;
    if (t.has(whole)) return t(whole);
    return t.has(end) ? `${fieldName(cause.slice(0, at))} – ${t(end)}` : cause;
  };
}

/** The kind of a price as people call it; kinds of one's own have their own names. */
export function usePriceType(): (type: string) => string {
  const t = useTranslations('imports');
  return (type) => {
    const key = `priceTypes.${type as 'sale'}` as const;
    return t.has(key) ? t(key) : type;
  };
}

/** A field as people call it, with what tells it from others of its kind: `price.sale:EUR` is “Price sale EUR”. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations('imports');
  const priceType = usePriceType();
  return (field) => {
    const base = baseOf(field);
    const key = `fieldNames.${base as 'sku'}` as const;
    if (!t.has(key)) return field;
    const parts = field
      .slice(base.length)
      .split(/[.:@/]/)
      .filter(Boolean);
    return [t(key), ...(base === 'price' ? parts.map(priceType) : parts)].join(' ');
  };
}

/** Why an import failed; what has no words here says it itself. */
export function useFailureText(): (failure: { readonly code: string; readonly message: string }) => string {
  const t = useTranslations('imports');
  return ({ code, message }) => {
    const key = `failures.${code.replaceAll('.', '_') as 'imports_no_match_key'}` as const;
    return t.has(key) ? t(key) : message;
  };
}
