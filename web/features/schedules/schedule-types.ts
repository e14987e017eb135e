/** When a source is asked for new files. */
export interface Schedule {
  readonly id: string;
  readonly sourceId: string;
  /** Minute, hour, day, month, weekday. */
  readonly cron: string;
  readonly timeZone: string;
  readonly state: 'active' | 'paused';
  /** Null while it is paused. */
  readonly nextRunAt: string | null;
  readonly lastRunAt: string | null;
  readonly version: number;
}
