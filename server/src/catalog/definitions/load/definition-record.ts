import { AppError } from '../../../platform/errors.ts';
import type { Labels } from '../../attributes/attribute.tables.ts';

/** One line of a file of definitions: heading -> cell. */
export interface DefinitionRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export const cellOf = (record: DefinitionRecord, heading: string): string | null =>
  record.cells[heading]?.trim() || null;

/** @throws AppError `definitions.line` for an empty cell, or one that is no code */
export function codeOf(record: DefinitionRecord, heading: string, pattern = /^[a-z0-9_]{1,64}$/): string {
  const code = cellOf(record, heading);
  if (code === null) throw badLine(`${heading} is empty`);
  if (!pattern.test(code)) throw badLine(`${heading} "${code}" is no code: ${pattern.source}`);
  return code;
}

/** Cells such as `a,b,c`. */
export const listOf = (record: DefinitionRecord, heading: string): string[] => [
  ...new Set(
    (cellOf(record, heading) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export const isOn = (record: DefinitionRecord, heading: string): boolean => cellOf(record, heading) === '1';

/** @throws AppError `definitions.line` */
export function positionOf(record: DefinitionRecord, heading: string): number | undefined {
  const text = cellOf(record, heading);
  if (text === null) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw badLine(`${heading} "${text}" is no whole number from 0 to 999999`);
  return Number(text);
}

/** Texts of the columns `label-fr_FR`; a cell that is empty says nothing. */
export function labelsOf(record: DefinitionRecord): Labels {
  const labels: Record<string, string> = {};
  for (const heading of Object.keys(record.cells)) {
    const locale = /^label-([a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*)$/.exec(heading)?.[1];
    const text = cellOf(record, heading);
    if (locale && text) labels[localeOf(locale)] = text.slice(0, 200);
  }
  return labels;
}

/** `fr_FR` as BCP 47 writes it. */
export const localeOf = (text: string): string => text.replaceAll('_', '-');

export const badLine = (message: string): AppError => new AppError('definitions.line', { message });
