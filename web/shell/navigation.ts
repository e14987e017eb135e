import {
  Boxes,
  Building2,
  CalendarClock,
  CloudDownload,
  Columns3Cog,
  FileInput,
  GitCompareArrows,
  LayoutDashboard,
  ListChecks,
} from 'lucide-react';

/** The places of the interface, with the letter that leads there after `g`. */
export const places = [
  { path: '/', name: 'overview', letter: 'd', icon: LayoutDashboard },
  { path: '/products', name: 'products', letter: 'p', icon: Boxes },
  { path: '/imports', name: 'imports', letter: 'i', icon: FileInput },
  { path: '/first-look', name: 'firstLook', letter: 'c', icon: GitCompareArrows },
  { path: '/review', name: 'review', letter: 'r', icon: ListChecks },
  { path: '/suppliers', name: 'suppliers', letter: 's', icon: Building2 },
  { path: '/sources', name: 'sources', letter: 'o', icon: CloudDownload },
  { path: '/schedules', name: 'schedules', letter: 'h', icon: CalendarClock },
  { path: '/templates', name: 'templates', letter: 't', icon: Columns3Cog },
] as const;

/** Places that stand in the menu of the account instead. */
export const ownPlaces = [{ path: '/account', name: 'account', letter: 'u' }] as const;

/** What one begins from anywhere. */
export const beginnings = [
  { path: '/imports/new', name: 'import' },
  { path: '/suppliers/new', name: 'supplier' },
  { path: '/sources/new', name: 'source' },
  { path: '/schedules/new', name: 'schedule' },
  { path: '/templates/new', name: 'template' },
] as const;

export const isAt = (place: string, path: string): boolean =>
  place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);

/** Every place that has a letter. */
export const reachable = [...places, ...ownPlaces];
