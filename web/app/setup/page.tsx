import { SetupPage } from '../../features/sign-in/setup-page';

export default function Page() {
  return <SetupPage />;
}
