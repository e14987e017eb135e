import { SupplierPage } from '../../../../features/suppliers/supplier-page';

export default function Page() {
  return <SupplierPage />;
}
