import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';
import type { TemplateHead } from './template-types';

export const useTemplates = () =>
  useQuery({
    queryKey: ['templates'],
    queryFn: async () =>
      (await readAnswer<{ items: readonly TemplateHead[] }>('/api/v1/mapping-templates')).items,
  });
