import { useFormatter, useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { CopyCode } from '../products/copy-code';
import { shownAmount } from '../products/price';
import { supplierOf, type Comparison, type Look, type Savings, type SharedPrice } from './look-types';

/** What buying each product where it is cheapest would save, and what exactly was reckoned. */
export function SavingsReport({ look, comparison }: { look: Look; comparison: Comparison }) {
  const t = useTranslations('firstLook');
  const { savings, bestSavings, doubtfulPrices } = comparison;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('savings')}</h2>
      {savings.length === 0 && <p>{t('noSavings')}</p>}
      {savings.map((each) => (
        <SavingsLine key={`${each.currency} ${each.basis} ${each.taxIncluded}`} savings={each} />
      ))}
      {bestSavings.length > 0 && <Prices look={look} prices={bestSavings} caption={t('bestSavings')} />}
      {doubtfulPrices.count > 0 && (
        <details className="flex flex-col gap-3">
          <summary className="cursor-pointer text-warn">
            {t('doubtful', { count: doubtfulPrices.count })}
          </summary>
          <div className="mt-3">
            <Prices look={look} prices={doubtfulPrices.examples} caption={t('doubtfulExamples')} />
          </div>
        </details>
      )}
    </section>
  );
}

function SavingsLine({ savings }: { savings: Savings }) {
  const t = useTranslations('firstLook');
  const format = useFormatter();
  const money = (amount: string): string => shownAmount({ amount, currency: savings.currency }, format);
  return (
    <Alert>
      <p className="text-base font-medium">
        {t('saved', {
          least: money(savings.savedOverSecond),
          most: money(savings.savedOverHighest),
        })}
      </p>
      <p className="mt-1 text-muted-foreground">
        {t('reckoned', {
          count: savings.products,
          cheapest: money(savings.cheapest),
          second: money(savings.second),
          highest: money(savings.highest),
          kind: t(`priceKinds.${kindOf(savings)}`),
        })}
      </p>
    </Alert>
  );
}

const kindOf = ({ basis, taxIncluded }: Pick<Savings, 'basis' | 'taxIncluded'>) =>
  basis === 'cost' ? 'cost' : taxIncluded ? 'saleWithTax' : 'saleWithoutTax';

function Prices(props: { look: Look; prices: readonly SharedPrice[]; caption: string }) {
  const t = useTranslations('firstLook');
  const format = useFormatter();
  return (
    <Table>
      <caption className="px-3 py-2 text-left text-sm text-muted-foreground">{props.caption}</caption>
      <thead>
        <tr>
          <TableHead>{t('product')}</TableHead>
          <TableHead>{t('offers')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {props.prices.map(({ gtin, title, currency, offers }) => (
          <TableRow key={`${gtin ?? title} ${currency}`}>
            <TableCell className="max-w-36 sm:max-w-72">
              <p className="truncate" title={title ?? undefined}>
                {title ?? t('untitled')}
              </p>
              {gtin && <CopyCode code={gtin} what="EAN" />}
            </TableCell>
            <TableCell>
              <ul className="flex flex-col gap-x-6 gap-y-1 sm:flex-row sm:flex-wrap">
                {offers.map(({ file, amount }, index) => (
                  <li key={file} className={index === 0 ? 'font-semibold text-ok' : undefined}>
                    <span className="whitespace-nowrap tabular-nums">
                      {shownAmount({ amount, currency }, format)}
                    </span>{' '}
                    {supplierOf(props.look, file)}
                  </li>
                ))}
              </ul>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
