import { AppError, isAppError } from '../../platform/errors.ts';

/** Who signs in is refused: asked again and again, the other side locks the account. */
export const signInRefused = (host: string, detail: string, cause?: unknown): AppError =>
  new AppError('sources.sign_in_refused', {
    message: `${host} refuses the user name or password (${detail}); correct them in the source, then test it`,
    params: { host, detail },
    cause,
  });

export const notReachable = (host: string, cause: unknown): AppError => {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new AppError('sources.unreachable', {
    message: `${host} could not be reached: ${reason}`,
    params: { host, reason },
    cause,
    retryable: true,
  });
};

export const brokeOff = (name: string, cause: unknown): AppError => {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new AppError('sources.broke_off', {
    message: `The transfer of ${name} broke off: ${reason}; it is fetched again`,
    params: { name, reason },
    cause,
    retryable: true,
  });
};

export const cutShort = (name: string, got: number, expected: number): AppError =>
  new AppError('sources.cut', {
    message: `${name} broke off after ${got} of ${expected} bytes; it is fetched again`,
    params: { name, got, expected },
    retryable: true,
  });

export const fileTooLarge = (name: string, maxBytes: number): AppError =>
  new AppError('sources.too_large', {
    message: `${name} is larger than ${maxBytes} bytes; raise MAX_UPLOAD_BYTES, or ask for a smaller file`,
    params: { name, maxBytes },
    status: 422,
  });

export const folderMissing = (host: string, path: string, cause?: unknown): AppError =>
  new AppError('sources.no_folder', {
    message: `${host} has no folder ${path} that this user may read; correct the folder in the source`,
    params: { host, path },
    cause,
  });

export const tooManyFiles = (host: string, most: number): AppError =>
  new AppError('sources.too_many_files', {
    message: `${host} lists more than ${most} files; name a folder or a pattern that fits fewer`,
    params: { host, most },
  });

/** What a library threw, as an error of ours; lines that break are tried again. */
export const asSourceError = (host: string, error: unknown): AppError =>
  isAppError(error) ? error : notReachable(host, error);
