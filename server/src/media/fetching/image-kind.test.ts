import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfImage } from './image-kind.ts';

const bytes = (hex: string, length = 64): Buffer =>
  Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(length)]);
const sizeOf = (head: Buffer): unknown[] => {
  const kind = kindOfImage(head);
  return [kind?.type, kind?.extension, kind?.width, kind?.height];
};

test('pictures are told by their bytes, with their size', () => {
  const png = bytes('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0');
  assert.deepEqual(sizeOf(png), ['image/png', '.png', 320, 240]);
  assert.deepEqual(sizeOf(bytes('474946383961 4001 f000')), ['image/gif', '.gif', 320, 240]);
  const jfif = 'ffe0 0010 4a46494600010100000100010000';
  const huffman = 'ffc4 0005 000000';
  const frame = 'ffc2 0011 08 00f0 0140 03';
  assert.deepEqual(sizeOf(bytes(`ffd8 ${jfif} ${huffman} ${frame}`)), ['image/jpeg', '.jpg', 320, 240]);
  const riff = '52494646 00000000 57454250';
  assert.deepEqual(sizeOf(bytes(`${riff} 56503858 0a000000 00000000 3f0100 ef0000`)), [
    'image/webp',
    '.webp',
    320,
    240,
  ]);
  assert.deepEqual(sizeOf(bytes(`${riff} 56503820 00000000 000000 9d012a 4001 f000`)), [
    'image/webp',
    '.webp',
    320,
    240,
  ]);
  const lossless = Buffer.alloc(4);
  lossless.writeUInt32LE(319 | (239 << 14));
  assert.deepEqual(sizeOf(bytes(`${riff} 5650384c 00000000 2f ${lossless.toString('hex')}`)), [
    'image/webp',
    '.webp',
    320,
    240,
  ]);
});

test('a picture that is cut has no size; what is none is none', () => {
  assert.deepEqual(sizeOf(bytes('ffd8 ffe0 ffff', 20)), ['image/jpeg', '.jpg', null, null]);
  for (const text of [
    '<!doctype html><html>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '%PDF-1.7 and more of it',
    '',
  ])
    assert.equal(kindOfImage(Buffer.from(text)), null, text);
});
