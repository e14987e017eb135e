import type { Schemas } from '../../api/client';

/** When a source is asked for new files. */
export type Schedule = Schemas['ImportSchedule'];
