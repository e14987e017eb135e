import type { ReactNode } from 'react';
import { Words } from '../../i18n/words';

export default function Layout({ children }: { children: ReactNode }) {
  return <Words of={['signIn']}>{children}</Words>;
}
