import { NewSupplierPage } from '../../../../features/suppliers/supplier-page';

export default function Page() {
  return <NewSupplierPage />;
}
