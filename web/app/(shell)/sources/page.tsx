import { SourcesPage } from '../../../features/sources/sources-page';

export default function Page() {
  return <SourcesPage />;
}
