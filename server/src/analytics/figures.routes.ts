import { Type } from 'typebox';
import { dayRangeOf, type DayRange } from '../platform/databases/day-range.ts';
import { CatalogueFigures, Dashboard, ImportFigures, type ToDoKind } from './figure-answers.ts';
import type { HttpServer } from '../platform/http/server.ts';

const schema = { tags: ['analytics'] };
const config = { permission: 'analytics:read' };
const strict = { additionalProperties: false };
const day = Type.Optional(
  Type.String({ format: 'date', description: 'A day, as 2026-11-27, in the time zone of the installation' }),
);
const RangeQuery = Type.Object({ from: day, to: day }, strict);
const NoQuery = Type.Object({}, strict);

/** Figures as the domains that own the data count them; each is of one database, and needs no other one. */
export interface FigureReaders {
  readonly imports: {
    days(range: DayRange): Promise<readonly object[]>;
    causes(range: DayRange): Promise<readonly object[]>;
    toDo(now: Date): Promise<readonly { readonly kind: ToDoKind }[]>;
  };
  readonly catalogueDays: (range: DayRange) => Promise<readonly object[]>;
  readonly timeZone: () => Promise<string>;
  readonly now: () => Date;
}

export function figureRoutes(readers: FigureReaders) {
  const rangeOf = async (asked: { from?: string; to?: string }): Promise<DayRange> =>
    dayRangeOf(asked, { now: readers.now(), timeZone: await readers.timeZone() });
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/analytics/dashboard',
      { schema: { ...schema, querystring: NoQuery, response: { 200: Dashboard } }, config },
      async () => {
        const now = readers.now();
        return { at: now.toISOString(), toDo: await readers.imports.toDo(now) };
      },
    );
    app.get(
      '/api/v1/analytics/imports',
      { schema: { ...schema, querystring: RangeQuery, response: { 200: ImportFigures } }, config },
      async (request) => {
        const range = await rangeOf(request.query);
        const days = await readers.imports.days(range);
        return { ...range, days, causes: await readers.imports.causes(range) };
      },
    );
    app.get(
      '/api/v1/analytics/products',
      { schema: { ...schema, querystring: RangeQuery, response: { 200: CatalogueFigures } }, config },
      async (request) => {
        const range = await rangeOf(request.query);
        return { ...range, days: await readers.catalogueDays(range) };
      },
    );
  };
}
