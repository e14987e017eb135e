import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import type { ColumnPolicy } from './import-types';

/** A field of the vocabulary, as `/api/v1/fields` tells of it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly part: 'required' | 'optional' | null;
  readonly policies: readonly ColumnPolicy[];
}

/** The fields a file may fill; empty until they are read. */
export function useFields(): readonly Field[] {
  const { data = [] } = useQuery({
    queryKey: ['fields'],
    queryFn: async () =>
      (await readAnswer<{ items: Field[] }>('/api/v1/fields')).items.filter(
        ({ type }) => type !== 'unsupported',
      ),
    staleTime: Infinity,
  });
  return data;
}

/** `price.sale:EUR` is a `price`. */
export const baseOf = (field: string): string => /^[A-Za-z]*/.exec(field)![0];
