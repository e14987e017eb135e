import type { ColumnType, Generated } from 'kysely';

export interface AmazonApiConfigsTable {
  id: string;
  provider: 'sp_api' | 'creators_api';
  label: string;
  region: string | null;
  marketplace: string;
  client_id: string;
  seller_id: string | null;
  partner_tag: string | null;
  credential_version: string | null;
  secret_sealed: string;
  last_tested_at: Date | null;
  last_test_error: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: ColumnType<Date, never, Date>;
}
