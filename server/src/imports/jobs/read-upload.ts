import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { ImportConfigService } from '../configs/config.service.ts';
import type { CreateImport, ImportService } from './import.service.ts';

/** Form fields come before or after the file: the file is stored as it arrives, the rest is read around it. */
export async function readUpload(
  request: FastifyRequest,
  { imports, configs }: { imports: ImportService; configs: ImportConfigService },
): Promise<{ input: CreateImport; content: unknown }> {
  const fields = new Map<string, string>();
  let file: Awaited<ReturnType<ImportService['storeFile']>> | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'file') file = await imports.storeFile(part.file, part.filename);
    else fields.set(part.fieldname, String(part.value));
  }
  if (!file)
    throw new AppError('imports.invalid', {
      message: 'Send the file as the form field "file"',
      params: { field: 'file' },
    });
  const unknown = [...fields.keys()].filter(
    (name) =>
      ![
        'supplier',
        'own',
        'mode',
        'map',
        'encoding',
        'delimiter',
        'sheet',
        'recordPath',
        'force',
        'templateId',
        'configId',
        'createSupplier',
      ].includes(name),
  );
  if (unknown.length)
    throw new AppError('imports.unknown_field', {
      message: `Unknown form field ${unknown.join(', ')}`,
      params: { fields: unknown },
    });
  const own = fields.get('own') === 'true';
  const supplier = fields.get('supplier');
  const configId = fields.get('configId');
  const config = configId === undefined ? null : await configs.asImport(await configs.get(configId));
  if (!own && !supplier && !config)
    throw new AppError('imports.invalid', {
      message: 'Say whose file it is: supplier, configId, or own=true',
      params: { field: 'supplier' },
    });
  const mode = fields.get('mode') ?? 'preview';
  if (mode !== 'preview' && mode !== 'apply')
    throw new AppError('imports.invalid', {
      message: `mode=${mode}: choose preview or apply`,
      params: { field: 'mode' },
    });
  const input = {
    ...config,
    file,
    supplier: own ? null : (supplier ?? config?.supplier ?? null),
    insistOnSupplier: fields.get('createSupplier') === 'true' || config?.insistOnSupplier === true,
    map: fields.has('map') ? parseMap(fields.get('map')) : (config?.map ?? []),
    encoding: fields.get('encoding') ?? config?.encoding,
    delimiter: fields.get('delimiter') ?? config?.delimiter,
    sheet: fields.get('sheet') ?? config?.sheet,
    recordPath: fields.get('recordPath'),
    force: fields.get('force') === 'true',
    ...(fields.has('templateId') ? { template: { id: fields.get('templateId')! } } : {}),
    mode,
    origin: originOf(request),
  } as const;
  // A form has another boundary each time it is sent; what it says is the same.
  const { name, sha256 } = file;
  return { input, content: { name, sha256, fields: [...fields].sort() } };
}

/** `{"gtin": "Code EAN"}` */
function parseMap(text: string | undefined): { field: string; column: string }[] {
  if (!text) return [];
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>).map(([field, column]) => ({
      field,
      column: String(column),
    }));
  } catch {
    throw new AppError('imports.invalid', {
      message: 'map: write a JSON object of field and column, such as {"gtin": "Code EAN"}',
      params: { field: 'map' },
    });
  }
}
