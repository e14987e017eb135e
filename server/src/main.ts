import { Command } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addExportCommand } from './commands/export.ts';
import { addConfirmCommand } from './commands/confirm.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addImportCommand } from './commands/import.ts';
import { addLoadDefinitionsCommand } from './commands/load-definitions.ts';
import { addOpenApiCommand } from './commands/openapi.ts';
import { addOperateCommands } from './commands/operate.ts';
import { addPollCommand } from './commands/poll.ts';
import { addPruneCommand } from './commands/prune.ts';
import { addRotateKeyCommand } from './commands/rotate-key.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommands } from './commands/start.ts';
import { exitCodes, explain, note } from './commands/terminal.ts';
import { addUndoCommand } from './commands/undo.ts';
import { addUserCommands } from './commands/user.ts';
import { isAppError } from './platform/errors.ts';

// Whoever reads our output may have read enough (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = new Command('products-manager')
  .version(packageFile.version)
  .description(
    'Product information management: supplier files in, one trustworthy catalogue, out to shops and files',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed, or something was found · 2 wrong usage · 3 waits for a person · 4 could not check',
  )
  .exitOverride();

addImportCommand(program);
addUndoCommand(program);
addPollCommand(program);
addConfirmCommand(program);
addSearchCommand(program);
addExportCommand(program);
addCatalogueCommands(program);
addLoadDefinitionsCommand(program);
addDemoCommand(program);
addServeCommands(program);
addOperateCommands(program);
addUserCommands(program);
addRotateKeyCommand(program);
addPruneCommand(program);
addOpenApiCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (!isCommanderExit(error)) note(explain(error));
}

function exitCodeOf(error: unknown): number {
  if (isCommanderExit(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  return isAppError(error) && error.code.startsWith('usage.') ? exitCodes.usage : exitCodes.failed;
}

function isCommanderExit(error: unknown): error is { exitCode: number } {
  return (
    error instanceof Error &&
    'exitCode' in error &&
    'code' in error &&
    String(error.code).startsWith('commander.')
  );
}
