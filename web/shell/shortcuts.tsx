import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog';
import { ownPlaces, places } from './navigation';

const reachable = [...places, ...ownPlaces];

/** A second letter counts for so long after `g`. */
const SEQUENCE_MS = 1_200;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that lead somewhere, and the sheet that lists them; none of them counts while one writes. */
export function Shortcuts() {
  const t = useTranslations('shell');
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

  const rows: [string, string][] = [
    ['/', t('shortcut.search')],
    ['Ctrl K', t('shortcut.search')],
    ...reachable.map(({ letter, name }): [string, string] => [`g ${letter}`, t(`shortcut.${name}`)]),
    ['n', t('shortcut.newImport')],
    ['?', t('shortcut.help')],
  ];
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t('shortcuts')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {rows.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-border bg-muted px-1.5 py-0.5 text-xs">{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
