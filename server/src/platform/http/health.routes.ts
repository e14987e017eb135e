import { Type, type TSchema } from 'typebox';
import { nullable, oneOf } from './answers.ts';
import { seesDetails } from './authorise.ts';
import type { HttpServer } from './server.ts';

export interface HealthSources {
  /** `off` where none is configured. */
  redis(): Promise<{ status: 'up' | 'down' | 'off'; latencyMs: number | null }>;
  databases(): Promise<Record<string, { ok: boolean; latencyMs: number; error?: string }>>;
  workers(): Promise<{
    ok: boolean;
    queues: Record<string, { waiting: number; active: number; dead: number }>;
  }>;
}

const open = { permission: 'public' };
/** Up or down for anyone; which part, and how fast, for who may see it. */
const detailed = { ...open, detailsFor: 'health:read' };
const schema = { tags: ['health'] };
const Alive = Type.Object({ status: Type.Literal('up') });
const status = oneOf(['up', 'down']);
const latencyMs = Type.Number({ minimum: 0 });
const Ready = Type.Object({
  status: oneOf(['up', 'degraded', 'down']),
  degraded: Type.Array(Type.String(), { description: 'Databases that do not answer' }),
});
const DatabaseHealth = Type.Object({
  status,
  databases: Type.Optional(Type.Record(Type.String(), Type.Object({ status, latencyMs }))),
});
const RedisHealth = Type.Object({
  status: { ...oneOf(['up', 'down', 'off']), description: '`off`: none is configured' },
  latencyMs: nullable(latencyMs),
});
const count = Type.Integer({ minimum: 0 });
const WorkerHealth = Type.Object({
  status,
  queues: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        waiting: count,
        retrying: count,
        active: count,
        dead: count,
        oldestSeconds: Type.Number({ minimum: 0, description: 'How long the first one has waited' }),
      }),
    ),
  ),
});
/** What is down is told in the same words. */
const upOrDown = (shape: TSchema) => ({ ...schema, response: { 200: shape, 503: shape } });

/** Liveness asks nothing of any other part; readiness needs core and catalog. */
export function healthRoutes(sources: HealthSources) {
  return (app: HttpServer): void => {
    for (const url of ['/health', '/health/live'])
      app.get(url, { schema: { ...schema, response: { 200: Alive } }, config: open }, async () => ({
        status: 'up',
      }));
    app.get('/health/ready', { schema: upOrDown(Ready), config: open }, async (_request, reply) => {
      const databases = await sources.databases();
      const ready = Boolean(databases['core']?.ok && databases['catalog']?.ok);
      const degraded = Object.entries(databases)
        .filter(([, state]) => !state.ok)
        .map(([name]) => name);
      return reply
        .status(ready ? 200 : 503)
        .send({ status: ready ? (degraded.length ? 'degraded' : 'up') : 'down', degraded });
    });
    app.get('/health/db', { schema: upOrDown(DatabaseHealth), config: detailed }, async (request, reply) => {
      const databases = await sources.databases();
      const up = Object.values(databases).every((state) => state.ok);
      const shown = Object.fromEntries(
        Object.entries(databases).map(([name, { ok, latencyMs }]) => [
          name,
          { status: ok ? 'up' : 'down', latencyMs },
        ]),
      );
      return reply
        .status(up ? 200 : 503)
        .send({ status: up ? 'up' : 'down', ...(seesDetails(request) ? { databases: shown } : {}) });
    });
    app.get('/health/redis', { schema: upOrDown(RedisHealth), config: open }, async (_request, reply) => {
      const redis = await sources.redis();
      return reply.status(redis.status === 'down' ? 503 : 200).send(redis);
    });
    for (const url of ['/health/workers', '/health/celery']) {
      app.get(url, { schema: upOrDown(WorkerHealth), config: detailed }, async (request, reply) => {
        const { ok, queues } = await sources.workers();
        return reply
          .status(ok ? 200 : 503)
          .send({ status: ok ? 'up' : 'down', ...(seesDetails(request) ? { queues } : {}) });
      });
    }
  };
}
