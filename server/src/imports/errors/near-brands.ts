import type { ChangeSetRun } from '../../catalog/index.ts';
import type { FindingGroup } from './finding-groups.queries.ts';

type NearBrand = Awaited<ReturnType<ChangeSetRun['findNearBrands']>>[number];
type Warning = { code: string; count: number; params: Record<string, unknown> };

const CODE = 'brand.created';

/** Brands are made as they come; one that is nearly a known one is told, since nobody else would notice. */
export async function warnOfNearBrands(run: ChangeSetRun): Promise<Warning[]> {
  const brands = await run.findNearBrands();
  if (brands.length === 0) return [];
  return [{ code: CODE, count: brands.reduce((sum, { rows }) => sum + rows, 0), params: { brands } }];
}

/** Such a warning of a job among the groups of its findings. */
export function groupOfNearBrands(warnings: unknown): FindingGroup[] {
  return ((warnings ?? []) as Warning[])
    .filter(({ code }) => code === CODE)
    .map(({ count, params }) => ({
      cause: CODE,
      field: 'brand',
      header: null,
      severity: 'warning',
      count,
      firstLine: null,
      distinct: nearBrandsOf(params).length,
      params,
      suggestion: nearBrandsOf(params)[0]?.near ?? null,
      values: nearBrandsOf(params).map(({ value, rows }) => ({ value, count: rows })),
    }));
}

export const nearBrandsOf = (params: Readonly<Record<string, unknown>>): readonly NearBrand[] =>
  (params['brands'] ?? []) as readonly NearBrand[];
