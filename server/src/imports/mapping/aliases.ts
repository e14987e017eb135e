import { foldText } from '../../catalog/index.ts';

/**
 * Headings of supplier files in French, English and German, best first. They are compared after `readHeading`:
 * folded, without punctuation, unit, currency and tax words.
 */
const aliases: Readonly<Record<string, string>> = {
  gtin: 'ean|gtin|ean13|ean 13|code ean|code ean13|gtin13|gtin14|gtin 13|gtin 14|barcode|bar code|code barre|code barres|code a barres|variant barcode|upc|upc ean|ean upc|ean gtin|gtin ean|ean code|ean nummer|ean nr|strichcode|cip13|code cip13|global unique identifier|gencod|gencode',
  reference:
    'reference|ref|sku|variant sku|code article|article|ref article|reference article|article number|article no|article code|artikelnummer|artikel nr|artikelnr|art nr|artnr|art no|item number|item no|item code|item|product code|code produit|reference produit|ref produit|product reference|numero article|no article|bestellnummer|bestell nr|part no|code|supplier sku|vendor sku|supplier reference|reference fournisseur|ref fournisseur|code fournisseur|produktnummer|product number|product sku|identifiant|supplier aid|stock code|lieferantenartikelnummer',
  mpn: 'mpn|manufacturer part number|manufacturer reference|ref fabricant|reference fabricant|reference constructeur|ref constructeur|herstellernummer|hersteller nr|herstellerartikelnummer|hersteller artikelnummer|part number|pn|google shopping mpn|code fabricant',
  asin: 'asin|amazon asin',
  title:
    'title|titre|name|nom|designation|libelle|product name|nom du produit|nom produit|product title|bezeichnung|artikelbezeichnung|produktbezeichnung|produktname|artikelname|titel|intitule|denomination|label|item name|libelle produit|libelle article|designation article|produit|product|kurzbezeichnung',
  description:
    'description|description longue|long description|product description|description produit|beschreibung|artikelbeschreibung|produktbeschreibung|langbeschreibung|langtext|body|body html|descriptif|description html|description detaillee|details',
  shortDescription:
    'short description|description courte|kurzbeschreibung|resume|kurztext|accroche|summary|description breve|description short',
  brand:
    'brand|marque|marke|manufacturer|fabricant|hersteller|vendor|laboratoire|constructeur|brand name|nom de marque|nom marque|markenname|maker',
  category:
    'category|categories|categorie|kategorie|kategorien|product category|categorie produit|rayon|warengruppe|produktkategorie|category path|main category|arborescence|sous famille|produktgruppe',
  family: 'family|famille|attribute family|produktfamilie|product family|famille produit',
  'price.sale':
    'price|prix|preis|prix de vente|prix vente|selling price|regular price|variant price|vk|vk preis|verkaufspreis|pv|pvc|tarif|prix public|sales price|retail price|prix unitaire|unit price|stuckpreis|price tax excluded or price tax included|prix catalogue',
  'price.special':
    'sale price|prix promo|prix promotionnel|special price|promo price|promotional price|prix remise|prix barre|aktionspreis|sonderpreis|discounted price|promotion',
  'price.rrp':
    'rrp|msrp|srp|uvp|ppc|ppi|prix conseille|prix public conseille|prix de vente conseille|pvp|pvr|recommended retail price|suggested retail price|compare at price|variant compare at price|list price|unverbindliche preisempfehlung|listenpreis',
  cost: 'cost|cout|prix achat|prix d achat|prix dachat|achat|pa|purchase price|wholesale price|buying price|ek|ek preis|einkaufspreis|net|net price|prix net|nettopreis|netto preis|cost per item|cost price|dealer price|trade price|prix revendeur|prix fournisseur|prix grossiste|haendlerpreis',
  stock:
    'stock|quantity|quantite|qte|qty|stock quantity|stock qty|bestand|lagerbestand|menge|variant inventory qty|inventory|inventory quantity|stock disponible|qte stock|quantite stock|quantite en stock|stock on hand|stockonhand|verfugbar|lager|available quantity|qte disponible|disponible|stock level',
  weight:
    'weight|poids|gewicht|poids net|poids brut|gross weight|net weight|nettogewicht|bruttogewicht|weight net',
  length: 'length|longueur|lange|profondeur|depth|tiefe',
  width: 'width|largeur|breite',
  height: 'height|hauteur|hohe',
  'attribute.color': 'color|colour|couleur|farbe|coloris',
  'attribute.size': 'size|taille|grosse|groesse|pointure|grosze',
  status: 'status|statut|published|publie|enabled|active|actif|aktiv|product status',
  leadTimeDays:
    'lead time|lead time days|delai|delai de livraison|delai livraison|delai jours|lieferzeit|delivery time',
  minQuantity:
    'moq|minimum quantity|minimal quantity|min quantity|quantite minimum|quantite minimale|qte mini|qte min|minimum de commande|mindestbestellmenge|mindestmenge|minimum order quantity',
  packQuantity:
    'pack quantity|pack size|conditionnement|colisage|unites par colis|verpackungseinheit|ve|pcb|quantite par colis|pack qty|units per pack|packungsgrosse',
  taxClass: 'tax class|classe de taxe|steuerklasse',
};

/** Normalised heading -> field and rank (0 is the best spelling). */
const byHeading = new Map<string, { field: string; rank: number }>();
for (const [field, list] of Object.entries(aliases)) {
  list.split('|').forEach((heading, rank) => byHeading.set(heading, { field, rank }));
}

export interface Heading {
  /** What the heading names, without the words below. */
  readonly name: string;
  readonly currency: string | null;
  /** True for TTC, incl. VAT, brutto; false for HT, excl. VAT. */
  readonly taxIncluded: boolean | null;
  readonly unit: string | null;
}

const currencies: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  chf: 'CHF',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  usd: 'USD',
  gbp: 'GBP',
  cad: 'CAD',
  pln: 'PLN',
  sek: 'SEK',
  dkk: 'DKK',
  nok: 'NOK',
  jpy: 'JPY',
  czk: 'CZK',
};
const units = new Set(['kg', 'g', 'gr', 'grams', 'grammes', 'gramm', 'mg', 'lb', 'lbs', 'oz', 'cm', 'mm']);
const includes =
  /\b(ttc|tvac|incl(?:uding|\.)?(?: (?:vat|tax|tva|mwst|btw))?|tax incl(?:uded)?|(?:vat|tva|mwst) incl(?:uded)?|inkl(?: mwst)?|brutto|gross)\b/;
const excludes =
  /\b(ht|htva|hors taxes?|excl(?:uding|\.)?(?: (?:vat|tax|tva|mwst))?|tax excl(?:uded)?|ex vat|exkl(?: mwst)?|zzgl mwst)\b/;

/** Takes a heading apart: `Prix TTC (€)` is `prix` in EUR with tax. */
export function readHeading(text: string): Heading {
  // Words in camelCase or snake_case are words.
  const spaced = text.replace(/([a-z])([A-Z][a-z])/g, '$1 $2').replace(/ß/g, 'ss');
  let words = foldText(spaced)
    .replace(/[^a-z0-9€$£]+/g, ' ')
    .trim();
  if (byHeading.has(words)) return { name: words, currency: null, taxIncluded: null, unit: null };
  let [currency, unit, taxIncluded]: [string | null, string | null, boolean | null] = [null, null, null];
  // "weight" alone has no tax; only headings of prices lose these words, so "gross weight" keeps its own.
  const bare = words.replace(includes, ' ').replace(excludes, ' ');
  const isPrice = /\b(prix|price|preis|tarif|pv|pa|vk|ek|cost|cout|achat|montant)\b/.test(words);
  if (isPrice && bare !== words) {
    taxIncluded =
      excludes.test(words) && !includes.test(words)
        ? false
        : includes.test(words) && !excludes.test(words)
          ? true
          : null;
    words = bare;
  }
  const kept = words.split(' ').filter((word) => {
    if (currencies[word]) currency = currencies[word];
    else if (units.has(word)) unit = word;
    else return word !== '';
    return false;
  });
  return { name: kept.join(' '), currency, taxIncluded, unit };
}

/** A marketplace's notes in brackets, as in `Categories (x;y;z...)`, say nothing about the field. */
const withoutNotes = (text: string): string => text.replace(/\([^)]*\)/g, ' ').trim();

export interface HeadingMatch extends Heading {
  readonly field: string;
  readonly rank: number;
}

export function matchHeading(text: string): HeadingMatch | null {
  for (const form of [text, withoutNotes(text)]) {
    const heading = readHeading(form);
    const found = byHeading.get(heading.name);
    const whole = readHeading(text);
    if (found)
      return {
        ...heading,
        currency: heading.currency ?? whole.currency,
        unit: heading.unit ?? whole.unit,
        ...found,
      };
  }
  return null;
}

export const hasAlias = (text: string): boolean => matchHeading(text) !== null;
