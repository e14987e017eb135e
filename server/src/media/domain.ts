import type { DomainManifest } from '../platform/domain.ts';
import { fetchMediaJob, fetchMediaSchedule } from './media.jobs.ts';
import type { MediaTables } from './tables.ts';

/** db_media: pictures of products, by their address, and how far each of them is. */
export const mediaDomain: DomainManifest<MediaTables> = {
  name: 'media',
  tables: { media: true },
  platformTables: ['saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [fetchMediaJob],
  schedules: [fetchMediaSchedule],
};
