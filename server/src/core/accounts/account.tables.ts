import type { ColumnType, Generated } from 'kysely';

type Moment = ColumnType<Date, Date | undefined, Date>;
type NullableMoment = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface AccountTables {
  users: {
    id: Generated<string>;
    email: string;
    email_key: string;
    name: string;
    locale: Generated<string>;
    kind: Generated<'person' | 'machine'>;
    password_hash: string | null;
    oidc_subject: string | null;
    disabled_at: NullableMoment;
    last_login_at: NullableMoment;
    version: Generated<number>;
    created_at: Moment;
    updated_at: Moment;
  };
  roles: {
    id: Generated<string>;
    code: string;
    name: string;
    built_in: Generated<boolean>;
    version: Generated<number>;
    created_at: Moment;
    updated_at: Moment;
  };
  permissions: { code: string };
  role_permissions: { role_id: string; permission: string };
  user_roles: { user_id: string; role_id: string };
  sessions: {
    id: Generated<string>;
    user_id: string;
    address: string | null;
    user_agent: string | null;
    created_at: Moment;
    used_at: Moment;
    expires_at: Date;
    ended_at: NullableMoment;
    end_reason: string | null;
  };
  refresh_tokens: { hash: Buffer; session_id: string; created_at: Moment; used_at: NullableMoment };
  one_time_tokens: {
    hash: Buffer;
    purpose: 'setup' | 'password-reset' | 'invitation';
    user_id: string | null;
    created_at: Moment;
    expires_at: Date;
    used_at: NullableMoment;
  };
  login_attempts: { key: string; ten_seconds: Date; failures: number };
  api_keys: {
    id: Generated<string>;
    name: string;
    hash: Buffer;
    hint: string;
    user_id: string | null;
    scopes: string[];
    created_by: string | null;
    created_at: Moment;
    expires_at: NullableMoment;
    used_at: NullableMoment;
    revoked_at: NullableMoment;
  };
}
