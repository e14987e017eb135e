import { SuppliersPage } from '../../../features/suppliers/suppliers-page';

export default function Page() {
  return <SuppliersPage />;
}
