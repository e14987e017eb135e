import { NewImportPage } from '../../../../features/imports/new-import-page';

export default function Page() {
  return <NewImportPage />;
}
