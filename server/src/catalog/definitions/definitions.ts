import { createOptionService } from '../attributes/attribute-option.service.ts';
import { createAttributeService } from '../attributes/attribute.service.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { createBrandService } from '../brands/brand.service.ts';
import { createCategoryService } from '../categories/category.service.ts';
import { createCategoryMappingService } from '../category-mappings/category-mapping.service.ts';
import { createChannelService } from '../channels/channel.service.ts';
import { createFamilyService } from '../families/family.service.ts';
import { createFamilyVariantService } from '../family-variants/family-variant.service.ts';
import { createStockLocationService } from '../stocks/stock-location.service.ts';
import { createTaxService } from '../taxes/tax.service.ts';
import { createTaxonomyService } from '../taxonomies/taxonomy.service.ts';
import { createUnitService } from '../units/unit.service.ts';

/** What people define about products: attributes with their options and units, families, channels, trees of categories and what suppliers call them, brands, taxes, places of stocks. */
export const createDefinitions = (deps: {
  db: Executor;
  enqueueAlignment: (transaction: Executor) => Promise<void>;
}) => ({
  attributes: createAttributeService(deps),
  options: createOptionService(),
  families: createFamilyService(deps),
  familyVariants: createFamilyVariantService(deps),
  channels: createChannelService(deps),
  units: createUnitService(deps),
  taxonomies: createTaxonomyService(deps),
  categories: createCategoryService(deps),
  taxes: createTaxService(deps),
  locations: createStockLocationService(deps),
  categoryMappings: createCategoryMappingService(deps),
  brands: createBrandService(deps),
});

export type Definitions = ReturnType<typeof createDefinitions>;
