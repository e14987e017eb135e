import { useCallback, useEffect, useState } from 'react';
import { isRunning, type ImportJob } from './import-types';
import { readAnswer } from './read-answer';

/** While the workers are at it. */
const WHILE_RUNNING_MS = 700;

/** A job by its id, read again while it runs; the state lives on the server, so a refresh loses nothing. */
export function useImportJob(id: string | null): {
  job: ImportJob | null;
  problem: Error | null;
  refresh: () => Promise<void>;
} {
  const [job, setJob] = useState<ImportJob | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);

  const refresh = useCallback(async (): Promise<void> => {
    if (!id) return setJob(null);
    try {
      setJob(await readAnswer<ImportJob>(`/api/v1/imports/${id}`));
      setProblem(null);
    } catch (error) {
      // What was shown stays; the next round may reach the server again.
      setProblem(error as Error);
    }
  }, [id]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  const goesOn = id !== null && (job === null || isRunning(job) || problem !== null);
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => void refresh(), WHILE_RUNNING_MS);
    return () => clearInterval(timer);
  }, [goesOn, refresh]);

  return { job, problem, refresh };
}
