import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { reachable } from './navigation';

const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet')).ShortcutSheet }));

/** A second letter counts for so long after `g`. */
const SEQUENCE_MS = 1_200;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that lead somewhere, and the sheet that lists them; none of them counts while one writes. */
export function Shortcuts() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const pressedG = useRef(0);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const searches = event.key === 'k' && (event.ctrlKey || event.metaKey);
      if (!searches && (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey)) return;
      if (searches || event.key === '/') {
        event.preventDefault();
        return document.getElementById('global-search')?.focus();
      }
      if (event.key === '?') return setOpen(true);
      const isSecond = Date.now() - pressedG.current < SEQUENCE_MS;
      pressedG.current = event.key === 'g' ? Date.now() : 0;
      if (!isSecond && event.key === 'n') return router.push('/imports/new');
      const place = isSecond && reachable.find(({ letter }) => letter === event.key);
      if (place) router.push(place.path);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [router]);

  return (
    open && (
      <Suspense>
        <ShortcutSheet onClose={() => setOpen(false)} />
      </Suspense>
    )
  );
}
