import type { ComponentProps } from 'react';
import { cn } from './cn';

const shape =
  'rounded-md border border-input bg-card px-2.5 text-sm disabled:opacity-60 aria-invalid:border-bad';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(shape, 'h-8 w-full', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(shape, 'w-full py-1.5', className)} {...props} />;
}

/** The browser's own list: it works with the keyboard, on a telephone and in a test. */
export function NativeSelect({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(shape, 'h-8', className)} {...props} />;
}
