/** Long texts are told apart by their beginnings. */
const MAX_SHOWN = 80;

/** A field's value in one line, whatever its kind. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = Array.isArray(value) ? value.map(part).join(', ') : part(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A measure or a price with its unit behind it; a row of a table as it is stored. */
function part(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { amount, unit, currency } = value as Record<string, unknown>;
  return amount === undefined ? JSON.stringify(value) : `${String(amount)} ${String(unit ?? currency)}`;
}
