import type { LiveTopic } from './platform/live/live-connection.ts';

const uuid = '[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}';

/** What a live connection may follow, and what its principal must be allowed to read for it. */
export const liveTopics: readonly LiveTopic[] = [
  { pattern: new RegExp(`^imports/${uuid}$`), permission: 'imports:read' },
  { pattern: new RegExp(`^exports/${uuid}$`), permission: 'exports:read' },
  { pattern: /^jobs$/, permission: 'jobs:read' },
  { pattern: /^products$/, permission: 'products:read' },
  { pattern: /^notifications$/, permission: null },
];
