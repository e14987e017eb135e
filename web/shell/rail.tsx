import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { cn } from '../ui/cn';
import { isAt, places } from './navigation';
import { Link } from '../ui/link';

export function Rail() {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav
      aria-label={t('navigation')}
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-border bg-card p-2 md:sticky md:top-0 md:h-screen md:w-52 md:flex-col md:border-r md:border-b-0 md:p-3"
    >
      <p className="hidden px-2 py-2 font-semibold tracking-tight md:block">ProductsManager</p>
      {places.map(({ path: place, name, icon: Icon }) => {
        const current = isAt(place, path);
        return (
          <Link
            key={place}
            href={place}
            aria-current={current ? 'page' : undefined}
            className={cn(
              'flex items-center gap-2 rounded-md px-2 py-1.5 whitespace-nowrap hover:bg-muted',
              current && 'bg-muted font-medium text-primary',
            )}
          >
            <Icon aria-hidden="true" className="size-4 shrink-0" />
            {t(name)}
          </Link>
        );
      })}
      <a
        href="/docs"
        className="hidden rounded-md px-2 py-1.5 text-muted-foreground hover:bg-muted md:mt-auto md:block"
      >
        {t('documentation')}
      </a>
    </nav>
  );
}
