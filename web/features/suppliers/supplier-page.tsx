'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, api, seenIn } from '../../api/client';
import { Problem } from '../../shell/problem';
import { Skeleton } from '../../ui/skeleton';
import { SupplierForm } from './supplier-form';
import { draftOf, nothingSaid, type Supplier, type SupplierDraft } from './supplier-types';
import { Link } from '../../ui/link';

/** What is left out is not said: the API has its own answer. */
const said = ({ priority, ...draft }: SupplierDraft) => ({
  ...draft,
  ...(priority === null ? {} : { priority }),
});

export function NewSupplierPage() {
  const t = useTranslations('suppliers');
  const client = useQueryClient();
  const router = useRouter();
  const open = async (draft: SupplierDraft): Promise<void> => {
    const { id } = await answerOf(api.POST('/api/v1/suppliers', { body: said(draft) }));
    await client.invalidateQueries({ queryKey: ['suppliers'] });
    router.push(`/suppliers/${id}`);
  };
  return (
    <div className="flex flex-col gap-6">
      <Back />
      <h1 className="text-xl font-semibold tracking-tight">{t('newTitle')}</h1>
      <SupplierForm start={nothingSaid} onSave={open} onReload={() => undefined} />
    </div>
  );
}

export function SupplierPage() {
  const t = useTranslations('suppliers');
  const client = useQueryClient();
  const { id } = useParams<{ id: string }>();
  const key = ['suppliers', id];
  const of = { params: { path: { id } } };
  const read = (): Promise<Supplier> => answerOf(api.GET('/api/v1/suppliers/{id}', of));
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: read,
  });
  // What the form began with; a later reading must not take away what is being written.
  const [seen, setSeen] = useState<Supplier | null>(null);
  const [round, setRound] = useState(0);
  if (data && !seen) setSeen(data);

  const save = async (draft: SupplierDraft): Promise<void> => {
    const supplier = await answerOf(
      api.PATCH('/api/v1/suppliers/{id}', { ...of, ...seenIn(seen!.version), body: said(draft) }),
    );
    setSeen(supplier);
    client.setQueryData(key, supplier);
    await client.invalidateQueries({ queryKey: ['suppliers'], exact: true });
  };
  const reload = async (): Promise<void> => {
    setSeen(
      await client.fetchQuery({
        queryKey: key,
        queryFn: read,
        staleTime: 0,
      }),
    );
    setRound(round + 1);
  };

  return (
    <div className="flex flex-col gap-6">
      <Back />
      {error && <Problem error={error} />}
      {!seen && !error && <Skeleton className="h-96" />}
      {seen && (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <h1 className="text-xl font-semibold tracking-tight">{seen.name}</h1>
            <code className="text-xs text-muted-foreground">{seen.code}</code>
            <Link href={`/products?supplierId=${id}`} className="text-sm underline underline-offset-4">
              {t('itsProducts')}
            </Link>
          </div>
          <SupplierForm key={round} start={draftOf(seen)} onSave={save} onReload={() => void reload()} />
        </>
      )}
    </div>
  );
}

function Back() {
  const t = useTranslations('suppliers');
  return (
    <Link href="/suppliers" className="self-start text-muted-foreground hover:underline">
      ← {t('back')}
    </Link>
  );
}
