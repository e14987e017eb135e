import { WaitingPage } from '../../../features/review/waiting-page';

export default function Page() {
  return <WaitingPage />;
}
