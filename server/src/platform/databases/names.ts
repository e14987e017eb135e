/** The seven databases, one per domain. Nothing crosses their borders but a UUID. */
export const databaseNames = [
  'core',
  'catalog',
  'imports',
  'exports',
  'media',
  'code2asin',
  'analytics',
] as const;

export type DatabaseName = (typeof databaseNames)[number];
