import { randomBytes } from 'node:crypto';

/** The account of every API that the benchmark starts: the first one makes it. */
export const admin = { email: 'bench@example.com', password: randomBytes(16).toString('hex') };
