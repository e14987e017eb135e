import { ApiProblem } from './read-answer';
import type { Words } from './texts';

/** What failed and why, with the number an operator finds it by. */
export function Problem({ error, words }: { error: Error; words: Words }) {
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  return (
    <div
      role="alert"
      className="rounded-lg border border-red-300 bg-red-50 px-4 py-3 text-sm text-red-900 dark:border-red-800 dark:bg-red-950 dark:text-red-200"
    >
      <p>{error instanceof TypeError ? words.unreachable : error.message}</p>
      {requestId && (
        <p className="mt-1 text-xs">
          {words.requestId} <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}
