'use client';

import { useParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Skeleton } from '../../ui/skeleton';
import { JobSteps } from './job-steps';
import { useImportJob } from './use-imports';
import { Link } from '../../ui/link';

/** One import by its address: a refresh, another browser or a colleague sees the same. */
export function JobPage() {
  const t = useTranslations('imports');
  const { id } = useParams<{ id: string }>();
  const { data: job, error } = useImportJob(id);
  return (
    <div className="flex flex-col gap-6">
      <Link href="/imports" className="self-start text-muted-foreground hover:underline">
        ← {t('back')}
      </Link>
      {error && <Problem error={error} />}
      {!job && !error && <Skeleton className="h-64" />}
      {job && <JobSteps job={job} />}
    </div>
  );
}
