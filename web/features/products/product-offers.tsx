import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { answerOf, api } from '../../api/client';
import { Problem } from '../../shell/problem';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { shownAmount } from './price';

/** What each supplier says of the product, side by side. */
export function ProductOffers({ id }: { id: string }) {
  const t = useTranslations('products');
  const format = useFormatter();
  const { data, error } = useQuery({
    queryKey: ['products', id, 'offers'],
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/products/{id}/offers', { params: { path: { id } } }))).items,
  });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('offers')}</h2>
      {error && <Problem error={error} />}
      {data?.length === 0 && <p>{t('noOffers')}</p>}
      {data && data.length > 0 && (
        <Table>
          <thead>
            <tr>
              <TableHead>{t('supplier')}</TableHead>
              <TableHead>{t('reference')}</TableHead>
              <TableHead className="text-right">{t('cost')}</TableHead>
              <TableHead className="text-right">{t('stock')}</TableHead>
            </tr>
          </thead>
          <tbody>
            {data.map(({ id: offer, supplier, supplierReference, cost, currency, stock }) => (
              <TableRow key={offer}>
                <TableCell>{supplier}</TableCell>
                <TableCell>
                  <code className="text-xs">{supplierReference}</code>
                </TableCell>
                <TableCell className="text-right tabular-nums">
                  {cost && (currency ? shownAmount({ amount: cost, currency }, format) : cost)}
                </TableCell>
                <TableCell className="text-right tabular-nums">{stock}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
