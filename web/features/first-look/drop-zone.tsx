import { FileUp } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { useTranslations } from 'use-intl';
import { cn } from '../../ui/cn';

/** Where files are dropped; the same field opens the chooser by click, touch and keyboard. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations('firstLook');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      onDragOver={(event) => {
        // Without this the browser would open what is dropped.
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex cursor-pointer flex-col items-center gap-2 rounded-xl border-2 border-dashed border-input bg-card px-6 py-10 text-center hover:bg-muted has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary',
        over && 'border-primary bg-muted',
      )}
    >
      <FileUp aria-hidden="true" className="size-8 text-muted-foreground" />
      <span className="font-medium">{t('drop')}</span>
      <span className="text-muted-foreground">{t('dropHint')}</span>
      <input
        type="file"
        multiple
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again after it was taken off the list.
          target.value = '';
        }}
      />
    </label>
  );
}
