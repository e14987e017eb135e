import { setTimeout as delay } from 'node:timers/promises';

/** Reads again until it is as wanted, or the time is over. @returns what was read last */
export async function until<Value>(
  read: () => Promise<Value>,
  done: (value: Value) => boolean,
  seconds = 30,
): Promise<Value> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (done(value) || tries > seconds * 10) return value;
    await delay(100);
  }
}
