/**
 * The form a preview was made of, by its job: the file is read again under another mapping without being chosen
 * again. It is of this page's life; after a refresh the mapping is shown and can no longer be changed here.
 */
const chosen = new Map<string, FormData>();

export const rememberChosen = (jobId: string, form: FormData): void => void chosen.set(jobId, form);
export const recallChosen = (jobId: string): FormData | null => chosen.get(jobId) ?? null;
