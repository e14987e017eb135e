import { useFormatter } from 'use-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: two or three digits and a unit. */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return format.number(bytes / 1_000 ** power, {
      style: 'unit',
      unit: UNITS[power]!,
      unitDisplay: 'short',
      maximumSignificantDigits: 3,
    });
  };
}
