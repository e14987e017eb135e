import { randomInt } from 'node:crypto';
import type { LiveMessage } from './live-message.ts';

export interface NumberedMessage {
  readonly seq: number;
  readonly message: LiveMessage;
  /** As it goes over the wire; written once for all connections. */
  readonly text: string;
}

/** Room for 2³² messages above any start, all of them exact as a number. */
const STARTS = 2 ** 20;
const ROOM = 2 ** 32;

/**
 * The last messages, for those who were away for a moment. Numbers start at a random place: those of another
 * process, or of before a gap, do not stand in the window, and who names one is told to read anew.
 */
export function createReplayWindow(size: number) {
  let last = 0;
  let kept: NumberedMessage[] = [];
  const restart = (): void => {
    last = randomInt(1, STARTS) * ROOM;
    kept = [];
  };
  restart();
  return {
    restart,
    last: (): number => last,
    add(message: LiveMessage): NumberedMessage {
      const { type, topics, at, data } = message;
      const seq = ++last;
      const numbered = { seq, message, text: JSON.stringify({ seq, type, topics, at, data }) };
      kept.push(numbered);
      // Cut at twice the size: moving the whole window at each message would cost more than the message.
      if (kept.length >= 2 * size) kept = kept.slice(-size);
      return numbered;
    },
    /** @returns what came after a number, or null when some of it is not kept any more */
    after(seq: number): readonly NumberedMessage[] | null {
      const oldest = kept[0]?.seq ?? last + 1;
      if (seq < oldest - 1 || seq > last) return null;
      return kept.slice(seq - oldest + 1);
    },
  };
}

export type ReplayWindow = ReturnType<typeof createReplayWindow>;
