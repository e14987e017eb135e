import type { TemplateColumn } from '../imports/import-types';

export type Transformation = NonNullable<TemplateColumn['transformations']>[number];

/** What of a transformation is written, and how it stands in its object. */
export interface Part {
  readonly name: string;
  readonly as: 'text' | 'number' | 'choice' | 'columns' | 'pairs';
  readonly choices?: readonly string[];
  readonly start: unknown;
}

const text = (name: string): Part => ({ name, as: 'text', start: '' });
const choice = (name: string, choices: readonly string[]): Part => ({
  name,
  as: 'choice',
  choices,
  start: choices[0],
});

/** The closed list of what may be done with a cell, in the words of the API. */
export const transformationKinds: Readonly<Record<string, readonly Part[]>> = {
  trim: [],
  case: [choice('to', ['upper', 'lower', 'title'])],
  replace: [text('find'), text('with')],
  split: [text('by'), { name: 'take', as: 'number', start: 1 }],
  join: [{ name: 'columns', as: 'columns', start: [] }, text('by')],
  number: [choice('decimal', [',', '.'])],
  date: [text('from')],
  unit: [text('factor')],
  lookup: [{ name: 'values', as: 'pairs', start: {} }, choice('otherwise', ['keep', 'empty', 'reject'])],
  constant: [text('value')],
  template: [text('text')],
  regex: [text('pattern'), text('with')],
};

/** Its parts are as they begin; what they must be is told when it is saved. */
export const newTransformation = (kind: string): Transformation =>
  ({
    kind,
    ...Object.fromEntries((transformationKinds[kind] ?? []).map(({ name, start }) => [name, start])),
  }) as Transformation;

/** As it is written in a text field: entries of a list or of a table in lines. */
export function writtenPart({ as }: Part, value: unknown): string {
  if (as === 'columns') return (value as string[]).join('\n');
  if (as === 'pairs')
    return Object.entries(value as Record<string, string>)
      .map((pair) => pair.join(' = '))
      .join('\n');
  return String(value ?? '');
}

export function readPart({ as }: Part, written: string): unknown {
  if (as === 'number') return Number(written);
  if (as === 'columns') return linesOf(written);
  if (as !== 'pairs') return written;
  return Object.fromEntries(
    linesOf(written).map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

const linesOf = (written: string): string[] =>
  written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
