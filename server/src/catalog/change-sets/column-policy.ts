import type { FieldRef } from '../fields/field-names.ts';

/**
 * What a cell does to its field, beside setting it (the usual): only where the catalogue has nothing (`setIfEmpty`);
 * what it lists is added to what there is (`merge`); and where it has the marker, the field is emptied (`clear`).
 * An empty cell says nothing under any of them.
 */
export const columnPolicies = ['set', 'setIfEmpty', 'merge', 'clear'] as const;
export type ColumnPolicy = (typeof columnPolicies)[number];

const lists = new Set(['category', 'image']);
/** A product keeps its codes, its status and its name, whatever a file says. */
const kept = new Set(['sku', 'gtin', 'mpn', 'supplierReference', 'identifier', 'status', 'title']);

/** Whether a field can have the policy. */
export const policyFits = (field: FieldRef, policy: ColumnPolicy): boolean =>
  policy === 'merge' ? lists.has(field.base) : policy !== 'clear' || !kept.has(field.base);
