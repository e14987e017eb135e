import assert from 'node:assert/strict';
import type { FileFindings } from '../../src/imports/first-look/file-findings.ts';
import type { Comparison } from '../../src/imports/first-look/comparison.ts';
import type { Answer, TestApi } from './api.ts';

/** A look as the API tells of it. */
export interface Look {
  readonly id: string;
  readonly status: string;
  readonly progress: number;
  readonly failure: { readonly code: string } | null;
  readonly files: readonly {
    readonly position: number;
    readonly fileId: string;
    readonly name: string;
    readonly supplier: string;
    readonly importId: string | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly findings: FileFindings | null;
  }[];
  readonly comparison: Comparison | null;
}

export type DroppedFile = readonly [name: string, content: string | Buffer];

/** Stores a file as the page does. */
export async function storeFile(api: TestApi, [name, content]: DroppedFile): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
  const encoded = new Response(form);
  const response = await api.app.inject({
    method: 'POST',
    url: '/api/v1/import-files',
    headers: {
      authorization: `Bearer ${api.accessToken}`,
      'content-type': encoded.headers.get('content-type')!,
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  assert.equal(response.statusCode, 201, response.body);
  return response.json<{ id: string }>().id;
}

/** Asks for a look at the files, which waits in the queue. */
export async function askForLook(api: TestApi, files: readonly DroppedFile[]): Promise<Answer> {
  const stored: { fileId: string }[] = [];
  for (const file of files) stored.push({ fileId: await storeFile(api, file) });
  return api.call('POST', '/api/v1/first-looks', { files: stored });
}

export async function readLook(api: TestApi, id: string): Promise<Look> {
  const { status, body } = await api.call('GET', `/api/v1/first-looks/${id}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as Look;
}

export async function lookAt(api: TestApi, files: readonly DroppedFile[]): Promise<Look> {
  const asked = await askForLook(api, files);
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const id = String(asked.body['id']);
  await api.system.firstLooks.runner.run(id, { signal: new AbortController().signal });
  return readLook(api, id);
}

/** The 13 digits of an EAN, its check digit reckoned from the left: 1, 3, 1, 3 … (GS1). */
export function ean(number: number): string {
  const body = `400${String(number).padStart(9, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return body + String((10 - (sum % 10)) % 10);
}
