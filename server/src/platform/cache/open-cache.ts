import { hash } from 'node:crypto';
import type { Config } from '../config.ts';
import type { EmbeddedServer } from '../databases/embedded/server.ts';
import { databaseNames } from '../databases/names.ts';
import { urlOf } from '../databases/router.ts';
import type { Log } from '../telemetry/log.ts';
import { createCache, type Cache } from './cache.ts';
import { listenForInvalidations } from './invalidation-listener.ts';
import { createRedisLevel } from './redis-level.ts';

/** The cache of a process; it opens no connection before something is read through it. */
export function openCache(options: { config: Config; server: EmbeddedServer | null; log: Log }): Cache {
  const { config, server, log } = options;
  const { redisUrl } = config;
  const now = (): number => performance.now();
  return createCache({
    now,
    openRedis:
      redisUrl === null
        ? null
        : (onInvalidation) =>
            createRedisLevel({ url: redisUrl, namespace: namespaceOf(config), log, onInvalidation }),
    openListener: (database, handlers) =>
      listenForInvalidations({ database, url: urlOf(config, database, server), log, now, ...handlers }),
  });
}

/** Two installations may be given one Redis; what they cache is told apart by where their databases are. */
function namespaceOf(config: Config): string {
  const places = databaseNames.map((name) => {
    const url = config.databases[name].url;
    return url === null ? config.dataDir : placeOf(url);
  });
  return `pm:${hash('sha256', places.join('\n'), 'hex').slice(0, 12)}`;
}

/** Without name and password: these change while the database stays. */
const placeOf = (url: string): string => url.replace(/\/\/[^/]*@/, '//');
