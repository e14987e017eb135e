import { useFormatter, useTranslations } from 'use-intl';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { supplierOf, type Comparison, type Look } from './look-types';

/** Codes that are no EAN, with the lines they stand in. */
export function WrongGtins({ look }: { look: Look }) {
  const t = useTranslations('firstLook');
  const wrong = look.files.filter(({ findings }) => (findings?.gtins.wrong ?? 0) > 0);
  const repaired = look.files.reduce((sum, { findings }) => sum + (findings?.gtins.repaired ?? 0), 0);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('wrongGtins')}</h2>
      {wrong.length === 0 && <p>{t('noWrongGtins')}</p>}
      {repaired > 0 && <p className="text-muted-foreground">{t('repaired', { count: repaired })}</p>}
      {wrong.map(({ position, name, findings }) => (
        <Table key={position}>
          <caption className="px-3 py-2 text-left">
            <span className="font-medium">{name}</span> ·{' '}
            {t('wrongCount', { count: findings!.gtins.wrong, shown: findings!.gtins.examples.length })}
          </caption>
          <thead>
            <tr>
              <TableHead className="text-right">{t('lineHeading')}</TableHead>
              <TableHead>{t('cell')}</TableHead>
              <TableHead>{t('why')}</TableHead>
            </tr>
          </thead>
          <tbody>
            {findings!.gtins.examples.map(({ line, value, message }, index) => (
              <TableRow key={`${line} ${index}`}>
                <TableCell className="text-right tabular-nums">{line}</TableCell>
                <TableCell>
                  <code>{value}</code>
                </TableCell>
                <TableCell className="min-w-40">{message}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      ))}
    </section>
  );
}

export function WithoutImage({ look, comparison }: { look: Look; comparison: Comparison }) {
  const t = useTranslations('firstLook');
  const format = useFormatter();
  const { distinct, withoutImage } = comparison.products;
  if (withoutImage === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('withoutImage')}</h2>
      <p>
        {t('withoutImageCount', {
          count: withoutImage,
          share: format.number(withoutImage / distinct, { style: 'percent', maximumFractionDigits: 1 }),
        })}
      </p>
      <ul className="flex flex-col gap-1 text-muted-foreground">
        {comparison.withoutImage.map(({ file, line, gtin, title }) => (
          <li key={`${file} ${line}`} className="break-words">
            {title ?? t('untitled')}
            {gtin && ` · ${gtin}`} · {supplierOf(look, file)}, {t('line', { line })}
          </li>
        ))}
      </ul>
    </section>
  );
}
