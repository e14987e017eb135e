import { DropPage } from '../../../features/first-look/drop-page';

export default function Page() {
  return <DropPage />;
}
