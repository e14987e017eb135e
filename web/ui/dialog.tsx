import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

/** A window over the page: the rest waits, Escape closes it, and the focus goes back where it was. */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed top-[15vh] left-1/2 z-50 flex max-h-[70vh] w-[min(36rem,92vw)] -translate-x-1/2 flex-col gap-3 overflow-auto rounded-xl border border-border bg-card p-5 text-foreground shadow-xl outline-none"
        >
          <Primitive.Title className="text-base font-semibold">{props.title}</Primitive.Title>
          {props.children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
