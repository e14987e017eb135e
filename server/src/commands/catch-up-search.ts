import type { System } from '../composition.ts';

/** Brings the search documents up to date where no other process does. */
export async function catchUpSearch(
  { searchFollower }: Pick<System, 'searchFollower'>,
  signal: AbortSignal,
  bar: { update(label: string, share: number, detail: string): void; end(): void },
): Promise<void> {
  const lag = await searchFollower.lag();
  if (lag.names + lag.descriptions === 0) return;
  const total = { names: lag.names || 1, descriptions: lag.descriptions || 1 };
  await searchFollower.catchUp(signal, (what, left) =>
    bar.update(`search: ${what}`, Math.max(0, 1 - left / total[what]), `${left} batches left`),
  );
  bar.end();
}
