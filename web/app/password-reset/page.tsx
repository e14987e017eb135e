import { PasswordResetPage } from '../../features/sign-in/password-reset-page';

export default function Page() {
  return <PasswordResetPage />;
}
