import { LookPage } from '../../../../features/first-look/look-page';

export default function Page() {
  return <LookPage />;
}
