import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

/** A picture of figures with its name, and behind it the figures themselves, for whoever reads tables. */
export function Plot(props: { title: string; children: ReactNode; table: ReactNode }) {
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-lg border border-border bg-card p-4">
      <figcaption className="text-base font-medium">{props.title}</figcaption>
      {props.children}
      <FiguresBehind>{props.table}</FiguresBehind>
    </figure>
  );
}

export function FiguresBehind({ children }: { children: ReactNode }) {
  const t = useTranslations('dashboard');
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer py-1 text-muted-foreground">{t('asTable')}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
