import { useId } from 'react';
import { useFormatter } from 'use-intl';
import { cn } from '../cn';

/** Fills that are told apart by their pattern too, not by colour alone. */
type Fill = 'ok' | 'warn' | 'bad' | 'rest';

interface Series {
  readonly name: string;
  readonly fill: Fill;
}

interface Bar {
  readonly label: string;
  /** In the order of the series. */
  readonly values: readonly number[];
}

const SLOT = 10;
const BAR = 8;
const HEIGHT = 100;
const textOf: Readonly<Record<Fill, string>> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  rest: 'text-muted-foreground',
};
const opacityOf: Readonly<Record<Fill, number>> = { ok: 1, warn: 0.45, bad: 0.45, rest: 0.3 };

/** The next of 1, 2, 5, 10, 20 … above a value: a scale that can be read. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

/** Bars side by side, each of several parts one on the other, with a scale and a legend in words. */
export function StackedBars(props: {
  label: string;
  series: readonly Series[];
  bars: readonly Bar[];
  /** Below the first and the last bar. */
  ends: readonly [string, string];
}) {
  const { series, bars } = props;
  const format = useFormatter();
  const id = useId();
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const top = roundedUp(Math.max(1, ...sums));
  return (
    <div className="flex flex-col gap-2 text-xs">
      <Legend id={id} series={series} />
      <div className="flex gap-2">
        <div className="flex w-8 shrink-0 flex-col justify-between text-right text-muted-foreground tabular-nums">
          <span>{format.number(top, { notation: 'compact' })}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={props.label}
          viewBox={`0 0 ${bars.length * SLOT} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-36 w-full min-w-0 border-y border-border"
        >
          {bars.map(({ label, values }, at) => (
            <g key={label}>
              <title>{[label, ...series.map(({ name }, n) => `${name}: ${values[n]}`)].join('\n')}</title>
              {/* All of the slot answers to the mouse, also above a low bar. */}
              <rect x={at * SLOT} y="0" width={SLOT} height={HEIGHT} fill="transparent" />
              {series.map(({ name, fill }, n) => {
                const below = values.slice(0, n).reduce((sum, value) => sum + value, 0);
                const height = ((values[n] ?? 0) / top) * HEIGHT;
                return (
                  height > 0 && (
                    <rect
                      key={name}
                      x={at * SLOT + (SLOT - BAR) / 2}
                      y={HEIGHT - (below / top) * HEIGHT - height}
                      width={BAR}
                      height={height}
                      fill={`url(#${id}-${fill})`}
                    />
                  )
                );
              })}
            </g>
          ))}
        </svg>
      </div>
      <div className="flex justify-between pl-10 text-muted-foreground">
        <span>{props.ends[0]}</span>
        <span>{props.ends[1]}</span>
      </div>
    </div>
  );
}

function Legend({ id, series }: { id: string; series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {series.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 12 12" className={cn('size-3', textOf[fill])}>
            <FillPattern id={`${id}-${fill}`} fill={fill} />
            <rect width="12" height="12" fill={`url(#${id}-${fill})`} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** Whole, dotted, hatched or pale. */
function FillPattern({ id, fill }: { id: string; fill: Fill }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" className={textOf[fill]}>
        <rect width="4" height="4" fill="currentColor" fillOpacity={opacityOf[fill]} />
        {fill === 'warn' && <circle cx="2" cy="2" r="1.2" fill="currentColor" />}
        {fill === 'bad' && (
          <path d="M-1 5 5 -1 M-1 1 1 -1 M3 5 5 3" stroke="currentColor" strokeWidth="1.6" />
        )}
      </pattern>
    </defs>
  );
}
