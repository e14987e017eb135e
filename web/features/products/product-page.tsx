'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../../api/client';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { Skeleton } from '../../ui/skeleton';
import { CopyCode } from './copy-code';
import { ProductFields } from './product-fields';
import { ProductHistory } from './product-history';
import { ProductOffers } from './product-offers';
import { titleOf } from './product-types';
import { Link } from '../../ui/link';

/** One product: what it is, who offers it, and how it became so. */
export function ProductPage() {
  const t = useTranslations('products');
  const { id } = useParams<{ id: string }>();
  const { data: product, error } = useQuery({
    queryKey: ['products', id],
    queryFn: () => answerOf(api.GET('/api/v1/products/{id}', { params: { path: { id } } })),
  });
  return (
    <div className="flex flex-col gap-8">
      <Link href="/products" className="self-start text-muted-foreground hover:underline">
        ← {t('back')}
      </Link>
      {error && <Problem error={error} />}
      {!product && !error && <Skeleton className="h-96" />}
      {product && (
        <>
          <header className="flex flex-col gap-2">
            <h1 className="text-xl font-semibold tracking-tight">{titleOf(product)}</h1>
            <div className="flex flex-wrap items-center gap-3">
              <Badge variant={product.status === 'active' ? 'ok' : 'default'}>{t(product.status)}</Badge>
              <CopyCode what={t('sku')} code={product.sku} />
              {product.ean && <CopyCode what={t('ean')} code={product.ean} />}
            </div>
          </header>
          <ProductFields product={product} />
          <ProductOffers id={id} />
          <ProductHistory id={id} />
        </>
      )}
    </div>
  );
}
