'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { readAnswer } from './read-answer';

export type Connection = 'connecting' | 'live' | 'polling';

const ConnectionState = createContext<Connection>('connecting');
export const useConnection = (): Connection => useContext(ConnectionState);

const TOPICS = ['jobs', 'products', 'notifications'];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

interface Message {
  readonly type: string;
  readonly seq?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One socket for all pages. Its messages say what changed; what it is now is read by the API. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<Connection>('connecting');
  useEffect(() => keepConnected(client, setState), [client]);
  return <ConnectionState value={state}>{children}</ConnectionState>;
}

/** @returns ends it */
function keepConnected(client: QueryClient, setState: (state: Connection) => void): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wait = FIRST_WAIT_MS;
  let last: number | null = null;
  let ended = false;

  async function connect(): Promise<void> {
    const { ticket } = await readAnswer<{ ticket: string }>('/api/v1/ws-tickets', { method: 'POST' });
    if (ended) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/ws?ticket=${ticket}`);
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      setState('live');
      socket?.send(JSON.stringify({ subscribe: TOPICS, ...(last === null ? {} : { after: last }) }));
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.seq !== undefined) last = message.seq;
      forget(client, message);
    };
    socket.onclose = later;
  }
  function later(): void {
    if (ended) return;
    setState('polling');
    // Not all at once after a server came back.
    timer = setTimeout(() => void connect().catch(later), wait * (0.5 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
  void connect().catch(later);
  return () => {
    ended = true;
    if (timer) clearTimeout(timer);
    socket?.close();
  };
}

/** Marks what a message concerns as old: shown lists are read again, others when they are shown. */
function forget(client: QueryClient, { type, data }: Message): void {
  const stale = (...key: unknown[]): void => void client.invalidateQueries({ queryKey: key });
  if (type === 'resync') return stale();
  if (type.startsWith('import.')) {
    stale('imports', 'list');
    stale('imports', 'waiting');
    if (data?.['importId']) stale('imports', data['importId']);
  }
  if (type.startsWith('products.')) stale('products');
  if (type === 'notification') stale('notifications');
}
