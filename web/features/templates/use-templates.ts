import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';

export const useTemplates = () =>
  useQuery({
    queryKey: ['templates'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/mapping-templates'))).items,
  });
