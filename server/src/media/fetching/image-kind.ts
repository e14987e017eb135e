/** What a picture's first bytes say it is, with its size where they tell. */
export interface ImageKind {
  readonly type: string;
  readonly extension: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Bytes of the beginning that are looked at; a JPEG's size may stand behind its thumbnail. */
export const HEAD_BYTES = 256 * 1024;

/** Null for what is no JPEG, PNG, GIF or WebP. */
export function kindOfImage(head: Buffer): ImageKind | null {
  if (head.length < 12) return null;
  if (head.readUInt32BE(0) === 0x89504e47)
    return image('png', head.length >= 24 ? [head.readUInt32BE(16), head.readUInt32BE(20)] : null);
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6)))
    return image('gif', [head.readUInt16LE(6), head.readUInt16LE(8)]);
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP')
    return image('webp', sizeOfWebp(head));
  if (head.readUInt16BE(0) === 0xffd8 && head[2] === 0xff) return image('jpeg', sizeOfJpeg(head));
  return null;
}

function image(name: string, size: readonly [number, number] | null): ImageKind {
  const [width, height] = size ?? [null, null];
  return { type: `image/${name}`, extension: name === 'jpeg' ? '.jpg' : `.${name}`, width, height };
}

/** The frame header (ITU T.81, B.2.2): SOF0 to SOF15 but for the tables DHT, JPG and DAC. */
function sizeOfJpeg(head: Buffer): [number, number] | null {
  let at = 2;
  while (at + 9 < head.length && head[at] === 0xff) {
    const marker = head[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [head.readUInt16BE(at + 7), head.readUInt16BE(at + 5)];
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return null;
}

/** The three chunk formats of RFC 9649: extended, lossless, lossy. */
function sizeOfWebp(head: Buffer): [number, number] | null {
  const chunk = head.toString('latin1', 12, 16);
  if (head.length < 30) return null;
  if (chunk === 'VP8X') return [head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1];
  if (chunk === 'VP8 ') return [head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff];
  if (chunk !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
}
