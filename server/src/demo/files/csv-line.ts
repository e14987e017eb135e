/** A record as RFC 4180 writes it, with the delimiter and the line's end of its sender. */
export function csvLine(cells: readonly string[], delimiter: ',' | ';', end: '\n' | '\r\n'): string {
  const needsQuotes = delimiter === ',' ? /[",\r\n]/ : /[";\r\n]/;
  return (
    cells.map((cell) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter) +
    end
  );
}
