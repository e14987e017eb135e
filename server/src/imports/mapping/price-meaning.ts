import { foldText, parseFieldName } from '../../catalog/index.ts';
import { matchHeading } from './match-heading.ts';
import type { Candidate, MappedColumn, Mapping, MappingRequest } from './suggest-mapping.ts';

/** What a supplier calls "price": what the merchant pays him, or what the end customer pays. */
export type PriceMeaning = 'cost' | 'sale';

type Request = Pick<MappingRequest, 'own' | 'defaults' | 'priceMeaning'>;

/** Which prices are costs: what the supplier said of a plain "price", else what stands beside it. */
export function meanPrices(candidates: readonly Candidate[], request: Request): Candidate[] {
  const { own, priceMeaning } = request;
  if (own || !priceMeaning) return untangleCosts(candidates, request);
  const hasCost = candidates.some((c) => c.field.base === 'cost' && !isPlain(c));
  if (priceMeaning === 'sale' || hasCost) return [...candidates];
  return candidates.map((c) => (isSale(c) && isPlain(c) ? asCost(c, request) : c));
}

const isSale = (c: Candidate): boolean =>
  c.field.base === 'price' && c.field.part === 'sale' && c.confidence === 'alias';

function asCost(c: Candidate, { own, defaults }: Pick<Request, 'own' | 'defaults'>): Candidate {
  const name = `${own ? 'price.cost' : 'cost'}${c.field.currency ? `:${c.field.currency}` : ''}`;
  return { ...c, field: parseFieldName(name, defaults), priceIncludesTax: own ? false : null };
}

/** "HT" beside "TTC" is what the merchant pays; alone it is the sale price without tax. */
function untangleCosts(
  candidates: readonly Candidate[],
  { own, defaults }: Pick<MappingRequest, 'own' | 'defaults'>,
): Candidate[] {
  const sale = candidates.filter(isSale);
  const withTax = sale.some((c) => c.priceIncludesTax === true);
  const hasCost = candidates.some((c) => c.field.base === 'cost');
  if (!withTax || hasCost) return [...candidates];
  return candidates.map((c) =>
    sale.includes(c) && c.priceIncludesTax === false
      ? { ...asCost(c, { own, defaults }), confidence: 'guess' as const }
      : c,
  );
}

/** What the end customer pays has tax in it, what a merchant pays is called a purchase: nothing is assumed. */
const saysWhose = (header: string | null): boolean =>
  matchHeading(header ?? '')?.taxIncluded === true ||
  /achat|vente|public|consei|purchase|cost|promo|barre/.test(foldText(header ?? ''));

const assumes = /^(?:price|prix|preis|tarif|net|pu|unit price)\b/;

const isPlain = ({ header }: MappedColumn): boolean =>
  assumes.test(matchHeading(header ?? '')?.name ?? '') && !saysWhose(header);

/** A plain "price" may be what one pays or what one asks; the guess is said aloud. */
export function assumedPrices(columns: readonly MappedColumn[]): Mapping['warnings'] {
  return columns
    .filter(
      (c) =>
        (c.confidence === 'alias' || c.confidence === 'guess') && ['price', 'cost'].includes(c.field.base),
    )
    .filter((c) => c.confidence === 'guess' || isPlain(c))
    .map((c) => ({
      code: 'price.meaning_assumed',
      count: 1,
      params: { header: c.header, field: c.field.name, taxIncluded: c.priceIncludesTax },
    }));
}
