'use client';

import { useLayoutEffect } from 'react';
import { applyStoredTheme } from './theme';

/** Applied before anything is drawn, so that a dark room is not lit for a moment. */
export function StoredTheme() {
  useLayoutEffect(applyStoredTheme, []);
  return null;
}
