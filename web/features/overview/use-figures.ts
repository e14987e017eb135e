import { useQuery } from '@tanstack/react-query';
import { readAnswer } from '../../api/read-answer';

export interface ToDoItem {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly supplier: { readonly id: string; readonly name: string | null } | null;
  readonly since: string;
  readonly rows: number;
}

export interface ToDo {
  readonly kind:
    'import.held' | 'import.failed' | 'source.broken' | 'source.late' | 'import.rows' | 'import.planned';
  readonly count: number;
  readonly items: readonly ToDoItem[];
}

export interface ImportDay {
  readonly day: string;
  readonly completed: number;
  readonly completedWithErrors: number;
  readonly failed: number;
  readonly other: number;
  readonly rows: Readonly<Record<'read' | 'created' | 'updated' | 'rejected', number>>;
}

export interface RejectionCause {
  readonly cause: string;
  readonly rows: number;
  readonly imports: number;
}

export interface CatalogueDay {
  readonly day: string;
  readonly created: number;
  readonly changed: number;
}

/** A plan that is ready, and a source that is late, are told by no message. */
const TO_DO_MS = 15_000;
const DAYS_MS = 60_000;

export const useToDo = () =>
  useQuery({
    queryKey: ['figures', 'to-do'],
    queryFn: async () => (await readAnswer<{ toDo: readonly ToDo[] }>('/api/v1/analytics/dashboard')).toDo,
    refetchInterval: TO_DO_MS,
  });

export const useImportFigures = () =>
  useQuery({
    queryKey: ['figures', 'imports'],
    queryFn: () =>
      readAnswer<{ days: readonly ImportDay[]; causes: readonly RejectionCause[] }>(
        '/api/v1/analytics/imports',
      ),
    refetchInterval: DAYS_MS,
  });

export const useCatalogueDays = () =>
  useQuery({
    queryKey: ['figures', 'products'],
    queryFn: async () =>
      (await readAnswer<{ days: readonly CatalogueDay[] }>('/api/v1/analytics/products')).days,
    refetchInterval: DAYS_MS,
  });

export const useProductCount = () =>
  useQuery({
    queryKey: ['products', 'count'],
    queryFn: async () => (await readAnswer<{ total: number }>('/api/v1/products?limit=1&total=exact')).total,
  });

/** @param of what is counted of each */
export const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
