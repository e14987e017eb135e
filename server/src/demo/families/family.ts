import type { ShapeName } from '../pictures/shapes.ts';

/** A text in both languages of the demonstration. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

export const text = (fr: string, en: string): Text => ({ fr, en });

/** One way in which the products of a family differ; every combination of all ways is a product. */
export interface Trait {
  /** As it stands in the title. */
  readonly name: Text;
  /** Attribute -> value: a number with its unit (`1.2 l`), a plain number, or the code of an option. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly grams?: number;
  /** What it multiplies the price by. */
  readonly price?: number;
  readonly color?: ColorCode;
}

/** What a product is: a green tea, a hammer. */
export interface Kind {
  /** Of its category. */
  readonly code: string;
  readonly name: Text;
  readonly plural: Text;
  readonly shape: ShapeName;
  /** Cost without tax, in cents, of the plainest one. */
  readonly cents: number;
  readonly grams: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface DemoFamily {
  readonly code: string;
  readonly name: Text;
  /** The category above those of its kinds. */
  readonly branch: { readonly code: string; readonly name: Text };
  /** Made up for this demonstration. */
  readonly brands: readonly [string, string, string, string];
  readonly kinds: readonly Kind[];
  /** Two lists: the one that a sentence is made about, then sizes. */
  readonly traits: readonly [readonly Trait[], readonly Trait[]];
  readonly attributes: readonly string[];
  /** `{Kind}`, `{kind}` in lower case, `{brand}`, `{trait}` and `{size}` are filled in. */
  readonly sentences: readonly Text[];
}

/** Code of the option -> name, and the red, green and blue of its pictures. */
export const colors = {
  black: { name: text('Noir', 'Black'), rgb: [38, 38, 42] },
  white: { name: text('Blanc', 'White'), rgb: [226, 224, 216] },
  grey: { name: text('Gris', 'Grey'), rgb: [128, 132, 138] },
  red: { name: text('Rouge', 'Red'), rgb: [190, 44, 48] },
  orange: { name: text('Orange', 'Orange'), rgb: [224, 122, 36] },
  yellow: { name: text('Jaune', 'Yellow'), rgb: [226, 182, 44] },
  green: { name: text('Vert', 'Green'), rgb: [62, 132, 74] },
  blue: { name: text('Bleu', 'Blue'), rgb: [44, 92, 164] },
  purple: { name: text('Violet', 'Purple'), rgb: [112, 68, 140] },
  brown: { name: text('Marron', 'Brown'), rgb: [122, 84, 54] },
} as const satisfies Record<string, { name: Text; rgb: readonly [number, number, number] }>;

export type ColorCode = keyof typeof colors;
export const colorCodes = Object.keys(colors) as ColorCode[];

/** Traits of these colours. */
export const inColors = (...codes: readonly ColorCode[]): Trait[] =>
  codes.map((code) => ({
    name: text(colors[code].name.fr.toLowerCase(), colors[code].name.en.toLowerCase()),
    attributes: { color: code },
    color: code,
  }));

/** Every trait of the one list with every one of the other. */
export const combined = (firsts: readonly Trait[], seconds: readonly Trait[]): Trait[] =>
  firsts.flatMap((first) =>
    seconds.map((second) => ({
      name: text(`${first.name.fr}, ${second.name.fr}`, `${first.name.en}, ${second.name.en}`),
      attributes: { ...first.attributes, ...second.attributes },
      grams: (first.grams ?? 0) + (second.grams ?? 0),
      price: (first.price ?? 1) * (second.price ?? 1),
      ...((second.color ?? first.color) ? { color: (second.color ?? first.color)! } : {}),
    })),
  );
