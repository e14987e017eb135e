import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client';

export type ToDo = Schemas['ToDo'];
export type ToDoItem = ToDo['items'][number];
export type ImportDay = Schemas['ImportFiguresOfDay'];

/** A plan that is ready, and a source that is late, are told by no message. */
const TO_DO_MS = 15_000;
const DAYS_MS = 60_000;

export const useToDo = () =>
  useQuery({
    queryKey: ['figures', 'to-do'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/analytics/dashboard'))).toDo,
    refetchInterval: TO_DO_MS,
  });

export const useImportFigures = () =>
  useQuery({
    queryKey: ['figures', 'imports'],
    queryFn: () => answerOf(api.GET('/api/v1/analytics/imports')),
    refetchInterval: DAYS_MS,
  });

export const useCatalogueDays = () =>
  useQuery({
    queryKey: ['figures', 'products'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/analytics/products'))).days,
    refetchInterval: DAYS_MS,
  });

export const useProductCount = () =>
  useQuery({
    queryKey: ['products', 'count'],
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/products', { params: { query: { limit: '1', total: 'exact' } } })))
        .total ?? 0,
  });

/** @param of what is counted of each */
export const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
