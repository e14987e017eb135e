import { ImportsPage } from '../../../features/imports/imports-page';

export default function Page() {
  return <ImportsPage />;
}
