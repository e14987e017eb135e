import { useFormatter, useTranslations } from 'use-intl';
import { shownAmount } from '../products/price';
import type { Comparison, Look } from './look-types';

/** The whole in a line: how much there is, and how much of it is wrong. */
export function Figures({ look, comparison }: { look: Look; comparison: Comparison }) {
  const t = useTranslations('firstLook');
  const format = useFormatter();
  const sum = (pick: (file: Look['files'][number]) => number): number =>
    look.files.reduce((total, file) => total + pick(file), 0);
  const { distinct, shared, withoutImage } = comparison.products;
  const best = comparison.savings[0];
  const figures: readonly (readonly [key: Figure, value: string])[] = [
    ['distinct', format.number(distinct)],
    ['shared', format.number(shared)],
    ...(best
      ? [['saving', shownAmount({ amount: best.savedOverHighest, currency: best.currency }, format)] as const]
      : []),
    ['wrongGtins', format.number(sum(({ findings }) => findings?.gtins.wrong ?? 0))],
    ['withoutImage', format.number(withoutImage)],
    ['rejected', format.number(sum(({ findings }) => findings?.rows.rejected ?? 0))],
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      {figures.map(([key, value]) => (
        <div
          key={key}
          className="flex flex-col-reverse justify-end gap-1 rounded-lg border border-border bg-card px-4 py-3"
        >
          <dt className="text-sm text-muted-foreground">{t(`figures.${key}`)}</dt>
          <dd className="text-2xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Figure = 'distinct' | 'shared' | 'saving' | 'wrongGtins' | 'withoutImage' | 'rejected';
