import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { createSystem, type System } from '../composition.ts';
import { AppError } from '../platform/errors.ts';
import { originOfProgram } from '../platform/origin.ts';
import { dataDirOption } from './search.ts';
import { note, print, printJson } from './terminal.ts';

interface CreateOptions {
  email: string;
  role: string[];
  name?: string;
  machine?: boolean;
  passwordStdin?: boolean;
  json?: boolean;
  dataDir?: string;
}

/** Accounts from the command line: whoever has this machine may make one. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('accounts of people and programs');
  user
    .command('create')
    .description('make an account; without --password-stdin a link to choose the password is printed')
    .requiredOption('--email <address>')
    .requiredOption('--role <code>', 'administrator, manager, editor, viewer or one of your own', collect, [])
    .option('--name <name>')
    .option('--machine', 'for programs: it has API keys and no password')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json')
    .addOption(dataDirOption())
    .action((options: CreateOptions) => withSystem(options, (system) => create(system, options)));
  user
    .command('list')
    .description('all accounts')
    .option('--json')
    .addOption(dataDirOption())
    .action((options: { json?: boolean; dataDir?: string }) =>
      withSystem(options, async (system) => {
        const users = await system.accounts.users.list({ limit: 10_000, after: null });
        if (options.json) return printJson(users.map(({ password_hash: _hidden, ...row }) => row));
        for (const { email, name, roles, disabled_at: disabled } of users)
          print(`${email}  ${name}  ${roles.join(',') || 'no role'}${disabled ? '  disabled' : ''}`);
      }),
    );
  user
    .command('reset-password')
    .description('print a link, good once and for an hour, to choose a new password')
    .requiredOption('--email <address>')
    .addOption(dataDirOption())
    .action((options: { email: string; dataDir?: string }) =>
      withSystem(options, async (system) => {
        const found = await byEmail(system, options.email);
        print(linkTo(system, await system.accounts.reset.issue(found.id)));
      }),
    );
  for (const [name, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    user
      .command(name)
      .description(disabled ? 'end all sessions and let nobody in again' : 'let in again')
      .requiredOption('--email <address>')
      .addOption(dataDirOption())
      .action((options: { email: string; dataDir?: string }) =>
        withSystem(options, async (system) => {
          const found = await byEmail(system, options.email);
          await system.accounts.users.update(found.id, null, { disabled }, byCommand);
          const carried = disabled ? await system.accounts.users.carriedBy(found.id) : [];
          if (carried.length > 0)
            note(`Goes on in this name: API keys ${carried.map((key) => key.name).join(', ')}`);
        }),
      );
}

/** Whoever has the machine may hand out any role. */
const byCommand = { actor: null, origin: originOfProgram('command line') };

const collect = (value: string, before: string[]): string[] => [...before, ...value.split(',')];

async function withSystem(
  options: { dataDir?: string },
  work: (system: System) => Promise<void>,
): Promise<void> {
  const system = await createSystem({ name: 'user', share: 'interactive', dataDir: options.dataDir });
  try {
    await declareBuiltInRoles(system);
    await work(system);
  } finally {
    await system.close();
  }
}

/** On a machine where no server ran yet the roles are still to be written. */
async function declareBuiltInRoles(system: System): Promise<void> {
  if ((await system.accounts.roleCount()) > 0) return;
  const { createApi, prepareAccounts } = await import('../serve-api.ts');
  const app = await createApi(system);
  await prepareAccounts(system, app);
  await app.close();
}

async function create(system: System, options: CreateOptions): Promise<void> {
  const password = options.passwordStdin ? await readLine() : undefined;
  const made = await system.accounts.users.create(
    {
      email: options.email,
      name: options.name ?? options.email.split('@')[0]!,
      roles: options.role,
      kind: options.machine ? 'machine' : 'person',
      password,
    },
    byCommand,
  );
  if (options.json) printJson({ id: made.id, email: made.email, roles: made.roles });
  else print(`${made.email} is ${made.roles.join(', ')}`);
  if (password === undefined && !options.machine)
    print(`Choose the password: ${linkTo(system, await system.accounts.reset.issue(made.id))}`);
}

async function byEmail(system: System, email: string): Promise<{ id: string }> {
  const found = await system.accounts.users.findByEmail(email);
  if (found) return found;
  throw new AppError('users.not_found', { message: `There is no user ${email}`, params: { id: email } });
}

function linkTo({ config }: System, token: string): string {
  return `${config.publicUrl ?? `http://localhost:${config.port}`}/password-reset?token=${token}`;
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  throw new AppError('usage.invalid', { message: 'No password came on standard input' });
}
