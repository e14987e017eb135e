'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { Problem } from '../../shell/problem';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { ProductFilters } from './product-filters';
import { ProductsTable } from './products-table';
import type { Product } from './product-types';
import { Link } from '../../ui/link';

interface Page {
  readonly items: readonly Product[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly totalIsEstimate: boolean;
}

const PAGE = 50;

/** The catalogue. What is searched and filtered stands in the address: a link shows the same, and back goes back. */
export function ProductsPage() {
  return (
    <Suspense>
      <ProductList />
    </Suspense>
  );
}

function ProductList() {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const filter = useSearchParams().toString();
  const { data, error, isPlaceholderData, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['products', 'list', filter],
      initialPageParam: null as string | null,
      queryFn: ({ pageParam }) =>
        readAnswer<Page>(
          `/api/v1/products?limit=${PAGE}&total=estimate${filter && `&${filter}`}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
        ),
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    },
  );
  const first = data?.pages[0];
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-4">
        <h1 className="text-xl font-semibold tracking-tight">{t('products.title')}</h1>
        <p role="status" className="text-muted-foreground tabular-nums">
          {first?.totalIsEstimate
            ? t('products.about', { count: format.number(first.total) })
            : first && t('products.count', { count: first.total })}
        </p>
      </div>
      <ProductFilters
        filter={filter}
        onChange={(wanted) => router.replace(wanted ? `/products?${wanted}` : '/products')}
      />
      {error && <Problem error={error} />}
      {!items && !error && <Skeleton className="h-96" />}
      {items?.length === 0 && (filter ? <p>{t('products.noResult')}</p> : <EmptyCatalogue />)}
      {items && items.length > 0 && (
        <div className={isPlaceholderData ? 'opacity-60' : undefined}>
          <ProductsTable products={items} />
        </div>
      )}
      {hasNextPage && (
        <Button
          variant="outline"
          className="self-start"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function EmptyCatalogue() {
  const t = useTranslations('products');
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('empty')}</p>
      <Button asChild>
        <Link href="/first-look">{t('compare')}</Link>
      </Button>
    </div>
  );
}
