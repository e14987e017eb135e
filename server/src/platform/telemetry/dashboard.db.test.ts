import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { readScrape, type Scraped } from '../../../test/support/scraped.ts';
import { createMetrics } from './metrics.ts';

let api: TestApi;
let exported: Scraped;

before(async () => {
  const metrics = createMetrics({ version: '1', role: 'api', now: () => Date.now() });
  api = await createTestApi({ metrics });
  // Something of everything, for the labels: a histogram without observations shows none.
  await api.app.inject('/health');
  metrics.jobs.ended({ queue: 'media', job: 'media.x', outcome: 'failed', seconds: 1 });
  exported = readScrape((await api.app.inject('/metrics')).body);
});
after(() => api.close());

const deployed = (path: string): string =>
  readFileSync(new URL(`../../../../deploy/${path}`, import.meta.url), 'utf8');

/** What PromQL calls its own, of what is used here. */
const words = new Set(
  'absent and by count histogram_quantile max min min_over_time on rate sum without'.split(' '),
);
/** Given by Prometheus and by histograms, and by what this installation has not done yet. */
const givenLabels = ['instance', 'le', 'outcome', 'type', 'level', 'kind'];

/** Names of metrics and of labels in a query. */
function namesIn(expression: string): { metrics: string[]; labels: string[] } {
  const bare = expression.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  const matchers = [...bare.matchAll(/\{([^}]*)\}/g)].map(([, inside]) => inside!);
  const groupings = [...bare.matchAll(/\b(?:by|without|on)\s*\(([^)]*)\)/g)].map(([, inside]) => inside!);
  const rest = bare.replace(/\{[^}]*\}/g, '').replace(/\b(?:by|without|on)\s*\([^)]*\)/g, '');
  const identifiers = (text: string): string[] => text.match(/[a-zA-Z_]\w*/g) ?? [];
  return {
    metrics: identifiers(rest).filter((name) => !words.has(name)),
    labels: [...matchers, ...groupings].flatMap(identifiers),
  };
}

function checkQueries(queries: readonly string[]): Set<string> {
  const used = new Set<string>();
  for (const query of queries) {
    const { metrics, labels } = namesIn(query);
    assert.ok(metrics.length > 0, `no metric in ${query}`);
    for (const name of metrics) {
      assert.ok(exported.names.has(name), `${name} is exported by nothing: ${query}`);
      used.add(name.replace(/_(bucket|sum|count)$/, ''));
    }
    for (const label of labels)
      assert.ok(
        exported.labelNames.has(label) || givenLabels.includes(label),
        `no series has the label ${label}: ${query}`,
      );
  }
  return used;
}

test('the dashboard asks for what is exported, and shows every metric of ours', () => {
  const { panels, templating } = JSON.parse(deployed('grafana/products-manager.json')) as {
    panels: { id: number; type: string; targets?: { expr: string }[] }[];
    templating: { list: { name: string }[] };
  };
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  assert.ok(panels.every(({ type, targets }) => type === 'row' || (targets?.length ?? 0) > 0));
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const shown = checkQueries(queries);
  const variables = new Set(queries.flatMap((query) => query.match(/\$\w+/g) ?? []));
  const known = [...templating.list.map(({ name }) => `$${name}`), '$__rate_interval'];
  assert.deepEqual(
    [...variables].filter((name) => !known.includes(name)),
    [],
  );
  const ours = [...exported.names].filter((name) => name.startsWith('pm_'));
  const families = new Set(ours.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  assert.deepEqual(
    [...families].filter((name) => !shown.has(name)),
    [],
  );
});

test('the alerts ask for what is exported, and what was promised raises one', () => {
  const text = deployed('prometheus/alerts.yaml');
  const rules = text.split(/^ +- alert: /m).slice(1);
  const alerts = rules.map((rule) => {
    const [name] = rule.split('\n');
    const expr = /^ +expr: (.+)$/m.exec(rule)?.[1];
    assert.ok(expr, `${name} has no expression on one line`);
    assert.match(rule, /^ +labels: \{ severity: (warning|critical) \}$/m, name);
    assert.match(rule, /^ +summary: .+$/m, name);
    return { name, expr };
  });
  const used = checkQueries(alerts.map(({ expr }) => expr));
  assert.equal(new Set(alerts.map(({ name }) => name)).size, alerts.length);
  for (const metric of [
    'pm_event_lag_seconds',
    'pm_queue_oldest_job_seconds',
    'pm_queue_jobs',
    'pm_disk_free_bytes',
    'pm_database_connections',
  ])
    assert.ok(used.has(metric), metric);
});
