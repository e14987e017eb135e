/**
 * What spreadsheets would run as a formula, also behind blanks and in full-width forms (OWASP, CSV injection);
 * a leading `'` too, so that taking exactly one away gives the value back.
 */
const dangerous = /^[\s\u00a0\ufeff]*[=+\-@\t\r\n＝＋－＠']/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** Puts one `'` before a cell that a spreadsheet would run; numbers stay bare. */
export function neutralise(cell: string): string {
  return dangerous.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}
