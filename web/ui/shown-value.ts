/** Long texts are told apart by their beginnings. */
const MAX_SHOWN = 80;

/** A field's value in one line, whatever its kind. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = Array.isArray(value)
    ? value.map(String).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
