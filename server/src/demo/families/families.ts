import { bicycleParts } from './bicycle-parts.ts';
import { coffeeMachines } from './coffee-machines.ts';
import type { DemoFamily } from './family.ts';
import { handTools } from './hand-tools.ts';
import { notebooks } from './notebooks.ts';
import { tea } from './tea.ts';

export const demoFamilies: readonly DemoFamily[] = [tea, coffeeMachines, handTools, bicycleParts, notebooks];
