/** A hint for live connections: what changed, in few words; who wants more reads it by the API. */
export interface LiveMessage {
  readonly type: string;
  readonly topics: readonly string[];
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Only for the connections of this person. */
  readonly userId?: string;
}

/** @throws when the text is no message; the channel is shared, so what stands in it is checked */
export function parseLiveMessage(text: string): LiveMessage {
  const value = JSON.parse(text) as LiveMessage;
  if (typeof value?.type !== 'string' || !Array.isArray(value.topics)) throw new Error('no live message');
  return value;
}
