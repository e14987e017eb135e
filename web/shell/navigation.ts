import {
  Boxes,
  Building2,
  FileInput,
  LayoutDashboard,
  Columns3Cog,
  CloudDownload,
  ListChecks,
} from 'lucide-react';

/** The places of the interface, with the letter that leads there after `g`. */
export const places = [
  { path: '/', name: 'overview', letter: 'd', icon: LayoutDashboard },
  { path: '/products', name: 'products', letter: 'p', icon: Boxes },
  { path: '/imports', name: 'imports', letter: 'i', icon: FileInput },
  { path: '/review', name: 'review', letter: 'r', icon: ListChecks },
  { path: '/suppliers', name: 'suppliers', letter: 's', icon: Building2 },
  { path: '/sources', name: 'sources', letter: 'o', icon: CloudDownload },
  { path: '/templates', name: 'templates', letter: 't', icon: Columns3Cog },
] as const;

export const isAt = (place: string, path: string): boolean =>
  place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
