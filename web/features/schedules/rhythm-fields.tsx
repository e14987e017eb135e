import { useTranslations } from 'use-intl';
import { Field } from '../../ui/field';
import { Input, NativeSelect } from '../../ui/input';
import { cronOf, evenMinutes, LAST_SURE_DAY, rhythmKinds, type Rhythm } from './rhythm';
import { useWeekdayName } from './rhythm-words';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0];

/** How often, in words; one that has none is written as a cron expression. */
export function RhythmFields({ rhythm, onChange }: { rhythm: Rhythm; onChange: (rhythm: Rhythm) => void }) {
  const t = useTranslations('schedules');
  const weekdayName = useWeekdayName();
  const { kind } = rhythm;
  const change = (values: Partial<Rhythm>): void => onChange({ ...rhythm, ...values });
  return (
    <>
      <Field label={t('rhythm')}>
        <NativeSelect
          value={kind}
          onChange={({ target }) => {
            const wanted = rhythmKinds.find((name) => name === target.value) ?? 'daily';
            // What was chosen so far is what one begins to write from.
            change({ kind: wanted, ...(wanted === 'expression' ? { expression: cronOf(rhythm) } : {}) });
          }}
        >
          {rhythmKinds.map((name) => (
            <option key={name} value={name}>
              {t(`kinds.${name}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {kind === 'minutes' && (
        <Field label={t('every')}>
          <NativeSelect
            value={rhythm.every}
            onChange={({ target }) => change({ every: Number(target.value) })}
          >
            {evenMinutes.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t('minutes', { count: minutes })}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      {kind === 'hourly' && (
        <Field label={t('minute')}>
          <Input
            type="number"
            required
            min={0}
            max={59}
            value={rhythm.minute}
            onChange={({ target }) => change({ minute: Number(target.value) })}
          />
        </Field>
      )}
      {kind === 'weekly' && (
        <Field label={t('weekday')}>
          <NativeSelect
            value={rhythm.weekday}
            onChange={({ target }) => change({ weekday: Number(target.value) })}
          >
            {WEEKDAYS.map((day) => (
              <option key={day} value={day}>
                {weekdayName(day)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      {kind === 'monthly' && (
        <Field label={t('dayOfMonth')}>
          <Input
            type="number"
            required
            min={1}
            max={LAST_SURE_DAY}
            value={rhythm.dayOfMonth}
            onChange={({ target }) => change({ dayOfMonth: Number(target.value) })}
          />
        </Field>
      )}
      {['daily', 'workdays', 'weekly', 'monthly'].includes(kind) && (
        <Field label={t('time')}>
          <Input
            type="time"
            required
            value={rhythm.time}
            onChange={({ target }) => change({ time: target.value })}
          />
        </Field>
      )}
      {kind === 'expression' && (
        <Field label={t('expression')} hint={t('expressionHint')}>
          <Input
            required
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            placeholder="30 6 * * 1-5"
            className="font-mono"
            value={rhythm.expression}
            onChange={({ target }) => change({ expression: target.value })}
          />
        </Field>
      )}
    </>
  );
}
