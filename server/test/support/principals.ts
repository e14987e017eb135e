import type { Authenticate } from '../../src/platform/http/authorise.ts';
import type { Principal } from '../../src/platform/http/principal.ts';

/** The caller is whom the header `x-caller` names. */
export const callersByHeader =
  (principals: Readonly<Record<string, Principal>>): Authenticate =>
  async (request) =>
    principals[String(request.headers['x-caller'])] ?? null;
