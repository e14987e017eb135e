import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import { Table, TableCell, TableHead, TableRow } from '../../ui/table';
import { CopyCode } from './copy-code';
import { salePrice, shownAmount } from './price';
import { titleOf, type Product } from './product-types';
import { Link } from '../../ui/link';

export function ProductsTable({ products }: { products: readonly Product[] }) {
  const t = useTranslations('products');
  const format = useFormatter();
  return (
    <Table>
      <thead>
        <tr>
          <TableHead>{t('product')}</TableHead>
          <TableHead className="max-sm:hidden">{t('sku')}</TableHead>
          <TableHead className="max-md:hidden">{t('ean')}</TableHead>
          <TableHead className="max-xl:hidden">{t('brand')}</TableHead>
          <TableHead className="text-right">{t('price')}</TableHead>
          <TableHead>{t('status')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => {
          const price = salePrice(product);
          return (
            <TableRow key={product.id}>
              <TableCell className="max-w-40 min-w-40 sm:max-w-96">
                <Link href={`/products/${product.id}`} className="line-clamp-2 font-medium hover:underline">
                  {titleOf(product)}
                </Link>
                <code className="block truncate text-xs text-muted-foreground sm:hidden">{product.sku}</code>
                <span className="block truncate text-muted-foreground xl:hidden">{product.brand?.name}</span>
              </TableCell>
              <TableCell className="max-sm:hidden">
                <CopyCode what={t('sku')} code={product.sku} />
              </TableCell>
              <TableCell className="max-md:hidden">
                {product.ean && <CopyCode what={t('ean')} code={product.ean} />}
              </TableCell>
              <TableCell className="max-w-40 truncate max-xl:hidden">{product.brand?.name}</TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">
                {price && shownAmount(price, format)}
              </TableCell>
              <TableCell>
                <Badge variant={product.status === 'active' ? 'ok' : 'default'}>{t(product.status)}</Badge>
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
