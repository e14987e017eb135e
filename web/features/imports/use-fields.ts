import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client';

/** The fields a file may fill; empty until they are read. */
export function useFields(): readonly Schemas['Field'][] {
  const { data = [] } = useQuery({
    queryKey: ['fields'],
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/fields'))).items.filter(({ type }) => type !== 'unsupported'),
    staleTime: Infinity,
  });
  return data;
}

/** `price.sale:EUR` is a `price`. */
export const baseOf = (field: string): string => /^[A-Za-z]*/.exec(field)![0];
