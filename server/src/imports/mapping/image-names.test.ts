import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIST_SEPARATOR } from '../../catalog/index.ts';
import { readImageNames } from './image-names.ts';

const names = (cell: string): string[] => readImageNames(cell).value?.split(LIST_SEPARATOR) ?? [];
const [a, b] = ['https://shop.example/a,b.jpg?x=1,2', 'http://shop.example/b.png'];

test('pictures are told apart by every sign that files use, and a comma in an address stays', () => {
  for (const sign of ['|', ';', '\n', ',', ', ', ' ', ' | '])
    assert.deepEqual(names(`${a}${sign}${b}`), [a, b], JSON.stringify(sign));
  assert.deepEqual(names('front.jpg, back.jpg|side view.jpg'), ['front.jpg', 'back.jpg', 'side view.jpg']);
  assert.deepEqual(names(`${b}, ${b},`), [b]);
  assert.deepEqual(names(' ; '), []);
});

test('what is no picture’s name is left out and said, the others stay', () => {
  for (const wrong of [
    'javascript:alert(1)',
    'data:image/png;base64',
    'file:///etc/passwd',
    `https://x.example/${'a'.repeat(2_000)}`,
  ]) {
    const read = readImageNames(`${wrong}|${b}`);
    assert.ok(read.wrong && wrong.startsWith(read.wrong), wrong);
    assert.ok(read.value?.includes(b));
  }
});

test('an address with a password is left out, and shown without it', () => {
  const read = readImageNames(`https://user:hunter2@shop.example/a.jpg|${b}`);
  assert.deepEqual([read.value, read.wrong], [b, 'https://…@shop.example/a.jpg']);
  assert.deepEqual(names('https://shop.example/a@2x.jpg'), ['https://shop.example/a@2x.jpg']);
});

test('a file name may follow an address, and names are measured in bytes', () => {
  assert.deepEqual(names('https://shop.example/1.jpg, b.jpg'), ['https://shop.example/1.jpg', 'b.jpg']);
  assert.equal(readImageNames(`${'é'.repeat(1_001)}.jpg`).value, null);
});

test('runs of 200,000 signs are read, in a time that grows with their length', () => {
  for (const sign of ['|', '\n', ', ', ' | '])
    assert.deepEqual(names(`${b}${sign.repeat(200_000)}x.jpg`).at(-1), 'x.jpg', JSON.stringify(sign));
  // Blanks or commas alone are a part of one name, which is too long.
  for (const sign of [' ', ',']) assert.equal(readImageNames(`${b}${sign.repeat(200_000)}x.jpg`).value, null);
});

test('fifty are kept', () => {
  const read = readImageNames(Array.from({ length: 60 }, (_, i) => `${i}.jpg`).join('|'));
  assert.deepEqual([read.value!.split(LIST_SEPARATOR).length, read.tooMany], [50, true]);
});
