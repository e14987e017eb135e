import assert from 'node:assert/strict';
import { createTestApi, type Answer, type TestApi } from './api.ts';

export const csv = (rows: number, price = '12.50'): string =>
  [
    'reference;title;price',
    ...Array.from({ length: rows }, (_, at) => `R-${at};Lamp ${at};${price}`),
    '',
  ].join('\n');

export interface TestSource {
  readonly id: string;
  /** Asks for files in this process, as the job does. */
  poll(): Promise<{ names: string[]; growing: readonly string[]; statuses: string[] }>;
  shown(): Promise<Answer['body']>;
}

export interface SourcesApi {
  readonly api: TestApi;
  source(input: {
    kind: string;
    settings: object;
    secret?: object;
    expectedHours?: number;
  }): Promise<TestSource>;
  /** Of the imports of a source, oldest first. */
  statusesOf(sourceId: string): Promise<string[]>;
  runImports(sourceId: string): Promise<void>;
}

/** An installation whose sources may be on this machine. */
export async function createSourcesApi(): Promise<SourcesApi> {
  process.env['ALLOW_PRIVATE_SOURCES'] = 'true';
  const api = await createTestApi();
  const config = await api.call('POST', '/api/v1/import-configs', { name: 'ACME files', supplier: 'ACME' });
  assert.equal(config.status, 201);
  let made = 0;
  const { imports: db } = api.system.databases;
  const statusesOf = async (sourceId: string): Promise<string[]> =>
    (
      await db
        .selectFrom('import_jobs')
        .select('status')
        .where('source_id', '=', sourceId)
        .orderBy('id')
        .execute()
    ).map(({ status }) => status);
  return {
    api,
    statusesOf,
    async runImports(sourceId) {
      const jobs = await db
        .selectFrom('import_jobs')
        .select('id')
        .where('source_id', '=', sourceId)
        .execute();
      for (const { id } of jobs)
        await api.system.importRunner.run(id, { signal: AbortSignal.timeout(30_000) });
    },
    async source({ kind, settings, secret, expectedHours }) {
      const created = await api.call('POST', '/api/v1/import-sources', {
        name: `Source ${++made}`,
        kind,
        configId: config.body['id'],
        settings,
        ...(secret ? { secret } : {}),
        ...(expectedHours ? { expectedHours } : {}),
      });
      assert.equal(created.status, 201, JSON.stringify(created.body));
      const id = String(created.body['id']);
      return {
        id,
        shown: async () => (await api.call('GET', `/api/v1/import-sources/${id}`)).body,
        async poll() {
          const signal = AbortSignal.timeout(30_000);
          const { taken, growing } = await api.system.importSources.poll(id, { signal, byHand: false });
          const all = await statusesOf(id);
          const statuses = all.slice(all.length - taken.length);
          return { names: taken.map(({ name }) => name), growing, statuses };
        },
      };
    },
  };
}
