import type { Command } from 'commander';
import { createOperationService, type UndoCounts, type UndoSelection } from '../catalog/index.ts';
import { createSystem, type System } from '../composition.ts';
import { inTransaction } from '../platform/databases/transactions.ts';
import { AppError } from '../platform/errors.ts';
import { isUuid } from '../platform/http/uuid.ts';
import { originOfProgram } from '../platform/origin.ts';
import { catchUpSearch } from './catch-up-search.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, print, printJson } from './terminal.ts';

interface UndoOptions {
  since?: string;
  supplier?: string;
  dryRun?: boolean;
  json?: boolean;
  dataDir?: string;
}

export function addUndoCommand(program: Command): void {
  program
    .command('undo')
    .description('take an operation back: an import, an edit, or an undo itself')
    .argument('[operation]', 'its id, as `import` prints it')
    .option('--since <time>', 'everything that was changed since a moment, as 2026-11-27T08:30:00Z')
    .option('--supplier <name>', 'with --since: only what this supplier changed')
    .option('--dry-run', 'show what would come back and what would be kept; nothing is changed')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(runUndoCommand);
}

async function runUndoCommand(operation: string | undefined, options: UndoOptions): Promise<void> {
  requireOneOf(operation, options);
  const system = await createSystem({ name: 'undo', share: 'batch', dataDir: options.dataDir });
  const stop = new AbortController();
  process.once('SIGINT', () =>
    stop.abort(
      new AppError('operations.interrupted', {
        message: 'The undo was interrupted; the same command goes on where it stopped',
      }),
    ),
  );
  try {
    const selection = operation
      ? { operationId: operation }
      : { since: momentOf(options.since ?? ''), supplierId: await supplierIdOf(system, options.supplier) };
    if (options.dryRun) await showPreview(system, selection, options);
    else await undo(system, selection, options, stop.signal);
  } finally {
    await system.close();
  }
}

function requireOneOf(operation: string | undefined, { since, supplier }: UndoOptions): void {
  const usage = (message: string): AppError => new AppError('usage.invalid', { message });
  if (Boolean(operation) === Boolean(since))
    throw usage('Say what to undo: an operation id, or --since TIME for everything after a moment');
  if (supplier && !since) throw usage('--supplier goes with --since');
  if (operation && !isUuid(operation))
    throw usage(
      `"${operation}" is no operation id; \`import\` prints it, and GET /api/v1/operations lists them`,
    );
}

function momentOf(text: string): Date {
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new AppError('usage.invalid', {
    message: `--since ${text}: write the moment as 2026-11-27T08:30:00Z`,
  });
}

async function supplierIdOf(system: System, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null;
  const { supplier, created } = await system.suppliers.findOrCreate({ name, insist: false, preview: true });
  if (!created) return supplier.id;
  throw new AppError('suppliers.not_found', {
    message: `There is no supplier "${name}"`,
    params: { name },
  });
}

async function showPreview(system: System, selection: UndoSelection, options: UndoOptions): Promise<void> {
  const preview = await system.undos.preview(selection);
  if (options.json) return printJson({ id: null, kind: 'undo', dryRun: true, ...preview });
  const { length } = preview.operations;
  print(`would undo ${length} ${length === 1 ? 'operation' : 'operations'}: ${describe(preview.counts)}`);
  for (const { sku, productId, field, present, restored } of preview.changes)
    print(`  ${sku ?? productId}  ${field}: ${show(present)} → ${show(restored)}`);
  printConflicts(preview.conflicts);
}

async function undo(
  system: System,
  selection: UndoSelection,
  options: UndoOptions,
  signal: AbortSignal,
): Promise<void> {
  const pool = system.databases.pools.catalog;
  const undoId = await inTransaction(pool, (client) =>
    system.undos.request(client, selection, originOfProgram('command line')),
  );
  const started = performance.now();
  const bar = createProgressBar();
  bar.update('undoing', 0, '');
  const counts = await system.undos.run(undoId, {
    signal,
    onProgress: (share) => bar.update('undoing', share, ''),
  });
  bar.end();
  const durationMs = Math.round(performance.now() - started);
  const done = await createOperationService({ pool }).get(undoId);
  if (options.json) printJson({ ...done, counts, durationMs });
  else {
    print(`undone by operation ${undoId} in ${(durationMs / 1000).toFixed(1)} s: ${describe(counts)}`);
    printConflicts(done.conflicts);
  }
  await catchUpSearch(system, signal, createProgressBar());
}

const describe = ({ deleted, restored, updated, kept, conflicts }: UndoCounts): string =>
  [
    `${deleted} products deleted`,
    ...(restored ? [`${restored} restored`] : []),
    `${updated} walked back`,
    ...(kept ? [`${kept} products kept`] : []),
    ...(conflicts ? [`${conflicts} fields kept, changed since`] : []),
  ].join(', ');

function printConflicts(
  conflicts: readonly {
    sku: string | null;
    productId: string;
    field: string | null;
    reason: string;
    present: unknown;
    by: string | null;
  }[],
): void {
  for (const { sku, productId, field, reason, present, by } of conflicts)
    print(
      `  kept ${sku ?? productId}${field === null ? '' : `  ${field}: ${show(present)}`} (${reason}${by ? `, by ${by}` : ''})`,
    );
}

function show(value: unknown): string {
  if (value === null || value === undefined) return '—';
  const text = Array.isArray(value) ? value.join(' | ') : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
