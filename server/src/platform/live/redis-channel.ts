import type { Redis } from 'ioredis';
import type { Log } from '../telemetry/log.ts';
import type { Channel } from './bus.ts';

const CHANNEL = 'products-manager:live';
/** The first attempt is waited for this long; the client goes on trying by itself. */
const FIRST_ATTEMPT_MS = 2_000;

/** @returns false when Redis did not take it, so that another channel does */
export async function publishToRedis(redis: Redis, text: string): Promise<boolean> {
  // While it reconnects the client would keep the message and send it late, after newer ones.
  if (redis.status !== 'ready') return false;
  try {
    await redis.publish(CHANNEL, text);
    return true;
  } catch {
    return false;
  }
}

/** Listens on a connection of its own, which a subscription takes for itself; the client makes it again when lost. */
export function listenToRedis(options: {
  redis: Redis;
  log: Log;
  onText: (text: string) => void;
  onGap: () => void;
}): Channel {
  const subscriber = options.redis.duplicate({
    lazyConnect: false,
    enableOfflineQueue: true,
    autoResubscribe: true,
    maxRetriesPerRequest: null,
  });
  let heard = false;
  subscriber.on('error', (error: unknown) =>
    options.log.warn({ err: error }, 'live messages are not heard by Redis'),
  );
  subscriber.on('message', (_channel: string, text: string) => options.onText(text));
  subscriber.on('ready', () => {
    if (heard) options.onGap();
  });
  const subscribed = subscriber.subscribe(CHANNEL).then(
    () => void (heard = true),
    () => undefined,
  );
  const waited = new Promise<void>((resolve) => setTimeout(resolve, FIRST_ATTEMPT_MS).unref());
  return {
    ready: Promise.race([subscribed, waited]),
    async close() {
      subscriber.disconnect();
    },
  };
}
