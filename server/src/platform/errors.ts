/** What went wrong, in the terms of `CONTRACT`: each code has one HTTP status; see `statusOf`. */
export interface AppErrorOptions {
  /** A sentence for a person: what failed, with which value, and what to do. */
  readonly message: string;
  /** Values the sentence is made of, for translation and for programs. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly status?: number;
  readonly cause?: unknown;
  /** The same call may succeed later (a part is down, a pool is full). */
  readonly retryable?: boolean;
}

export class AppError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly retryable: boolean;

  constructor(code: string, options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = options.params ?? {};
    this.status = options.status ?? statusOf(code);
    this.retryable = options.retryable ?? false;
  }
}

/** The last word of a code decides the status, so that a new code needs no new table entry. */
const statusBySuffix: Readonly<Record<string, number>> = {
  invalid: 400,
  unknown_field: 400,
  not_filterable: 400,
  not_found: 404,
  conflict: 409,
  state: 409,
  in_use: 409,
  code_taken: 409,
  plan_stale: 409,
  expired: 410,
  stale: 412,
  too_large: 413,
  unsupported_type: 415,
  unavailable: 503,
};

export function statusOf(code: string): number {
  const suffix = code.slice(code.lastIndexOf('.') + 1);
  return statusBySuffix[suffix] ?? 422;
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
