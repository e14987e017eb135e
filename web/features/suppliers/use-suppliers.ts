import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';

export const useSuppliers = () =>
  useQuery({
    queryKey: ['suppliers'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/suppliers'))).items,
  });
