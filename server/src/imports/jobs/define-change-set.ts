import {
  outrankingSuppliers,
  RULE_OWNER,
  type ChangeSetDefinition,
  type ChangeSetService,
  matchKeys,
  type MatchKey,
  type SupplierService,
} from '../../catalog/index.ts';
import { originOfProgram } from '../../platform/origin.ts';
import { isPartOfFile } from '../errors/part-of-file.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { ImportJobRow } from './import-job.queries.ts';
import type { ImportRequest } from './import.service.ts';

/** Whose rows they are, whose values stand before theirs, and by what they find their products. */
export async function defineChangeSet(
  { suppliers: suppliersOf, changeSets }: { suppliers: SupplierService; changeSets: ChangeSetService },
  job: ImportJobRow,
  {
    request,
    mapping,
    policies,
  }: {
    request: ImportRequest;
    mapping: Mapping;
    policies: NonNullable<ChangeSetDefinition['policies']>;
  },
): Promise<ChangeSetDefinition> {
  const fields = mapping.columns.map((column) => column.field);
  const priceIncludesTax = Object.fromEntries(
    mapping.columns.flatMap((c) => (c.priceIncludesTax === null ? [] : [[c.field.name, c.priceIncludesTax]])),
  );
  const decided = await changeSets.hasDecisions(job.supplier_id ?? 'own');
  const base = {
    fields,
    priceIncludesTax,
    currency: request.currency,
    ...(decided ? { decided } : {}),
    ...(Object.keys(policies).length > 0 ? { policies } : {}),
  };
  if (job.supplier_id === null) {
    return {
      ...base,
      supplierId: null,
      supplierCode: 'OWN',
      owner: 'own',
      outrankedBy: [],
      lockedBy: [],
      matchKeys: ['sku', 'gtin', 'brandMpn'],
      newStatus: 'draft',
    };
  }
  const suppliers = await suppliersOf.list();
  const named = { id: job.supplier_id, name: job.supplier_name ?? '' };
  const supplier =
    suppliers.find(({ id }) => id === job.supplier_id) ??
    (job.mode === 'preview'
      ? suppliersOf.asProposed(named)
      : await suppliersOf.createProposed(named, originOfProgram('import')));
  return {
    ...base,
    supplierId: supplier.id,
    supplierCode: supplier.code,
    owner: supplier.id,
    ...outrankingSuppliers(supplier, suppliers),
    lockedBy: ['user', RULE_OWNER],
    // SKUs are matched only where the mapping names them.
    matchKeys: (supplier.match_keys as MatchKey[] | null) ?? matchKeys,
    newStatus: supplier.new_product_status,
    ...(supplier.full_file && !isPartOfFile(job, mapping)
      ? {
          missing: {
            action: request.missingAction ?? supplier.missing_action,
            archive: supplier.archive_without_offers,
          },
        }
      : {}),
  };
}
