import type { WebSocket } from 'ws';
import type { Principal } from '../http/principal.ts';
import type { Log } from '../telemetry/log.ts';
import type { Bus } from './bus.ts';
import {
  closeCodes,
  createLiveConnection,
  type ConnectionLimits,
  type LiveConnection,
  type LiveTopic,
} from './live-connection.ts';
import { createReplayWindow } from './replay-window.ts';

export interface LiveLimits extends ConnectionLimits {
  /** Messages kept for those who come back. */
  readonly window: number;
  readonly connectionsPerPrincipal: number;
  readonly pingMs: number;
  /** How often each principal is asked for; one that ended is out within 5 s. */
  readonly aliveMs: number;
}

/** A window of 1,000 messages is four minutes of one running job. */
export const liveLimits: LiveLimits = {
  window: 1_000,
  connectionsPerPrincipal: 10,
  bufferedBytes: 1024 * 1024,
  topics: 100,
  framesPerSecond: 20,
  pingMs: 30_000,
  aliveMs: 2_000,
};

/** The live connections of one process, fed by the bus. */
export function createLiveHub(options: {
  bus: Bus;
  topics: readonly LiveTopic[];
  /** Whether the session or key behind a connection still stands. */
  isAlive: (principal: Principal) => Promise<boolean>;
  log: Log;
  limits?: LiveLimits;
}) {
  const { bus, topics, isAlive, log, limits = liveLimits } = options;
  const window = createReplayWindow(limits.window);
  const connections = new Set<LiveConnection>();
  const places = new Map<string, number>();
  const timers: NodeJS.Timeout[] = [];

  async function closeEnded(): Promise<void> {
    const bySession = Map.groupBy(connections, ({ principal }) => sessionOf(principal));
    for (const [first, ...others] of bySession.values()) {
      if (await isAlive(first!.principal)) continue;
      for (const connection of [first!, ...others]) connection.close(closeCodes.ended, 'the session ended');
    }
  }

  return {
    async start(): Promise<void> {
      timers.push(
        setInterval(() => connections.forEach((connection) => connection.ping()), limits.pingMs),
        repeat(closeEnded, limits.aliveMs, log),
      );
      for (const timer of timers) timer.unref();
      await bus.listen({
        message(message) {
          const numbered = window.add(message);
          for (const connection of connections) connection.deliver(numbered);
        },
        gap() {
          window.restart();
          for (const connection of connections) connection.resync();
        },
      });
    },
    /** Takes one of the places a principal has; @returns false when all are taken */
    takePlace(principal: Principal): boolean {
      const key = `${principal.kind}/${principal.id}`;
      const taken = places.get(key) ?? 0;
      if (taken >= limits.connectionsPerPrincipal) return false;
      places.set(key, taken + 1);
      return true;
    },
    freePlace(principal: Principal): void {
      const key = `${principal.kind}/${principal.id}`;
      const left = (places.get(key) ?? 0) - 1;
      if (left > 0) places.set(key, left);
      else places.delete(key);
    },
    /** The place was taken before, while the connection could still be refused. */
    add(socket: WebSocket, principal: Principal): void {
      const connection = createLiveConnection({ socket, principal, window, topics, limits });
      connections.add(connection);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        connections.delete(connection);
        this.freePlace(principal);
      });
    },
    /** Asks all clients to come back elsewhere; they have a second to say goodbye. */
    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      for (const connection of connections) connection.close(closeCodes.away, 'the server stops');
      const until = Date.now() + 1_000;
      while (connections.size > 0 && Date.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      for (const connection of connections) connection.terminate();
    },
  };
}

export type LiveHub = ReturnType<typeof createLiveHub>;

const sessionOf = ({ kind, id, sessionId }: Principal): string => `${kind}/${id}/${sessionId ?? ''}`;

/** One run at a time; a run that fails (the database is down) decides nothing and the next one asks again. */
function repeat(run: () => Promise<void>, everyMs: number, log: Log): NodeJS.Timeout {
  let running = false;
  return setInterval(() => {
    if (running) return;
    running = true;
    void run()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'sessions of live connections could not be checked'),
      )
      .finally(() => (running = false));
  }, everyMs);
}
