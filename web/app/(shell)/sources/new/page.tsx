import { NewSourcePage } from '../../../../features/sources/source-page';

export default function Page() {
  return <NewSourcePage />;
}
