import { useTranslations } from 'use-intl';
import { Link } from '../../ui/link';

const steps = [
  { name: 'supplier', path: '/suppliers/new' },
  { name: 'file', path: '/imports/new' },
  { name: 'source', path: '/sources/new' },
] as const;

/** What to do where there is nothing yet. */
export function FirstSteps() {
  const t = useTranslations('dashboard');
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('start')}</h2>
      <ol className="flex list-decimal flex-col gap-2 pl-5">
        {steps.map(({ name, path }) => (
          <li key={name}>
            <Link href={path} className="underline underline-offset-4">
              {t(`steps.${name}`)}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
