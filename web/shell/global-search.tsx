import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { readAnswer } from '../api/read-answer';
import { cn } from '../ui/cn';
import { useFoundPlaces } from './use-found-places';

interface Found {
  readonly id: string;
  readonly sku: string;
  readonly ean: string | null;
  readonly title: string | null;
}

const SHOWN = 8;

/** Pages by their names; products by names, codes and pasted EANs. The arrows choose, Enter opens, or shows all results where none is chosen. */
export function GlobalSearch() {
  const t = useTranslations('shell');
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(-1);
  const [open, setOpen] = useState(false);
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['products', 'suggestions', asked],
    queryFn: () =>
      readAnswer<{ items: Found[] }>(
        `/api/v1/products?limit=${SHOWN}&total=none&q=${encodeURIComponent(asked)}`,
      ),
    enabled: asked.length > 1,
  });
  const isAsked = asked.length > 1;
  const pages = useFoundPlaces(isAsked ? asked : '');
  const products = isAsked ? (data?.items ?? []) : [];
  const found = [
    ...pages.map(({ path, label }) => ({ path, label, code: null })),
    ...products.map(({ id, sku, ean, title }) => ({
      path: `/products/${id}`,
      label: title ?? sku,
      code: ean ?? sku,
    })),
  ];

  const leave = (path: string): void => {
    setOpen(false);
    setChosen(-1);
    input.current?.blur();
    router.push(path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return setOpen(false);
    if (event.key === 'Enter' && asked) {
      return leave(found[chosen]?.path ?? `/products?q=${encodeURIComponent(asked)}`);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setChosen(Math.max(-1, Math.min(found.length - 1, chosen + step)));
  };

  return (
    <div className="relative w-full max-w-md">
      <Search aria-hidden="true" className="absolute top-2 left-2.5 size-4 text-muted-foreground" />
      <input
        ref={input}
        id="global-search"
        type="search"
        role="combobox"
        aria-expanded={open && found.length > 0}
        aria-controls="global-search-results"
        aria-activedescendant={chosen >= 0 ? `global-search-${chosen}` : undefined}
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-input bg-background pr-2 pl-8"
      />
      {open && isAsked && (
        <div className="absolute top-10 z-50 w-full rounded-lg border border-border bg-card p-1 shadow-lg">
          <ul id="global-search-results" role="listbox" aria-label={t('search')}>
            {found.map(({ path, label, code }, index) => (
              <li
                key={path}
                id={`global-search-${index}`}
                role="option"
                aria-selected={index === chosen}
                // Before the input loses the focus and the list with it.
                onMouseDown={() => leave(path)}
                className={cn(
                  'flex cursor-default items-baseline justify-between gap-4 rounded-md px-2 py-1.5 hover:bg-muted',
                  index === chosen && 'bg-muted',
                )}
              >
                <span className="truncate">{label}</span>
                {code === null ? (
                  <span className="text-xs text-muted-foreground">{t('page')}</span>
                ) : (
                  <code className="text-xs text-muted-foreground">{code}</code>
                )}
              </li>
            ))}
          </ul>
          <p className="px-2 py-1 text-xs text-muted-foreground">
            {data && products.length === 0 && pages.length === 0 ? t('noResult') : t('searchHint')}
          </p>
        </div>
      )}
    </div>
  );
}
