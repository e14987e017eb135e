/**
 * What spreadsheets would run as a formula, also behind blanks and in full-width forms (OWASP, CSV injection);
 * a leading `'` too, so that taking exactly one away gives the value back.
 */
const dangerous = /^[\s\u00a0\ufeff\u200b]*[=+\-@\t\r\n＝＋－＠']/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** Puts one `'` before a cell that a spreadsheet would run; numbers stay bare. */
export function neutralise(cell: string): string {
  // Nearly every cell begins with a letter or a digit: this spares them the expression.
  const first = cell.charCodeAt(0);
  if ((first >= 48 && first <= 57) || (first >= 65 && first <= 90) || (first >= 97 && first <= 122))
    return cell;
  return dangerous.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}
