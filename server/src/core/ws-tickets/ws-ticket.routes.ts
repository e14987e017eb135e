import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/server.ts';
import { requirePrincipal } from '../require-principal.ts';
import { TICKET_SECONDS, type WsTicketService } from './ws-ticket.service.ts';

const Ticket = Type.Object({
  ticket: Type.String(),
  expiresIn: Type.Integer({ description: 'Seconds the ticket is good for' }),
});

export function wsTicketRoutes({ tickets }: { tickets: WsTicketService }) {
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/ws-tickets',
      {
        schema: {
          tags: ['live'],
          description: 'A ticket for `/ws?ticket=`, good once',
          response: { 201: Ticket },
        },
        config: { permission: 'self' },
      },
      async (request, reply) => {
        const ticket = await tickets.give(requirePrincipal(request));
        return reply.status(201).send({ ticket, expiresIn: TICKET_SECONDS });
      },
    );
  };
}
