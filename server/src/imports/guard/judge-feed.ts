import type { FeedStatistics } from '../../catalog/index.ts';
import type { ColumnProfile, FeedProfile } from './feed-profile.ts';

export interface GuardFinding {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** From which share on a file is odd; false: not asked. */
export type GuardLimits = Readonly<Partial<Record<(typeof guardLimits)[number], number | false>>>;

export const guardLimits = ['rowsFall', 'farPrices', 'newRows', 'references', 'columns'] as const;

const usualLimits = {
  /** Of the usual rows missing. */
  rowsFall: 0.3,
  /** Of rows with a price that changed by more than half: no price list but a mistake. */
  farPrices: 0.2,
  newRows: 0.3,
  references: 0.1,
  /** How filled a column was whose absence is odd. */
  columns: 0.1,
} satisfies Record<keyof GuardLimits, number>;
/** Fewer rows than this say nothing by their share. */
const FEW = { rows: 5, prices: 3, created: 10, references: 3, values: 5 } as const;
/** Shares of kinds of values that moved by half: another column stands there. */
const KIND_MOVED = 0.5;
/** Texts three times as long or as short, by ten characters at least. */
const LENGTH_MOVED = { ratio: 3, characters: 10 } as const;

/** What is odd about a file against the last ones of its supplier, the newest first. Empty: it may be applied. */
export function judgeFeed(
  feed: FeedProfile,
  statistics: FeedStatistics,
  baselines: readonly FeedProfile[],
  own: GuardLimits = {},
): GuardFinding[] {
  const [latest] = baselines;
  if (!latest) return [];
  const limits = { ...usualLimits, ...own };
  const judged = <Name extends keyof GuardLimits>(
    name: Name,
    judge: (limit: number) => GuardFinding[],
  ): GuardFinding[] => {
    const limit = limits[name];
    return limit === false ? [] : judge(limit);
  };
  return [
    ...judged('rowsFall', (limit) => judgeRows(feed, baselines, limit)),
    ...judged('columns', (limit) => judgeColumns(feed, latest, limit)),
    ...judged('farPrices', (limit) => judgePrices(feed, statistics, limit)),
    ...judged('newRows', (limit) => judgeNewRows(feed, baselines, limit)),
    ...judged('references', (limit) => judgeReferences(feed, statistics, limit)),
  ];
}

const percent = (share: number): number => Math.round(share * 100);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function judgeRows({ rows }: FeedProfile, baselines: readonly FeedProfile[], limit: number): GuardFinding[] {
  const usual = median(baselines.map((baseline) => baseline.rows));
  if (usual < FEW.rows || rows >= usual * (1 - limit)) return [];
  return [
    {
      code: 'rows.fell',
      params: { rows, usual },
      message: `The file has ${rows} rows; the last ones had about ${usual}. It may have been cut: ask for the whole file, or confirm it`,
    },
  ];
}

function judgeColumns(feed: FeedProfile, latest: FeedProfile, limit: number): GuardFinding[] {
  return latest.columns.flatMap((known): GuardFinding[] => {
    const present = feed.columns.find(({ field }) => field === known.field);
    const name = known.header ?? known.field;
    const params = { field: known.field, header: known.header };
    if (!present)
      return known.fill > limit
        ? [
            {
              code: 'column.vanished',
              params,
              message: `The column "${name}" (${known.field}) of the last file is not in this one`,
            },
          ]
        : [];
    if (!looksLikeAnother(present, known)) return [];
    return [
      {
        code: 'column.changed',
        params,
        message: `The values of "${present.header ?? name}" (${known.field}) do not look like those of the last file; columns may have been swapped`,
      },
    ];
  });
}

function looksLikeAnother(present: ColumnProfile, known: ColumnProfile): boolean {
  if (Math.min(present.values, known.values) < FEW.values) return false;
  const moved = (of: (column: ColumnProfile) => number): boolean =>
    Math.abs(of(present) - of(known)) > KIND_MOVED;
  if (moved((c) => c.gtin) || moved((c) => c.number) || moved((c) => c.text)) return true;
  if (present.text <= KIND_MOVED) return false;
  const [short, long] = [present.meanLength, known.meanLength].sort((a, b) => a - b) as [number, number];
  const lengthMoved = long > short * LENGTH_MOVED.ratio && long - short > LENGTH_MOVED.characters;
  return lengthMoved || (moved((c) => c.distinct) && long > short * 1.5);
}

function judgePrices(
  { rows }: FeedProfile,
  { far, medianRatio }: FeedStatistics,
  limit: number,
): GuardFinding[] {
  if (far < Math.max(FEW.prices, rows * limit)) return [];
  return [
    {
      code: 'prices.moved',
      params: { rows: far, share: far / rows, medianRatio },
      message: `${far} prices (${percent(far / rows)} % of the rows) change by more than half, most of them to ${medianRatio} times what they were; the currency or the decimal sign may be wrong`,
    },
  ];
}

/** The first file of a supplier is all new, so it says nothing of what is usual. */
function judgeNewRows(
  { rows, created }: FeedProfile,
  baselines: readonly FeedProfile[],
  limit: number,
): GuardFinding[] {
  const shares = baselines.filter((b) => b.created < b.rows).map((b) => b.created / Math.max(1, b.rows));
  const usual = median(shares);
  const share = created / Math.max(1, rows);
  if (created < FEW.created || share < limit || share < usual * 2) return [];
  return [
    {
      code: 'rows.new_jumped',
      params: { created, share, usual },
      message: `${created} rows (${percent(share)} %) are new products; usually it is ${percent(usual)} %. References may have changed, or it is another list`,
    },
  ];
}

function judgeReferences({ rows }: FeedProfile, { renamed }: FeedStatistics, limit: number): GuardFinding[] {
  if (renamed < Math.max(FEW.references, rows * limit)) return [];
  return [
    {
      code: 'references.changed',
      params: { rows: renamed, share: renamed / rows },
      message: `${renamed} rows bring another reference for a product that was found by its GTIN; rename the supplier's references first, or confirm them as further offers`,
    },
  ];
}
