import { useEffect, useSyncExternalStore } from 'react';

/** Away for so long, one left; a shorter pause or a reload is the same visit. */
const LEFT_AFTER_MS = 30 * 60_000;
const NOTED_EVERY_MS = 60_000;
const SEEN = 'presence.seen-at';
const LEFT = 'presence.left-at';
const CHANGED = 'presence-changed';

const readTime = (name: string): number | null => Number(localStorage.getItem(name)) || null;

/** Notes that somebody looks, and where he was away before, when he left. */
function notePresence(): void {
  if (document.visibilityState !== 'visible') return;
  const [now, seen] = [Date.now(), readTime(SEEN)];
  if (seen !== null && now - seen > LEFT_AFTER_MS) setLeft(seen);
  localStorage.setItem(SEEN, String(now));
}

function setLeft(time: number): void {
  localStorage.setItem(LEFT, String(time));
  dispatchEvent(new Event(CHANGED));
}

/** Kept by the browser: it is where somebody looked, on this device. */
export function useNotedPresence(): void {
  useEffect(() => {
    notePresence();
    const timer = setInterval(notePresence, NOTED_EVERY_MS);
    document.addEventListener('visibilitychange', notePresence);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', notePresence);
    };
  }, []);
}

function subscribe(onChange: () => void): () => void {
  addEventListener(CHANGED, onChange);
  return () => removeEventListener(CHANGED, onChange);
}

/** When the person left before this visit, in milliseconds; null where he never did. */
export const useLeftAt = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => readTime(LEFT),
    () => null,
  );

/** What happened up to now is seen. */
export const markSeen = (): void => setLeft(Date.now());
