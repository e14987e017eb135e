import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Sealer } from '../../platform/sealing/sealer.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import type { CoreTables } from '../tables.ts';
import {
  deleteCredential,
  findCredential,
  insertCredential,
  listCredentials,
  lockCredential,
  updateCredential,
  type CredentialRow,
} from './credential.queries.ts';
import {
  credentialProblems,
  secretsOf,
  type CredentialFields,
  type CredentialSecrets,
  type Provider,
} from './providers.ts';

export interface CreateCredential extends Partial<CredentialFields>, CredentialSecrets {
  readonly provider: Provider;
  readonly label: string;
}

export interface PatchCredential extends Partial<CredentialFields>, CredentialSecrets {
  readonly label?: string;
}

/** Credentials of Amazon's interfaces. Their secrets go in and are opened for the caller of Amazon only. */
export function createCredentialService(deps: {
  db: Kysely<CoreTables>;
  sealer: Sealer;
  newId: () => string;
}) {
  const { db, sealer } = deps;
  const open = (row: CredentialRow): CredentialSecrets =>
    JSON.parse(sealer.open(row.secret_sealed, placeOf(row.id))) as CredentialSecrets;
  const seal = (id: string, secrets: CredentialSecrets): string =>
    sealer.seal(JSON.stringify(secrets), placeOf(id));

  return {
    list: () => listCredentials(db),
    async get(id: string): Promise<CredentialRow> {
      return (await findCredential(db, id)) ?? absent(id);
    },
    /** For what calls Amazon; an answer or a log never gets it. */
    async openSecrets(id: string): Promise<CredentialSecrets> {
      return open((await findCredential(db, id)) ?? absent(id));
    },
    async create(input: CreateCredential, origin: Origin): Promise<CredentialRow> {
      const { provider, label, ...rest } = input;
      const { given, secrets } = split(rest);
      const fields = { ...noFields, ...given };
      requireComplete(provider, fields, Object.keys(secrets));
      const id = deps.newId();
      return inTransaction(db, label, async (transaction) => {
        const row = await insertCredential(transaction, {
          id,
          provider,
          label: label.trim(),
          ...columnsOf(fields),
          secret_sealed: seal(id, secrets),
        });
        await writeAudit(transaction, {
          origin,
          action: 'credential.created',
          entity: 'credential',
          entityId: id,
          before: null,
          after: { ...auditable(row), ...secrets },
        });
        return row;
      });
    },
    async change(
      id: string,
      patch: PatchCredential,
      expected: number | null,
      origin: Origin,
    ): Promise<CredentialRow> {
      const { label, ...rest } = patch;
      const { given, secrets: replacing } = split(rest);
      return inTransaction(db, label ?? '', async (transaction) => {
        const present = (await lockCredential(transaction, id)) ?? absent(id);
        requireVersion(present, expected);
        const fields = { ...fieldsOf(present), ...given };
        const kept = secretsOf(present.provider);
        const names = Object.keys(replacing);
        requireComplete(present.provider, fields, [...kept, ...names]);
        // With all or none of them replaced the old ones need not open: their key may be lost.
        const replaced = names.length > 0;
        const part = replaced && kept.some((name) => !names.includes(name)) ? open(present) : {};
        const secrets = replaced ? { ...part, ...replacing } : null;
        const row = await updateCredential(transaction, id, {
          ...columnsOf(fields),
          ...(label === undefined ? {} : { label: label.trim() }),
          // What was tested was another secret.
          ...(secrets
            ? { secret_sealed: seal(id, secrets), last_tested_at: null, last_test_error: null }
            : {}),
        });
        await writeAudit(transaction, {
          origin,
          action: 'credential.updated',
          entity: 'credential',
          entityId: id,
          before: auditable(present),
          after: { ...auditable(row), ...replacing },
        });
        return row;
      });
    },
    async remove(id: string, expected: number | null, origin: Origin): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        const present = (await lockCredential(transaction, id)) ?? absent(id);
        requireVersion(present, expected);
        await deleteCredential(transaction, id);
        await writeAudit(transaction, {
          origin,
          action: 'credential.deleted',
          entity: 'credential',
          entityId: id,
          before: auditable(present),
          after: null,
        });
      });
    },
  };
}

export type CredentialService = ReturnType<typeof createCredentialService>;

const placeOf = (id: string) => ({ table: 'amazon_api_configs', id, column: 'secret_sealed' });

const noFields: CredentialFields = {
  region: null,
  marketplace: null,
  clientId: null,
  sellerId: null,
  partnerTag: null,
  credentialVersion: null,
};

function split({ clientSecret, refreshToken, ...given }: Partial<CredentialFields> & CredentialSecrets): {
  given: Partial<CredentialFields>;
  secrets: CredentialSecrets;
} {
  return {
    given,
    secrets: {
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(refreshToken === undefined ? {} : { refreshToken }),
    },
  };
}

const fieldsOf = (row: CredentialRow): CredentialFields => ({
  region: row.region,
  marketplace: row.marketplace,
  clientId: row.client_id,
  sellerId: row.seller_id,
  partnerTag: row.partner_tag,
  credentialVersion: row.credential_version,
});

/** Every provider has a marketplace and a client id: `requireComplete` has seen to it. */
const columnsOf = (fields: CredentialFields) => ({
  region: fields.region,
  marketplace: fields.marketplace ?? '',
  client_id: fields.clientId ?? '',
  seller_id: fields.sellerId,
  partner_tag: fields.partnerTag,
  credential_version: fields.credentialVersion,
});

const auditable = (row: CredentialRow) => ({ provider: row.provider, label: row.label, ...fieldsOf(row) });

function requireComplete(provider: Provider, fields: CredentialFields, secrets: readonly string[]): void {
  const errors = credentialProblems(provider, fields, secrets);
  if (errors.length === 0) return;
  throw new AppError('credentials.invalid', {
    message: errors.map(({ path, message }) => `${path} ${message}`).join('; '),
    params: { errors },
  });
}

function requireVersion(row: CredentialRow, expected: number | null): void {
  if (expected === null || expected === row.version) return;
  throw new AppError('credentials.stale', {
    message: `The credential was changed meanwhile (version ${row.version}, yours ${expected}); read it again`,
    params: { version: row.version },
  });
}

async function inTransaction<Result>(
  db: Kysely<CoreTables>,
  label: string,
  work: (transaction: Kysely<CoreTables>) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'amazon_api_configs_label_key') throw error;
    throw new AppError('credentials.conflict', {
      message: `There is a credential "${label.trim()}" already; choose another label`,
      params: { name: label.trim() },
    });
  }
}

function absent(id: string): never {
  throw new AppError('credentials.not_found', { message: `There is no credential ${id}`, params: { id } });
}
