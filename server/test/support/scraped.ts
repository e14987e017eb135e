/** An answer of `/metrics` as numbers: `value('pm_x', { database: 'core' })` adds up what has these labels. */
export interface Scraped {
  value(name: string, labels?: Readonly<Record<string, string>>): number;
  /** Labels of each series of this name that has the given ones. */
  series(name: string, labels?: Readonly<Record<string, string>>): Record<string, string>[];
  /** Every name that may stand in a query, those of a histogram's parts too. */
  readonly names: ReadonlySet<string>;
  readonly labelNames: ReadonlySet<string>;
}

export function readScrape(text: string): Scraped {
  const samples = [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name, labels, value]) => ({
    name: name!,
    labels: Object.fromEntries(
      [...(labels ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, of]) => [label!, of!]),
    ),
    value: Number(value),
  }));
  const names = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name!],
  );
  const matching = (name: string, wanted: Readonly<Record<string, string>>) =>
    samples.filter(
      (sample) =>
        sample.name === name &&
        Object.entries(wanted).every(([label, value]) => sample.labels[label] === value),
    );
  return {
    value: (name, labels = {}) => matching(name, labels).reduce((sum, { value }) => sum + value, 0),
    series: (name, labels = {}) => matching(name, labels).map((sample) => sample.labels),
    names: new Set(names),
    labelNames: new Set(samples.flatMap(({ labels }) => Object.keys(labels))),
  };
}
