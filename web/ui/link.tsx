'use client';

import NextLink from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link whose page is fetched when somebody is about to follow it. Fetched as soon as links come into sight, the pages
 * of the navigation alone weigh more than half of what the page itself does, and a list asks for each of its rows.
 */
export function Link({
  href,
  onPointerEnter,
  onFocus,
  ...props
}: ComponentProps<typeof NextLink> & { href: string }) {
  const router = useRouter();
  return (
    <NextLink
      href={href}
      prefetch={false}
      onPointerEnter={(event) => {
        router.prefetch(href);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        router.prefetch(href);
        onFocus?.(event);
      }}
      {...props}
    />
  );
}
