import { isIP } from 'node:net';
import type { FetchMessageObject, ImapFlow, ImapFlowOptions, MessageStructureObject } from 'imapflow';
import type { SafeAddresses } from '../../../platform/http/safe-address.ts';
import { fitsPattern, plainName } from '../file-names.ts';
import { asSourceError, folderMissing, signInRefused } from '../source-errors.ts';
import type { ImapSettings } from '../source-settings.ts';
import { ANSWER_MS, type Connector, type RemoteFile } from './connector.ts';

const TLS_PORT = 993;
const PLAIN_PORT = 143;
/** Older mail that nobody read is not today's price list. */
const LOOK_BACK_MS = 30 * 86_400_000;
/** Messages looked at in one poll: the newest, or other people's unread mail would hide them for ever. */
const MOST_MESSAGES = 500;
const MOST_PARTS = 100;

/**
 * Attachments in a mailbox. Their place is read from the structure the server gives, and only those wanted are
 * fetched: no message is parsed here, however it is nested.
 */
export function createMailConnector(addresses: SafeAddresses, now: () => Date): Connector<ImapSettings> {
  return async ({ settings, secret }, { signal, maxBytes }) => {
    const address = await addresses.resolve(settings.host);
    const { ImapFlow: Imap } = await import('imapflow');
    const client = new Imap(optionsOf(settings, address, secret['password'] ?? ''));
    // Without a listener an error of the line would end the process; it also rejects what waits.
    client.on('error', () => undefined);
    const stop = (): void => client.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.connect();
      await client.mailboxOpen(settings.folder);
    } catch (error) {
      client.close();
      throw errorOf(settings, error);
    }
    const mailbox = createMailbox(client, settings, maxBytes, now);
    return {
      ...mailbox,
      cursor: {},
      async close() {
        signal.removeEventListener('abort', stop);
        await client.logout().catch(() => client.close());
      },
    };
  };
}

const optionsOf = (settings: ImapSettings, address: string, pass: string): ImapFlowOptions => ({
  host: address,
  port: settings.port ?? (settings.security === 'tls' ? TLS_PORT : PLAIN_PORT),
  secure: settings.security === 'tls',
  doSTARTTLS: settings.security === 'starttls',
  // An IP address is no server name (RFC 6066).
  ...(isIP(settings.host) ? {} : { servername: settings.host }),
  ...(settings.caCertificate ? { tls: { ca: settings.caCertificate } } : {}),
  auth: { user: settings.user, pass },
  connectionTimeout: ANSWER_MS,
  greetingTimeout: ANSWER_MS,
  socketTimeout: 2 * ANSWER_MS,
  disableAutoIdle: true,
  logger: false,
});

interface Attachment {
  readonly uid: number;
  readonly part: string;
}

function createMailbox(client: ImapFlow, settings: ImapSettings, maxBytes: number, now: () => Date) {
  const places = new Map<string, Attachment>();
  /** Attachments of a message that are not taken yet. */
  const open = new Map<number, Set<string>>();
  return {
    async list(): Promise<RemoteFile[]> {
      const since = new Date(now().getTime() - LOOK_BACK_MS);
      // The rule itself is checked on what is found: servers search as they like, by parts or by words.
      const wanted = { seen: false, since, ...(settings.from ? { from: settings.from } : {}) };
      const uids = (await client.search(wanted, { uid: true })) || [];
      if (uids.length === 0) return [];
      const range = uids.slice(-MOST_MESSAGES).join(',');
      const query = { uid: true, envelope: true, bodyStructure: true, internalDate: true } as const;
      const found: RemoteFile[] = [];
      for await (const message of client.fetch(range, query, { uid: true })) {
        const files = attachmentsOf(message, settings);
        for (const { file, part } of files) places.set(file.id, { uid: message.uid, part });
        if (files.length > 0) open.set(message.uid, new Set(files.map(({ file }) => file.id)));
        found.push(...files.map(({ file }) => file));
      }
      return found;
    },
    async open(file: RemoteFile): Promise<AsyncIterable<Buffer>> {
      const { uid, part } = places.get(file.id)!;
      // One byte more than is taken, so that what is too long is seen to be; as sent, because the text of a CSV
      // file is ours to decode.
      const download = await client
        .download(String(uid), part, { uid: true, maxBytes: maxBytes + 1, decodeText: false })
        .catch((error: unknown) => {
          throw errorOf(settings, error);
        });
      return download.content as AsyncIterable<Buffer>;
    },
    async taken(file: RemoteFile): Promise<void> {
      const { uid } = places.get(file.id)!;
      const left = open.get(uid)!;
      left.delete(file.id);
      if (left.size === 0) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    },
  };
}

/** What of a message fits the rule. A message is known by its id: its number changes when it is moved. */
export function attachmentsOf(
  message: FetchMessageObject,
  settings: Pick<ImapSettings, 'from' | 'subject' | 'pattern'>,
): { file: RemoteFile; part: string }[] {
  const { envelope, bodyStructure, uid } = message;
  const senders = (envelope?.from ?? []).map(({ address }) => (address ?? '').toLowerCase());
  if (settings.from && !senders.some((sender) => isFrom(sender, settings.from!))) return [];
  const subject = (envelope?.subject ?? '').toLowerCase();
  if (settings.subject && !subject.includes(settings.subject.toLowerCase())) return [];
  const messageId = (envelope?.messageId || `uid ${uid}`).slice(0, 500);
  return (bodyStructure ? leavesOf(bodyStructure) : [])
    .map((leaf) => ({ leaf, name: nameOf(leaf) }))
    .filter(({ name }) => name !== null && fitsPattern(name, settings.pattern))
    .slice(0, MOST_PARTS)
    .map(({ leaf, name }) => ({
      part: leaf.part ?? '1',
      file: {
        id: `${messageId} ${leaf.part ?? '1'} ${name}`,
        name: name!,
        version: null,
        bytes: null,
        modifiedAt: message.internalDate ? new Date(message.internalDate) : null,
      },
    }));
}

/** `supplier@example.com`, or all of `@example.com`. */
const isFrom = (sender: string, wanted: string): boolean =>
  wanted.startsWith('@') ? sender.endsWith(wanted.toLowerCase()) : sender === wanted.toLowerCase();

function leavesOf(root: MessageStructureObject): MessageStructureObject[] {
  const leaves: MessageStructureObject[] = [];
  const waiting = [root];
  // Bounded, and without recursion: the nesting is the sender's.
  for (let looked = 0; waiting.length > 0 && looked < 10 * MOST_PARTS; looked++) {
    const node = waiting.shift()!;
    if (node.childNodes?.length) waiting.push(...node.childNodes);
    else leaves.push(node);
  }
  return leaves;
}

function nameOf(leaf: MessageStructureObject): string | null {
  const name = leaf.dispositionParameters?.['filename'] ?? leaf.parameters?.['name'];
  return name ? plainName(name) : null;
}

function errorOf(settings: ImapSettings, error: unknown): Error {
  const { authenticationFailed, responseText, mailboxMissing, serverResponseCode } = error as {
    authenticationFailed?: boolean;
    responseText?: string;
    mailboxMissing?: boolean;
    serverResponseCode?: string;
  };
  if (authenticationFailed && serverResponseCode !== 'UNAVAILABLE')
    return signInRefused(settings.host, responseText ?? 'authentication failed', error);
  if (mailboxMissing || serverResponseCode === 'NONEXISTENT')
    return folderMissing(settings.host, settings.folder, error);
  return asSourceError(settings.host, error);
}
