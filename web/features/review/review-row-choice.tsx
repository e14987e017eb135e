import { useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import type { Decision, ReviewRow } from './review-types';
import { Link } from '../../ui/link';

/** One row with its codes, and what it may be. */
export function ReviewRowChoice(props: {
  row: ReviewRow;
  decision: Decision | null;
  onDecide: (decision: Decision) => void;
}) {
  const { row, decision, onDecide } = props;
  const t = useTranslations('review');
  const name = `row-${row.line}`;
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-sm">
      <fieldset className="flex flex-col gap-2">
        <legend className="flex flex-wrap gap-x-4 gap-y-1">
          <span className="font-medium tabular-nums">{t('line', { line: row.line })}</span>
          {Object.entries(row.row).map(([code, value]) => (
            <span key={code}>
              <span className="text-muted-foreground">{t(`codes.${code as 'gtin'}`)}</span>{' '}
              {code === 'title' || code === 'brand' ? value : <code className="text-xs">{value}</code>}
            </span>
          ))}
        </legend>
        <p className="text-muted-foreground">{row.message}</p>
        {row.candidates.map((candidate) => (
          <div key={candidate.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <label className="flex items-center gap-2">
              <input
                type="radio"
                name={name}
                checked={decision?.action === 'product' && decision.productId === candidate.id}
                onChange={() => onDecide({ action: 'product', productId: candidate.id })}
              />
              {t('itIs')} <span className="font-medium">{candidate.title ?? candidate.sku}</span>
            </label>
            <Link href={`/products/${candidate.id}`} className="underline underline-offset-4">
              <code className="text-xs">{candidate.sku}</code>
            </Link>
            {candidate.gtin && <code className="text-xs">{candidate.gtin}</code>}
            {candidate.by.map((code) => (
              <Badge key={code}>{t('by', { code: t(`codes.${code as 'gtin'}`) })}</Badge>
            ))}
          </div>
        ))}
        {(['create', 'ignore'] as const)
          .filter((action) => row.actions.includes(action))
          .map((action) => (
            <label key={action} className="flex items-center gap-2">
              <input
                type="radio"
                name={name}
                checked={decision?.action === action}
                onChange={() => onDecide({ action })}
              />
              {t(action)}
            </label>
          ))}
      </fieldset>
    </li>
  );
}
