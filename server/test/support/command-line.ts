import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As npm's link starts it, but for the shell's search for Node: the process is the program itself, to be killed. */
export const program: readonly string[] = [
  '--max-semi-space-size=16',
  fileURLToPath(new URL('../../bin/products-manager.mjs', import.meta.url)),
];

export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly result: Promise<CommandResult>;
  /** Resolves when standard error has this text, or at the end, with what it had until then. */
  saw(text: string): Promise<string>;
}

export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [...program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let [stdout, stderr] = ['', ''];
  const waiting: { text: string; resolve: (said: string) => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const wait of waiting) if (stderr.includes(wait.text)) wait.resolve(stderr);
  });
  const result = new Promise<CommandResult>((resolve) =>
    child.once('close', (code, signal) => {
      for (const wait of waiting) wait.resolve(stderr);
      resolve({ code, signal, stdout, stderr });
    }),
  );
  const saw = (text: string): Promise<string> =>
    stderr.includes(text)
      ? Promise.resolve(stderr)
      : new Promise((resolve) => waiting.push({ text, resolve }));
  return { child, result, saw };
}

export const runCommand = (
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<CommandResult> => startCommand(args, env).result;

/** The arguments of an import that answers in JSON. */
export const importArgs = (dataDir: string, file: string, supplier = 'Grossiste'): string[] => [
  'import',
  file,
  '--supplier',
  supplier,
  '--json',
  '--data-dir',
  dataDir,
];
