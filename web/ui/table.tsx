import type { ComponentProps } from 'react';
import { cn } from './cn';

/**
 * Scrolls by itself on a narrow screen; the page around it does not.
 * @param props.reachable the keyboard stops at it to scroll it: of a table with nothing else to stop at
 */
export function Table({
  className,
  reachable = false,
  ...props
}: ComponentProps<'table'> & { reachable?: boolean }) {
  return (
    <div
      tabIndex={reachable ? 0 : undefined}
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
