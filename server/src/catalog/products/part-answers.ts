import type { FastifyReply, FastifyRequest } from 'fastify';
import { versionOf } from '../../platform/http/entity-tag.ts';
import type { Effect } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { ProductEditor, Written } from './edit-product.ts';
import { noSuchProduct } from './no-such-product.ts';
import { etagOf } from './product.service.ts';

export const editOf = (request: FastifyRequest<{ Params: { id: string } }>) => ({
  id: request.params.id,
  version: versionOf(request.headers['if-match']),
  origin: originOf(request),
});

/**
 * A part as the database made its JSON, with an ETag of its own.
 * @throws AppError `products.not_found` for null
 */
export function sendPart(
  reply: FastifyReply,
  id: string,
  part: { readonly version: number; readonly body: string } | null,
): FastifyReply {
  if (!part) throw noSuchProduct(id);
  return reply
    .header('ETag', etagOf(part.version, part.body))
    .type('application/json; charset=utf-8')
    .send(part.body);
}

/** A write of a part answers that part, under the version of its product. */
export const partEffect = (
  editor: Pick<ProductEditor, 'forget'>,
  { product, operationId }: Written,
  body: string,
): Effect => ({
  headers: { ETag: etagOf(product.version, body), 'Operation-Id': operationId },
  body,
  afterCommit: () => editor.forget(product),
});
