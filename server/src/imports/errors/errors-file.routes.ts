import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportService } from '../jobs/import.service.ts';
import type { Language } from './error-texts.ts';
import type { ErrorsFile, ErrorsFiles } from './errors-file.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });

export function errorsFileRoutes(deps: { imports: ImportService; errorsFiles: ErrorsFiles }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/errors.csv',
      { schema: { tags: ['imports'], params: Id }, config: { permission: 'imports:read' } },
      async (request, reply) => {
        const file = deps.errorsFiles(await deps.imports.get(request.params.id));
        const language = prefersFrench(request.headers['accept-language']) ? 'fr' : 'en';
        return reply
          .header('Content-Type', `text/csv; charset=${file.charset}`)
          .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .send(streamOf(file, language));
      },
    );
  };
}

function streamOf(file: ErrorsFile, language: Language): PassThrough {
  const stream = new PassThrough();
  // A reader who leaves drains nothing any more: without this the file would stay open for ever.
  const left = new AbortController();
  stream.once('close', () => left.abort());
  const write = async (bytes: Buffer): Promise<void> => {
    left.signal.throwIfAborted();
    if (!stream.write(bytes)) await once(stream, 'drain', { signal: left.signal });
  };
  file.write(language, write).then(
    () => stream.end(),
    (error: Error) => stream.destroy(error),
  );
  return stream;
}
