import { useCallback, useState, type ComponentProps } from 'react';
import { cn } from './cn';

/**
 * Scrolls by itself on a narrow screen; the page around it does not. Where it scrolls the keyboard comes to it, as a
 * table may hold nothing else to come to.
 */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  const [scrolls, setScrolls] = useState(false);
  const watch = useCallback((box: HTMLDivElement) => {
    const observer = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth));
    for (const element of [box, ...box.children]) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={watch}
      tabIndex={scrolls ? 0 : undefined}
      className="overflow-x-auto rounded-lg border border-border bg-card"
    >
      <table className={cn('w-full text-left text-sm', className)} {...props} />
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'border-b border-border px-3 py-2 text-xs font-medium whitespace-nowrap text-muted-foreground',
        className,
      )}
      {...props}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b border-border last:border-0 hover:bg-muted', className)} {...props} />;
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('px-3 py-2 align-middle', className)} {...props} />;
}
