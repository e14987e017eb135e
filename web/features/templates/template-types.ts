import type { TemplateColumn } from '../imports/import-types';

export interface TemplateHead {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly updatedAt: string;
}

export interface Template extends TemplateHead {
  readonly columns: readonly TemplateColumn[];
}
