/** More columns are no feed, and a row of them no page. */
const MAX_COLUMNS = 2_000;
const MAX_LATE = 100;
/** Of records that name their values, one name may come several times. */
export const LIST_MARK = '|';

export type NamedValues = ReadonlyMap<string, readonly string[]>;

/** Gives the values of records a place: in the order the names come while they are looked for, else in the known one. */
export function createColumnList(known: readonly string[] | null) {
  const names = [...(known ?? [])];
  const places = new Map(names.map((name, index) => [name, index]));
  const late = new Set<string>();

  function placeOf(name: string): number | undefined {
    const place = places.get(name);
    if (place !== undefined) return place;
    if (known || names.length >= MAX_COLUMNS) {
      if (late.size < MAX_LATE) late.add(name);
      return undefined;
    }
    places.set(name, names.length);
    return names.push(name) - 1;
  }
  return {
    names,
    /** Names that came when their place was no longer open. */
    late: (): string[] => [...late],
    place(values: NamedValues): string[] {
      const cells: string[] = [];
      for (const [name, texts] of values) {
        const place = placeOf(name);
        if (place === undefined) continue;
        while (cells.length <= place) cells.push('');
        cells[place] = texts.join(LIST_MARK);
      }
      return cells;
    },
  };
}

export type ColumnList = ReturnType<typeof createColumnList>;
