import type { ColumnType } from 'kysely';

export interface WsTicketsTable {
  token_hash: Buffer;
  principal: ColumnType<TicketHolder, string, string>;
  expires_at: Date;
}

/** The caller as it was when the ticket was given, permissions included. */
export interface TicketHolder {
  readonly kind: 'user' | 'api_key';
  readonly id: string;
  readonly userId: string | null;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly sessionId: string | null;
}

export interface WsTicketTables {
  ws_tickets: WsTicketsTable;
}
