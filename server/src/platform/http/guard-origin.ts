import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

const loopbackName = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether a host name or address is this machine's own. */
export const isLoopback = (hostname: string): boolean => loopbackName.test(hostname);

/**
 * Without accounts, being on this machine is all the right there is, and a web page opened here is on it too: a
 * name that an outsider points at 127.0.0.1, or a form sent from his page, would have it. Both are refused.
 */
export async function refuseOutsiders(request: FastifyRequest): Promise<void> {
  const { host, origin } = request.headers;
  if (host !== undefined && !isLoopback(host.replace(/:\d+$/, '')))
    throw new AppError('request.host_refused', {
      message: `This server answers to localhost only, not to ${host}`,
      params: { host },
      status: 403,
    });
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return;
  // Files and sandboxed pages send "null", which is no address.
  if (URL.canParse(origin) && isLoopback(new URL(origin).hostname)) return;
  throw new AppError('request.origin_refused', {
    message: `A page of ${origin} may not change anything here`,
    params: { origin },
    status: 403,
  });
}
