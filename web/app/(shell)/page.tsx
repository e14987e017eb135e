import { OverviewPage } from '../../features/overview/overview-page';
import { Words } from '../../i18n/words';

export default function Page() {
  return (
    <Words of={['dashboard', 'imports', 'review']}>
      <OverviewPage />
    </Words>
  );
}
