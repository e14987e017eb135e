import type { Executor } from '../../attributes/attribute.queries.ts';
import type { DefinitionRecord } from './definition-record.ts';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** Makes, changes or finds what a line defines. */
export type Load = (transaction: Executor, record: DefinitionRecord) => Promise<Outcome>;

export const outcomeOf = ({ operationId }: { operationId: string | null }): Outcome =>
  operationId === null ? 'unchanged' : 'updated';
