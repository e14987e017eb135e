import { AccountButton } from './account-button';
import { ConnectionBadge } from './connection-badge';
import { GlobalSearch } from './global-search';
import { JobPill } from './job-pill';
import { NotificationsButton } from './notifications-button';

export function TopBar() {
  return (
    <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-border bg-card px-4 py-2 md:px-8">
      <GlobalSearch />
      <div className="ml-auto flex items-center gap-2">
        <JobPill />
        <ConnectionBadge />
        <NotificationsButton />
        <AccountButton />
      </div>
    </header>
  );
}
