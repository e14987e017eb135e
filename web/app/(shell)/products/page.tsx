import { ProductsPage } from '../../../features/products/products-page';

export default function Page() {
  return <ProductsPage />;
}
