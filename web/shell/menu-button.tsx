import {
  cloneElement,
  Suspense,
  useState,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Button } from '../ui/button';

/** A menu that opens as it comes. */
export type LazyMenu = ComponentType<{ trigger: ReactElement }>;

/**
 * The button of a menu whose code comes when it is opened for the first time: what menus stand on is 30 kB after
 * gzip, a seventh of the shell, on every page.
 */
export function MenuButton(props: { label: string; menu: LazyMenu; children: ReactNode }) {
  const { menu: Menu } = props;
  const [wanted, setWanted] = useState(false);
  const trigger = (
    <Button variant="ghost" size="icon" aria-label={props.label} className="relative">
      {props.children}
    </Button>
  );
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setWanted(true),
  });
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <Menu trigger={trigger} />
    </Suspense>
  );
}
