import { ApiProblem } from './problem';
import { signedIn } from './session';

interface Sent {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends a file as the form field `file`. `fetch` does not say how much of a body is gone, so this is the older way.
 * @param onProgress from 0 to 1
 */
export async function uploadFile<Answer>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<Answer> {
  const { status, text } = await signedIn(() => send(path, file, onProgress));
  if (status >= 200 && status < 300) return JSON.parse(text) as Answer;
  throw new ApiProblem(status, parseProblem(text));
}

function send(path: string, file: File, onProgress: (share: number) => void): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    // As `fetch` says it, so that it is told the same way.
    request.onerror = () => reject(new TypeError('the server does not answer'));
    const form = new FormData();
    form.set('file', file);
    request.send(form);
  });
}

/** What stands before the server may answer in its own words. */
function parseProblem(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}
