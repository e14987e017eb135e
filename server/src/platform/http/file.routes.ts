import { Type } from 'typebox';
import { AppError } from '../errors.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { requireKey } from '../storage/object-key.ts';
import { fileAnswer } from './answers.ts';
import type { HttpServer } from './server.ts';

const Signature = Type.Object(
  {
    expires: Type.String({ pattern: '^\\d{1,12}$' }),
    filename: Type.String({ maxLength: 1_000 }),
    signature: Type.String({ maxLength: 100 }),
  },
  { additionalProperties: false },
);

const TheFile = fileAnswer('The file, to be saved', ['application/octet-stream']);

/** Stored files by signed addresses: whoever has one may read that file until it expires, and nothing else. */
export function fileRoutes({ storage, now }: { storage: ObjectStorage; now: () => Date }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/files/:bucket/*',
      {
        schema: { tags: ['files'], querystring: Signature, response: { 200: TheFile } },
        config: { permission: 'public' },
      },
      async (request, reply) => {
        // Not by a schema: the validator takes the name `*` for a pattern, and fails.
        const { bucket, '*': key } = request.params as { bucket: string; '*': string };
        if (!storage.verify({ bucket, key, ...request.query }, now())) throw refused();
        requireKey(bucket, key);
        // Suppliers' files may be pages: never shown under our address, only saved.
        void reply
          .header('Content-Disposition', dispositionOf(request.query.filename))
          .header('Cache-Control', 'private, no-store')
          .type('application/octet-stream');
        return reply.send(await storage.get(bucket, key));
      },
    );
  };
}

/** RFC 6266: the name in UTF-8, and an ASCII one for what does not read that. */
function dispositionOf(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const refused = (): AppError =>
  new AppError('files.signature', {
    message: 'The address is not ours or has expired; ask for a new one where you found it',
    status: 403,
  });
