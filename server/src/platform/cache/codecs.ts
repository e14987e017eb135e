/** How values of a type are written for Redis. */
export interface Codec<Value> {
  encode(value: Value): Buffer;
  /** May throw: what cannot be read counts as absent. */
  decode(bytes: Buffer): Value;
}

/** A finished answer; it is sent as it stands. */
export interface PreparedAnswer {
  readonly etag: string;
  readonly body: Buffer;
}

const LINE_END = 0x0a;

/** The ETag's line, then the bytes. */
export const answerCodec: Codec<PreparedAnswer> = {
  encode: ({ etag, body }) => Buffer.concat([Buffer.from(`${etag}\n`), body]),
  decode(bytes) {
    const end = bytes.indexOf(LINE_END);
    if (end < 0) throw new Error('a prepared answer without its ETag');
    return { etag: bytes.toString('latin1', 0, end), body: bytes.subarray(end + 1) };
  },
};

/** The times of a row, whose columns end with `_at`; JSON made text of them. */
export const reviveTimes = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as Row;

/** @param revive turns what JSON has no type for, such as times, back */
export function jsonCodec<Value>(revive: (value: Value) => Value = (value) => value): Codec<Value> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => revive(JSON.parse(bytes.toString()) as Value),
  };
}
