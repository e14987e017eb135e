import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

const SHOWN_MS = 1_200;

/** A code, copied by its button: shown when one is near it, by mouse or keyboard. */
export function CopyCode({ what, code }: { what: string; code: string }) {
  const t = useTranslations('products');
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  const Icon = copied ? Check : Copy;
  return (
    <span className="group inline-flex items-center gap-1 whitespace-nowrap">
      <code className="text-xs tabular-nums">{code}</code>
      <button
        type="button"
        aria-label={copied ? t('copied') : t('copy', { what })}
        onClick={() => void copy()}
        className="inline-flex size-6 items-center justify-center rounded opacity-0 group-hover:opacity-100 hover:bg-muted focus-visible:opacity-100"
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  );
}
