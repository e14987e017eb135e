import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog';
import { reachable } from './navigation';

/** All keys that lead somewhere. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell');
  const rows: [string, string][] = [
    ['/', t('shortcut.search')],
    ['Ctrl K', t('shortcut.search')],
    ...reachable.map(({ letter, name }): [string, string] => [`g ${letter}`, t(`shortcut.${name}`)]),
    ['n', t('shortcut.newImport')],
    ['?', t('shortcut.help')],
  ];
  return (
    <Dialog open onOpenChange={onClose} title={t('shortcuts')}>
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
