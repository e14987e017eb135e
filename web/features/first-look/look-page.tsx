'use client';

import { useParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { Disagreements } from './disagreements';
import { FileCard } from './file-card';
import { Figures } from './figures';
import { isRunning, type Comparison, type Look } from './look-types';
import { LookProgress } from './look-progress';
import { SavingsReport } from './savings-report';
import { TakeForm } from './take-form';
import { useLook } from './use-look';
import { WithoutImage, WrongGtins } from './wrong-things';
import { Link } from '../../ui/link';

/** A look by its address: a refresh, another browser or a colleague sees the same. */
export function LookPage() {
  const t = useTranslations('firstLook');
  const { id } = useParams<{ id: string }>();
  const { data: look, error } = useLook(id);
  return (
    <div className="flex flex-col gap-8">
      <Link href="/first-look" className="self-start text-muted-foreground hover:underline">
        ← {t('others')}
      </Link>
      {error && <Problem error={error} />}
      {!look && !error && <Skeleton className="h-96" />}
      {look && (
        <>
          <Head look={look} />
          {look.failure && <Alert variant="bad">{look.failure.message}</Alert>}
          {isRunning(look) && <LookProgress look={look} />}
          {look.comparison && <Result look={look} comparison={look.comparison} />}
        </>
      )}
    </div>
  );
}

function Head({ look }: { look: Look }) {
  const t = useTranslations('firstLook');
  const open = look.files.some(({ findings, importId }) => findings !== null && importId === null);
  const taken = look.files.some(({ importId }) => importId !== null);
  return (
    <div className="flex flex-wrap items-start justify-between gap-4">
      <div className="flex flex-col gap-1">
        <h1 className="text-xl font-semibold tracking-tight">
          {t('resultTitle', { count: look.files.length })}
        </h1>
        <p className="text-muted-foreground">
          {taken ? t(open ? 'partlyTaken' : 'taken') : t('nothingWritten')}
        </p>
      </div>
      {look.comparison && open && (
        <Button asChild size="lg">
          <a href="#take">{t('take')}</a>
        </Button>
      )}
    </div>
  );
}

function Result({ look, comparison }: { look: Look; comparison: Comparison }) {
  const t = useTranslations('firstLook');
  return (
    <>
      <Figures look={look} comparison={comparison} />
      <SavingsReport look={look} comparison={comparison} />
      <Disagreements look={look} found={comparison.disagreements} />
      <WrongGtins look={look} />
      <WithoutImage look={look} comparison={comparison} />
      <section className="flex flex-col gap-3">
        <h2 className="text-base font-medium">{t('files')}</h2>
        {look.files.map((file) => (
          <FileCard
            key={file.position}
            file={file}
            share={comparison.files.find((share) => share.file === file.position)}
          />
        ))}
      </section>
      <TakeForm look={look} />
    </>
  );
}
