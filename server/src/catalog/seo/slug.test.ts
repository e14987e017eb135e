import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSlug, slugOf, stemOf } from './slug.ts';

test('words of a title in Latin letters with a dash between them', () => {
  for (const [text, locale, slug] of [
    ['Écran 27" LED – Philips', 'fr-FR', 'ecran-27-led-philips'],
    ['Cœur & Âme de l’été', 'fr-FR', 'coeur-et-ame-de-l-ete'],
    ['Möbel für draußen', 'de-DE', 'moebel-fuer-draussen'],
    ['Möbel für draußen', '', 'mobel-fur-draussen'],
    ['Smørebrød og Þór', 'da-DK', 'smorebrod-og-thor'],
    ['Łódź, Đà Nẵng', '', 'lodz-da-nang'],
    ['Чайник электрический', 'ru-RU', 'chaynik-elektricheskiy'],
    ['Καφές Ελλάς', 'el-GR', 'kafes-ellas'],
    ['½ m² ＡＢＣ', '', '1-2-m2-abc'],
    ['  --A__b--  ', '', 'a-b'],
    ['茶', 'zh-CN', ''],
  ] as const)
    assert.equal(slugOf(text, locale), slug, text);
});

test('a long title is cut between words, a long word where it must be', () => {
  const slug = slugOf('lampe '.repeat(40), '');
  assert.ok(slug.length <= 80 && slug.endsWith('-lampe'), slug);
  assert.equal(slugOf('x'.repeat(300), '').length, 80);
});

test('what a slug may be, and what its numbers leave', () => {
  for (const slug of ['a', 'lampe-2', '4k', 'a-b-c']) assert.ok(isSlug(slug), slug);
  for (const text of ['', '-a', 'a-', 'a--b', 'Lampe', 'été', 'a b', 'a/b', 'x'.repeat(201)])
    assert.ok(!isSlug(text), text);
  assert.deepEqual(['lampe', 'lampe-2', 'lampe-15-2', 'lampe-a-33'].map(stemOf), [
    'lampe',
    'lampe',
    'lampe',
    'lampe-a',
  ]);
});
