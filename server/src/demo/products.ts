import { checkGtin, foldText } from '../catalog/index.ts';
import { between, chance, pick } from './dice.ts';
import { demoFamilies } from './families/families.ts';
import {
  colorCodes,
  text,
  type ColorCode,
  type DemoFamily,
  type Kind,
  type Text,
} from './families/family.ts';
import { pictureAddress } from './pictures/addresses.ts';

export interface DemoProduct {
  /** From 0; everything about the product follows from it. */
  readonly index: number;
  /** 13 digits with a right check digit. */
  readonly gtin: string;
  readonly brand: string;
  readonly mpn: string;
  readonly family: DemoFamily;
  readonly kind: Kind;
  readonly title: Text;
  readonly description: Text;
  /** Attribute -> value, with a point: `1.2 l`, `16`, `black`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly grams: number;
  /** What it costs without tax where no supplier is dearer than another. */
  readonly cents: number;
  readonly picture: string;
}

/** The n-th product; the first ten thousand differ in more than a number. */
export function demoProduct(index: number): DemoProduct {
  const family = demoFamilies[index % demoFamilies.length]!;
  const number = Math.floor(index / demoFamilies.length);
  const [traits, sizes] = family.traits;
  // The digits of the number, each to the base of a list's length: no combination comes twice.
  const [[brand, kind, trait, size], round] = digitsOf(number, [family.brands, family.kinds, traits, sizes]);
  const series = round === 0 ? '' : ` ${round + 1}`;
  const price = (trait.price ?? 1) * (size.price ?? 1) * (0.9 + chance(index, 'price') * 0.2);
  const words = { brand, kind: kind.name, trait: trait.name, size: size.name };
  const sentence = pick(family.sentences, index, 'sentence');
  const color: ColorCode = size.color ?? trait.color ?? pick(colorCodes, index, 'color');
  return {
    index,
    gtin: gtinOf(index),
    brand,
    mpn: `${foldText(brand).slice(0, 2).toUpperCase()}-${10_000 + number}`,
    family,
    kind,
    title: text(
      `${kind.name.fr} ${brand} ${trait.name.fr}${series}, ${size.name.fr}`,
      `${brand} ${kind.name.en} ${trait.name.en}${series}, ${size.name.en}`,
    ),
    description: text(fill(sentence.fr, words, 'fr'), fill(sentence.en, words, 'en')),
    attributes: { ...kind.attributes, ...trait.attributes, ...size.attributes },
    grams: kind.grams + (trait.grams ?? 0) + (size.grams ?? 0) + between(0, 9, index, 'grams'),
    cents: Math.max(50, Math.round(kind.cents * price)),
    picture: pictureAddress(kind.shape, color),
  };
}

type Lists = readonly (readonly unknown[])[];
type OneOfEach<All extends Lists> = {
  [At in keyof All]: All[At] extends readonly (infer Item)[] ? Item : never;
};

/** One item of each list, and how often all combinations were used up before. */
function digitsOf<const All extends Lists>(number: number, lists: All): [OneOfEach<All>, number] {
  let rest = number;
  const items = lists.map((list) => {
    const item = list[rest % list.length];
    rest = Math.floor(rest / list.length);
    return item;
  });
  return [items as OneOfEach<All>, rest];
}

function fill(
  sentence: string,
  { brand, kind, trait, size }: { brand: string; kind: Text; trait: Text; size: Text },
  language: keyof Text,
): string {
  const words: Readonly<Record<string, string>> = {
    brand,
    Kind: kind[language],
    kind: kind[language].toLowerCase(),
    trait: trait[language],
    size: size[language],
  };
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => words[name]!);
}

/**
 * GS1 keeps the prefixes 200 to 299 for numbers in restricted circulation (General Specifications, GS1 Prefixes), so
 * these are nobody's; spread by a factor that has no divisor in common with the room there is, so none comes twice.
 */
function gtinOf(index: number): string {
  const body = `29${String((index * 70_001 + 104_729) % 10 ** 10).padStart(10, '0')}`;
  const checked = checkGtin(`${body}0`);
  return checked.ok ? `${body}0` : checked.suggestion!;
}
