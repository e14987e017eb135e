const SECRET = '[secret]';
const secretName = /password|passphrase|secret|token|authorization|cookie|(api|private)_?key/i;

/** As deep and as wide as the logger itself would write; what is cut off cannot leak, and a cycle ends here. */
const DEEPEST = 5;
const WIDEST = 100;

/** A copy for the log, in which everything that stands under the name of a secret is blanked, however deep. */
export function withoutSecrets(value: object): Record<string, unknown> {
  return copyFields(value, 1);
}

function copyFields(value: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value).slice(0, WIDEST)) {
    const blank = secretName.test(name) && field !== null && field !== undefined && field !== false;
    copy[name] = blank ? SECRET : copyValue(field, depth);
  }
  return copy;
}

function copyValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Errors, dates and bytes have a form of their own in the log.
  if (value instanceof Error || value instanceof Date || value instanceof Uint8Array) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, WIDEST).map((item) => copyValue(item, depth + 1));
  return copyFields(value, depth + 1);
}

/**
 * What slips into sentences: credentials of an address, bearer tokens, `password=…` of a query or of JSON in a
 * text, and the row that PostgreSQL quotes when a check fails. Runs over the finished line, so it stays inside the
 * quotes of a JSON text.
 */
const inText: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/(\w:\/\/[^:@/\s"]*:)[^@\s"]+@/g, `$1${SECRET}@`],
  [/\b(Bearer\s+)[\w.~+/=-]+/gi, `$1${SECRET}`],
  [
    /((?:password|passphrase|secret|token|cookie|authorization|api_?key)\w*(?:=|\\":\s*\\"))[^\s"'\\&,;)]+/gi,
    `$1${SECRET}`,
  ],
  [/(Failing row contains )\((?:[^"\\]|\\.)*/g, `$1${SECRET}`],
];

export function withoutSecretsInText(line: string): string {
  return inText.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
