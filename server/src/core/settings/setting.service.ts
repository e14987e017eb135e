import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import type { CoreTables } from '../tables.ts';
import {
  addMissingSettings,
  lockSettings,
  readSettings,
  writeSettings,
  type StoredSettings,
} from './setting.queries.ts';
import { settingProblems, type Settings } from './settings.ts';

export interface VersionedSettings {
  readonly settings: Settings;
  readonly version: number;
}

/** Null takes a setting back to its value of the first start. */
export type SettingsPatch = { readonly [Key in keyof Settings]?: Settings[Key] | null };

/** How long a process may go on with settings that another one has changed. */
const FRESH_MS = 2_000;

export function createSettingService(deps: {
  db: Kysely<CoreTables>;
  /** From the environment. */
  first: Settings;
  now: () => Date;
}) {
  const { db, first } = deps;
  let known: { settings: Settings; readAt: number } | null = null;

  const complete = (stored: StoredSettings): VersionedSettings => ({
    settings: { ...first, ...stored.values },
    version: stored.version,
  });

  async function read(executor: Kysely<CoreTables> = db): Promise<VersionedSettings> {
    const stored = await readSettings(executor);
    const missing = Object.entries(first).filter(([key]) => !(key in stored.values));
    if (missing.length === 0) return complete(stored);
    await addMissingSettings(executor, Object.fromEntries(missing));
    return complete(await readSettings(executor));
  }

  return {
    read,
    /** For code that uses them often. While db_core fails, in whatever way, the last known ones go on to count. */
    async current(): Promise<Settings> {
      const now = deps.now().getTime();
      if (known && now - known.readAt < FRESH_MS) return known.settings;
      try {
        known = { settings: (await read()).settings, readAt: now };
      } catch (error) {
        if (!known) throw error;
      }
      return known.settings;
    },
    /** @throws AppError `settings.stale`, `settings.invalid` with an entry for each setting that is wrong */
    async change(patch: SettingsPatch, expected: number | null, origin: Origin): Promise<VersionedSettings> {
      const result = await db.transaction().execute(async (transaction) => {
        await lockSettings(transaction);
        const present = await read(transaction);
        if (expected !== null && expected !== present.version) throw stale(present.version, expected);
        const settings = apply(patch, present.settings, first);
        requireSound(settings);
        const changed = differing(present.settings, settings);
        if (changed.length === 0) return present;
        const version = present.version + 1;
        const pick = (from: Settings) => Object.fromEntries(changed.map((key) => [key, from[key]]));
        await writeSettings(transaction, pick(settings), version);
        await writeAudit(transaction, {
          origin,
          action: 'settings.updated',
          entity: 'settings',
          entityId: null,
          before: pick(present.settings),
          after: pick(settings),
        });
        return { settings, version };
      });
      known = { settings: result.settings, readAt: deps.now().getTime() };
      return result;
    },
  };
}

export type SettingService = ReturnType<typeof createSettingService>;

function apply(patch: SettingsPatch, present: Settings, first: Settings): Settings {
  const given = Object.entries(patch).map(([key, value]) => [key, value ?? first[key as keyof Settings]]);
  return { ...present, ...Object.fromEntries(given) };
}

const differing = (before: Settings, after: Settings): (keyof Settings)[] =>
  (Object.keys(after) as (keyof Settings)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );

function requireSound(settings: Settings): void {
  const errors = settingProblems(settings);
  if (errors.length === 0) return;
  throw new AppError('settings.invalid', {
    message: errors.map(({ path, message }) => `${path}: ${message}`).join('; '),
    params: { errors },
  });
}

const stale = (version: number, expected: number): AppError =>
  new AppError('settings.stale', {
    message: `The settings were changed meanwhile (version ${version}, yours ${expected}); read them again`,
    params: { version },
  });
