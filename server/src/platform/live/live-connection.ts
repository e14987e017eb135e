import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../http/principal.ts';
import type { NumberedMessage, ReplayWindow } from './replay-window.ts';

/** Which topics there are and what each asks for; null: only what is addressed to the person. */
export interface LiveTopic {
  readonly pattern: RegExp;
  readonly permission: string | null;
}

export interface ConnectionLimits {
  /** Bytes that may wait for a client to read them before it is dropped. */
  readonly bufferedBytes: number;
  readonly topics: number;
  /** Frames of a client in one second. */
  readonly framesPerSecond: number;
}

/** Close codes of RFC 6455 and of the IANA registry. */
export const closeCodes = { away: 1001, policy: 1008, slow: 1013, ended: 4401 } as const;

/** A client that was told to go and does not is cut off. */
const CUT_AFTER_MS = 2_000;

interface Frame {
  readonly subscribe?: unknown;
  readonly unsubscribe?: unknown;
  readonly after?: unknown;
}

/** One socket: the topics it follows, and what is sent to it. */
export function createLiveConnection(options: {
  socket: WebSocket;
  principal: Principal;
  window: ReplayWindow;
  topics: readonly LiveTopic[];
  limits: ConnectionLimits;
}) {
  const { socket, principal, window, limits } = options;
  const followed = new Set<string>();
  let frames = { second: 0, count: 0 };
  let answered = true;
  let closing = false;

  function close(code: number, reason: string): void {
    if (closing) return;
    closing = true;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CUT_AFTER_MS).unref();
  }

  function send(text: string): void {
    if (closing) return;
    // What a client does not read stays in this process's memory.
    if (socket.bufferedAmount > limits.bufferedBytes)
      return close(closeCodes.slow, 'too slow, connect again');
    socket.send(text);
  }

  const say = (message: object): void => send(JSON.stringify(message));

  const concerns = ({ message }: NumberedMessage, topics: ReadonlySet<string>): boolean =>
    message.topics.some((topic) => topics.has(topic)) &&
    (message.userId === undefined || message.userId === principal.userId);

  /** @returns why a topic may not be followed, or null */
  function refusal(topic: string): object | null {
    const known = options.topics.find(({ pattern }) => pattern.test(topic));
    if (!known) return { code: 'live.invalid', message: `There is no topic "${topic.slice(0, 100)}"` };
    const { permission } = known;
    if (permission === null || principal.permissions.has(permission)) return null;
    return {
      code: 'live.forbidden',
      permission,
      message: `Following ${topic} needs the permission ${permission}`,
    };
  }

  function follow(wanted: readonly string[], after: number | null): void {
    const added = new Set<string>();
    for (const topic of wanted) {
      const refused =
        followed.size >= limits.topics && !followed.has(topic)
          ? { code: 'live.invalid', message: `One connection follows ${limits.topics} topics at most` }
          : refusal(topic);
      if (refused) say({ type: 'error', topic: topic.slice(0, 100), ...refused });
      else {
        followed.add(topic);
        added.add(topic);
      }
    }
    say({ type: 'subscribed', topics: [...followed], seq: window.last() });
    if (after === null) return;
    const missed = window.after(after);
    if (missed === null) return say({ type: 'resync', seq: window.last() });
    for (const numbered of missed) if (concerns(numbered, added)) send(numbered.text);
  }

  function receive(data: RawData): void {
    const second = Math.floor(performance.now() / 1000);
    frames = { second, count: frames.second === second ? frames.count + 1 : 1 };
    if (frames.count > limits.framesPerSecond) return close(closeCodes.policy, 'too many frames');
    const frame = parseFrame(String(data));
    if (!frame)
      return say({
        type: 'error',
        code: 'live.invalid',
        message: 'A frame is {"subscribe": [topic], "after": seq} or {"unsubscribe": [topic]}',
      });
    for (const topic of frame.unsubscribe) followed.delete(topic);
    if (frame.subscribe) follow(frame.subscribe, frame.after);
  }

  socket.on('message', receive);
  socket.on('pong', () => (answered = true));
  say({ type: 'hello', seq: window.last() });

  return {
    principal,
    close,
    deliver(numbered: NumberedMessage): void {
      if (concerns(numbered, followed)) send(numbered.text);
    },
    resync(): void {
      say({ type: 'resync', seq: window.last() });
    },
    /** Asks whether the client is there; cuts off the one that did not answer the last time. */
    ping(): void {
      if (!answered) return socket.terminate();
      answered = false;
      if (!closing) socket.ping();
    },
    terminate: (): void => socket.terminate(),
  };
}

export type LiveConnection = ReturnType<typeof createLiveConnection>;

function parseFrame(
  text: string,
): { subscribe: string[] | null; unsubscribe: string[]; after: number | null } | null {
  let frame: Frame;
  try {
    frame = JSON.parse(text) as Frame;
  } catch {
    return null;
  }
  if (typeof frame !== 'object' || frame === null) return null;
  const { subscribe, unsubscribe, after } = frame;
  if (subscribe === undefined && unsubscribe === undefined) return null;
  if (subscribe !== undefined && !isTexts(subscribe)) return null;
  if (unsubscribe !== undefined && !isTexts(unsubscribe)) return null;
  if (after !== undefined && after !== null && !Number.isSafeInteger(after)) return null;
  return {
    subscribe: subscribe ?? null,
    unsubscribe: unsubscribe ?? [],
    after: (after as number | null | undefined) ?? null,
  };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');
