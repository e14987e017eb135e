import { writeFileSync } from 'node:fs';

/** A small generator of supplier files with the usual faults; the same arguments give the same bytes. */
export interface SupplierFile {
  readonly rows: number;
  /** Distinguishes titles, brands and prices of suppliers that sell the same codes. */
  readonly supplier: string;
  /** Share of rows with a fault: a wrong code, a price in words, a repeated reference, a second reference. */
  readonly faults: number;
  readonly seed?: number;
}

export function writeSupplierFile(path: string, { rows, supplier, faults, seed = 7 }: SupplierFile): void {
  const random = createRandom(seed);
  const lines = ['Référence;Code EAN;Désignation;Marque;Catégorie;Prix TTC;Stock;Couleur;Description'];
  for (let i = 0; i < rows; i++) {
    const fault = random() < faults ? Math.floor(random() * 5) : -1;
    const reference = fault === 0 && i > 10 ? `R${i - 7}` : `R${i}`;
    const gtin = fault === 1 ? `${ean(i).slice(0, 12)}x` : fault === 2 && i > 10 ? ean(i - 3) : ean(i);
    const price = fault === 3 ? 'sur demande' : `${10 + (i % 90)},${String(i % 100).padStart(2, '0')}`;
    const colour = ['Noir', 'Écru', '', 'Rouge "vif"'][i % 4]!;
    const text = i % 5 === 0 ? `"Ligne une\nligne deux; ${supplier} ${i}"` : `Description de l’article ${i}`;
    lines.push(
      [
        fault === 4 ? '' : reference,
        gtin,
        `${supplier} article n° ${i} été`,
        `${supplier} Marque ${i % 23}`,
        `Rayon ${i % 7} > Sous-rayon ${i % 31}`,
        price,
        i % 50,
        colour.includes('"') ? `"${colour.replaceAll('"', '""')}"` : colour,
        text,
      ].join(';'),
    );
  }
  writeFileSync(path, lines.join('\r\n'));
}

function ean(n: number): string {
  const body = `399${String(n).padStart(9, '0')}`;
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += Number(body[i]) * (i % 2 ? 3 : 1);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Mulberry32: short, and the same on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
