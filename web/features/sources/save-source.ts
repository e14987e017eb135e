import { changeSeen, sendOnce } from '../../api/read-answer';
import type { ConfigDraft } from './config-fields';
import { settingsOf, valuesOf, writtenOf, type Written } from './source-settings';
import type { ImportConfig, Source, SourceKind } from './source-types';

export interface SourceDraft {
  readonly name: string;
  readonly kind: SourceKind;
  readonly settings: Written;
  readonly secret: Written;
  readonly expectedHours: string;
  readonly config: ConfigDraft;
}

export const draftOf = (source: Source | null): SourceDraft => ({
  name: source?.name ?? '',
  kind: source?.kind ?? 'http',
  settings: writtenOf(source?.settings ?? {}),
  secret: {},
  expectedHours: source?.expectedHours ? String(source.expectedHours) : '',
  config: { id: source?.configId ?? '', supplier: '', own: false, mode: 'apply', templateId: '' },
});

/** @returns the id of the configuration, made where there was none */
export async function saveConfig({ name, config }: SourceDraft): Promise<string> {
  if (config.id !== '') return config.id;
  const made = await sendOnce<ImportConfig>('/api/v1/import-configs', {
    name,
    ...(config.own ? { own: true } : { supplier: config.supplier }),
    ...(config.templateId ? { templateId: config.templateId } : {}),
    mode: config.mode,
  });
  return made.id;
}

/** @param seen the source as it was when the form began; null makes a new one */
export function saveSource(draft: SourceDraft, configId: string, seen: Source | null): Promise<Source> {
  const { settings, secrets } = settingsOf[draft.kind];
  const secret = valuesOf(secrets, draft.secret);
  const hours = draft.expectedHours === '' ? null : Number(draft.expectedHours);
  const body = {
    name: draft.name,
    configId,
    settings: valuesOf(settings, draft.settings),
    // What is not written again stays.
    ...(Object.keys(secret).length > 0 ? { secret } : {}),
    // A new source takes its supplier's rhythm where nothing is said.
    ...(seen === null && hours === null ? {} : { expectedHours: hours }),
  };
  return seen
    ? changeSeen(`/api/v1/import-sources/${seen.id}`, { version: seen.version, body })
    : sendOnce('/api/v1/import-sources', { ...body, kind: draft.kind });
}
