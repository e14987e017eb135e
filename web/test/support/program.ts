import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand } from '../../../server/test/support/command-line.ts';
import { freePort } from '../../../server/test/support/free-port.ts';
import { until } from '../../../server/test/support/until.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

export const admin: Account = { email: 'admin@example.com', password: 'correct horse battery staple' };

export interface RunningProgram {
  readonly origin: string;
  /** By which the first account is made; null where there is one. */
  readonly setupAddress: string | null;
  stop(): Promise<void>;
}

/** Jobs stop at the end of a batch, pools close after them. */
const LONGEST_END_MS = 30_000;

/**
 * The whole program as `npm start` runs it, with the production build of its pages, on an empty folder of its own.
 * @param account of the first person; null: nobody has one yet
 */
export async function startProgram(account: Account | null = admin): Promise<RunningProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-browser-'));
  const port = await freePort();
  const running = startCommand(['start', '--port', String(port), '--data-dir', dataDir], {
    LOG_LEVEL: 'warn',
    // A source that does not answer is one of the pages' states; this machine is where it does not.
    ALLOW_PRIVATE_SOURCES: 'true',
    ...(account ? { ADMIN_EMAIL: account.email, ADMIN_PASSWORD: account.password } : {}),
  });
  const stop = async (): Promise<void> => {
    running.child.kill('SIGTERM');
    const impatience = setTimeout(() => running.child.kill('SIGKILL'), LONGEST_END_MS);
    await running.result;
    clearTimeout(impatience);
    // The database ends when nobody holds it any more, a moment after the program that did.
    const lock = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    await until(
      async () => existsSync(lock),
      (runs) => !runs,
    );
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  const said = await running.saw('Working on');
  const origin = `http://localhost:${port}`;
  // The first page comes when the build is ready.
  const page = said.includes('Working on') ? await fetch(`${origin}/sign-in`).catch(() => null) : null;
  if (page?.status !== 200) {
    await stop();
    throw new Error(`the program did not start:\n${(await running.result).stderr}`);
  }
  return { origin, setupAddress: /http\S+\/setup\?token=\S+/.exec(said)?.[0] ?? null, stop };
}
