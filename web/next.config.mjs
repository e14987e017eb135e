import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  experimental: { agentUpgrade: false },
  // The repository's root: without it the nearest lock file of the machine decides.
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
};
