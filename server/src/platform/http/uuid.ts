import { Type } from 'typebox';

const uuid = '[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
const whole = new RegExp(`^${uuid}$`);

export const isUuid = (text: string): boolean => whole.test(text);

export const Uuid = Type.String({ pattern: `^${uuid}$` });

/** One or several, by commas. */
export const Uuids = Type.String({ maxLength: 8_000, pattern: `^${uuid}(\\s*,\\s*${uuid})*$` });
