import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** With one of these a proxy on this machine asks for somebody who may be anywhere. */
const forwardingHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** By the token, or from this machine itself. The socket's address counts: what a header says, anyone can write. */
export function mayScrape(request: IncomingMessage, token: string | null): boolean {
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== null && given !== undefined && isSame(given, token)) return true;
  if (forwardingHeaders.some((name) => request.headers[name] !== undefined)) return false;
  return isThisMachine(request.socket.remoteAddress);
}

/** Digests have one length, so neither the comparison nor its refusal tells how much of the token was right. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

const isThisMachine = (address: string | undefined): boolean =>
  address !== undefined && /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address);
