import { SourcePage } from '../../../../features/sources/source-page';

export default function Page() {
  return <SourcePage />;
}
