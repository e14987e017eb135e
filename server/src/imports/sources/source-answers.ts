import { Type } from 'typebox';
import { Moment, named, nullable, oneOf, uncountedPageOf } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { sourceKinds } from './source-settings.ts';

const Count = Type.Integer({ minimum: 0 });
const free = Type.Record(Type.String(), Type.Unknown());

/** What `shapeSource` makes. */
export const ImportSource = named(
  'ImportSource',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    kind: oneOf(sourceKinds),
    configId: Uuid,
    settings: { ...free, description: 'Without secrets' },
    secretSet: Type.Boolean(),
    state: oneOf(['active', 'paused', 'broken']),
    expectedHours: nullable(Type.Integer({ description: 'A new file comes at least this often' })),
    lastPolledAt: nullable(Moment),
    lastFileAt: nullable(Moment),
    lastError: nullable(
      Type.Object({ code: Type.String(), message: Type.String(), params: Type.Optional(free), at: Moment }),
    ),
    failureCount: { ...Count, description: 'One after the other' },
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

/** What `shapeSourceFile` makes. */
const SourceFile = named(
  'SourceFile',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    bytes: Count,
    modifiedAt: nullable(Moment),
    sha256: Type.String(),
    outcome: {
      ...oneOf(['imported', 'skipped']),
      description: 'Skipped: its content is that of the last one',
    },
    importId: nullable(Uuid),
    takenAt: Moment,
  }),
);
export const SourceFiles = uncountedPageOf(SourceFile);

/** What `testSource` makes. */
export const SourceTest = named(
  'SourceTest',
  Type.Object({
    ok: Type.Boolean(),
    error: nullable(Type.Object({ code: Type.String(), message: Type.String(), params: free })),
    files: Type.Array(
      Type.Object({ name: Type.String(), bytes: nullable(Count), modifiedAt: nullable(Moment) }),
      { description: 'The last of those that are there' },
    ),
    total: Count,
    seen: { ...free, description: 'What the next poll would remember, as the key of an SFTP server' },
  }),
);

export const PollAsked = Type.Object({ sourceId: Uuid });
