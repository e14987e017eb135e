import { createOptionService } from '../attributes/attribute-option.service.ts';
import { createAttributeService } from '../attributes/attribute.service.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { createChannelService } from '../channels/channel.service.ts';
import { createFamilyService } from '../families/family.service.ts';
import { createUnitService } from '../units/unit.service.ts';

/** What people define about products: attributes with their options and units, families, channels. */
export const createDefinitions = (deps: {
  db: Executor;
  enqueueAlignment: (transaction: Executor) => Promise<void>;
}) => ({
  attributes: createAttributeService(deps),
  options: createOptionService(),
  families: createFamilyService(deps),
  channels: createChannelService(deps),
  units: createUnitService(deps),
});

export type Definitions = ReturnType<typeof createDefinitions>;
