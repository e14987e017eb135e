/** Longest texts, in characters: search engines show some 60 and 160 of them. */
export const seoLimits = { slug: 200, title: 500, description: 5_000 } as const;

export type SeoPart = keyof typeof seoLimits;

export const seoParts = Object.keys(seoLimits) as SeoPart[];

export const isSeoPart = (part: string | undefined): part is SeoPart =>
  part !== undefined && Object.hasOwn(seoLimits, part);
