// Reads one hostile or honest file in a process of its own: what it costs, it costs here, and its end harms nobody.
import { ExtractError, type ExtractMessage, type ExtractRequest, type ExtractSink } from './protocol.ts';

const names = { xlsx: 'workbook', xls: 'old Excel workbook', xml: 'XML', json: 'JSON' };

/** Each with its libraries: the one that is needed starts in a third of the time of all. */
const readers = {
  xlsx: async () => (await import('./xlsx-reader.ts')).readXlsx,
  xls: async () => (await import('./xls-reader.ts')).readXls,
  xml: async () => (await import('./xml-reader.ts')).readXml,
  json: async () => (await import('./json-reader.ts')).readJson,
};
/** A pipe takes 64 KiB at once. */
const FLUSH_CHARACTERS = 32 * 1024;

let pending = '';
let waiting: Promise<void> = Promise.resolve();

function flush(): void {
  if (pending === '') return;
  const text = pending;
  pending = '';
  if (!process.stdout.write(text))
    waiting = new Promise((resolve) => process.stdout.once('drain', () => resolve()));
}

const say = (message: ExtractMessage): void => {
  pending += `${JSON.stringify(message)}\n`;
  if (pending.length > FLUSH_CHARACTERS) flush();
};

async function run(request: ExtractRequest): Promise<void> {
  const sink: ExtractSink = {
    record(line, cells) {
      say([line, ...cells]);
      return true;
    },
    say,
    drained: () => waiting,
  };
  try {
    const read = await readers[request.kind]();
    say({ end: await read(request, sink) });
  } catch (error) {
    const known = error instanceof ExtractError ? error : null;
    say({
      error: {
        code: known?.code ?? 'imports.file_damaged',
        message:
          known?.message ??
          `The ${names[request.kind]} cannot be read: ${(error as Error).message}. It is damaged or cut; save it anew, or have it sent again`,
        params: known?.params ?? {},
      },
    });
  }
  flush();
}

await run(JSON.parse(process.argv[2]!) as ExtractRequest);
