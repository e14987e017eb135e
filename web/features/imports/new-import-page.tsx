'use client';

import { useEffect, useState } from 'react';
import { readLanguage } from '../health/language';
import type { Language } from '../health/texts';
import { awaitsDecision, isRunning, type ImportJob } from './import-types';
import { MappingTable } from './mapping-table';
import { PlanReview } from './plan-review';
import { Problem } from './problem';
import { Report } from './report';
import { SourceForm } from './source-form';
import { texts } from './texts';
import { useImportJob } from './use-import-job';

/** File, guessed mapping, counts and differences, confirmation, undo: one import from its file to its end. */
export function NewImportPage() {
  const [language, setLanguage] = useState<Language>('en');
  const [jobId, setJobId] = useState<string | null>(null);
  /** Kept to be read again under another mapping; after a refresh it has to be chosen again for that. */
  const [source, setSource] = useState<FormData | null>(null);
  const { job, problem, refresh } = useImportJob(jobId);
  const words = texts[language];

  useEffect(() => {
    const read = readLanguage();
    setLanguage(read);
    document.documentElement.lang = read;
    const ofAddress = (): void => setJobId(new URLSearchParams(location.search).get('job'));
    ofAddress();
    addEventListener('popstate', ofAddress);
    return () => removeEventListener('popstate', ofAddress);
  }, []);

  const show = (id: string | null): void => {
    history.pushState(null, '', id ? `?job=${id}` : location.pathname);
    setJobId(id);
  };

  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-8 px-6 py-10">
      <header className="flex items-baseline justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">{words.title}</h1>
        <a href="/" className="text-sm underline underline-offset-4">
          {words.home}
        </a>
      </header>
      {problem && <Problem error={problem} words={words} />}
      {!jobId && (
        <SourceForm
          words={words}
          onStarted={(form, id) => {
            setSource(form);
            show(id);
          }}
        />
      )}
      {job && <JobSteps job={job} language={language} source={source} refresh={refresh} show={show} />}
    </main>
  );
}

function JobSteps(props: {
  job: ImportJob;
  language: Language;
  source: FormData | null;
  refresh: () => Promise<void>;
  show: (id: string | null) => void;
}) {
  const { job, language, source, refresh, show } = props;
  const words = texts[language];
  return (
    <>
      <section aria-live="polite" className="flex flex-col gap-2">
        <h2 className="font-medium">
          {job.file.name}
          {job.supplier && ` · ${job.supplier.name}`}
        </h2>
        <p className="text-sm text-slate-600 dark:text-slate-400">
          {words.status[job.status as keyof typeof words.status] ?? job.status}
        </p>
        {isRunning(job) && (
          <progress
            value={job.progress}
            max={1}
            aria-label={words.progress}
            className="h-2 w-full accent-blue-700"
          />
        )}
      </section>
      {job.failure && <Problem error={new Error(job.failure.message)} words={words} />}
      {awaitsDecision(job) && (
        <>
          <MappingTable job={job} source={source} words={words} onChanged={show} />
          <PlanReview job={job} language={language} onDecided={refresh} />
        </>
      )}
      {!isRunning(job) && !awaitsDecision(job) && (
        <Report job={job} language={language} onChanged={refresh} onAnother={() => show(null)} />
      )}
    </>
  );
}
