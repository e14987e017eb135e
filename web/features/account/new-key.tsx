import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';

/** A key just made: copied now or never, so it stays until one says that it is kept. */
export function NewKey({ apiKey, onKept }: { apiKey: string; onKept: () => void }) {
  const t = useTranslations('account');
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(apiKey);
    setCopied(true);
  };
  return (
    <Alert variant="warn" className="flex flex-col gap-3">
      <p>{t('keyOnce')}</p>
      <code className="text-xs break-all select-all">{apiKey}</code>
      <div className="flex flex-wrap items-center gap-2">
        {/* Where the page is not served over HTTPS there is no clipboard; the key can be selected. */}
        {'clipboard' in navigator && (
          <Button onClick={() => void copy()}>{copied ? t('copied') : t('copyKey')}</Button>
        )}
        <Button variant="outline" onClick={onKept}>
          {t('keptIt')}
        </Button>
      </div>
    </Alert>
  );
}
