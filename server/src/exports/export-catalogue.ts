import type { Writable } from 'node:stream';
import { countStream, listExportColumns, streamProducts, type ProductFilter } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { AppError } from '../platform/errors.ts';
import { createFileWriter, type ExportFormat } from './file-formats.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly filter: ProductFilter;
  /** Columns to write, or null for all. */
  readonly fields: readonly string[] | null;
  /** Of a CSV file; a comma by default. */
  readonly delimiter?: string | undefined;
}

/** Streams the catalogue, or the products of a filter, into a sink in flat memory. @returns products written */
export async function exportCatalogue(
  pool: ConnectionPool,
  options: ExportOptions,
  sink: Writable,
  onProgress: (written: number, total: number) => void,
): Promise<number> {
  const all = await listExportColumns(pool);
  const unknown = (options.fields ?? []).filter((field) => !all.includes(field));
  if (unknown.length > 0) {
    throw new AppError('exports.unknown_field', {
      message: `No product has the field ${unknown.join(', ')}. Fields: ${all.join(', ')}`,
      params: { fields: unknown },
    });
  }
  const writer = await createFileWriter(options.format, sink, options.fields ?? all, options.delimiter);
  const total = await countStream(pool, options.filter);
  let written = 0;
  for await (const page of streamProducts(pool, options.filter)) {
    for (const { product, values } of page) await writer.write(product, values);
    written += page.length;
    onProgress(written, total);
  }
  await writer.done();
  return written;
}
