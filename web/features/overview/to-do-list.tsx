import { CircleAlert, CircleCheck, Clock, TriangleAlert } from 'lucide-react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem';
import { Badge } from '../../ui/badge';
import { useToDo, type ToDo, type ToDoItem } from './use-figures';
import { Link } from '../../ui/link';

const looks = {
  'import.held': { words: 'held', urgency: 'warn', all: '/review' },
  'import.failed': { words: 'failed', urgency: 'bad', all: '/imports' },
  'source.broken': { words: 'broken', urgency: 'bad', all: '/sources' },
  'source.late': { words: 'late', urgency: 'warn', all: '/sources' },
  'import.rows': { words: 'rows', urgency: 'default', all: '/review' },
  'import.planned': { words: 'planned', urgency: 'default', all: '/review' },
} as const;
const icons = { bad: CircleAlert, warn: TriangleAlert, default: Clock };

/** What needs a person now, the most urgent first; each thing leads to where it is settled. */
export function ToDoList() {
  const t = useTranslations('dashboard');
  const { data, error } = useToDo();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-medium">{t('toDo')}</h2>
      {error && <Problem error={error} />}
      {data?.length === 0 && (
        <p className="flex items-center gap-2">
          <CircleCheck aria-hidden="true" className="size-4 text-ok" />
          {t('nothingToDo')}
        </p>
      )}
      {data && data.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-card">
          {data.map((toDo) => (
            <Kind key={toDo.kind} toDo={toDo} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Kind({ toDo: { kind, count, items } }: { toDo: ToDo }) {
  const t = useTranslations('dashboard');
  const { words, urgency, all } = looks[kind];
  const Icon = icons[urgency];
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge variant={urgency}>
          <Icon aria-hidden="true" />
          {t(`urgency.${urgency}`)}
        </Badge>
        <span className="font-medium">{t(`kinds.${words}`, { count })}</span>
        {count > items.length && (
          <Link href={all} className="underline underline-offset-4">
            {t('all')}
          </Link>
        )}
      </p>
      <ul className="flex flex-col gap-1">
        {items.map((item) => (
          <Item key={item.id} item={item} isSource={kind.startsWith('source.')} />
        ))}
      </ul>
    </li>
  );
}

function Item({ item, isSource }: { item: ToDoItem; isSource: boolean }) {
  const { name, address, supplier, since, rows } = item;
  const t = useTranslations();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const time = format.relativeTime(new Date(since), now);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <Link href={address} className="min-w-0 underline underline-offset-4 wrap-anywhere">
        {name}
      </Link>
      <span className="text-muted-foreground">
        {[
          supplier?.name,
          rows > 0 && t('review.rows', { count: rows }),
          isSource ? t('dashboard.lastFile', { time }) : time,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
