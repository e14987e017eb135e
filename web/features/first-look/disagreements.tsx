import { useTranslations } from 'use-intl';
import { supplierOf, type Disagreement, type Look } from './look-types';

/** Where suppliers do not say the same of one product. */
export function Disagreements({ look, found }: { look: Look; found: readonly Disagreement[] }) {
  const t = useTranslations('firstLook');
  const compared = found.filter((each) => each.compared > 0);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('disagreements')}</h2>
      <p className="text-muted-foreground">
        {compared.length > 0 ? t('disagreementsHint') : t('nothingCompared')}
      </p>
      {compared.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {compared.map((each) => (
            <li key={each.field} className="px-4 py-3">
              <FieldDisagreement look={look} found={each} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function FieldDisagreement({ look, found }: { look: Look; found: Disagreement }) {
  const t = useTranslations('firstLook');
  const { field, compared, differing, examples } = found;
  const sentence = t(`differing.${field}`, { differing, compared });
  if (differing === 0) return <p className="text-muted-foreground">{sentence}</p>;
  return (
    <details>
      <summary className="cursor-pointer font-medium">{sentence}</summary>
      <ul className="mt-3 flex flex-col gap-3">
        {examples.map(({ gtin, values }) => (
          <li key={`${values[0]?.file} ${values[0]?.line}`} className="flex flex-col gap-1">
            {gtin && <code className="text-xs text-muted-foreground">{gtin}</code>}
            <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-1">
              {values.map(({ file, line, value }) => (
                <div key={file} className="contents">
                  <dt className="text-muted-foreground">{supplierOf(look, file)}</dt>
                  <dd className="min-w-0 break-words">
                    {field === 'weight' ? `${value} kg` : value}{' '}
                    <span className="text-xs text-muted-foreground">{t('line', { line })}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </details>
  );
}
