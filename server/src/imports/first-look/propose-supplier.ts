import { foldText } from '../../catalog/index.ts';

/** What file names say of the file and not of who sent it. */
const ofTheFile = new Set(
  (
    'export exports extract extraction import catalogue catalog katalog tarif tarifs tariff prix prices price ' +
    'pricelist preisliste liste list stock stocks inventaire inventory produits produit products product ' +
    'articles article artikel flux feed fichier file data donnees new nouveau final copie copy v1 v2 v3 ' +
    'utf8 utf cp1252 windows1252 latin1 semicolon comma tab csv tsv xlsx xls xml json'
  ).split(' '),
);
/** Dates, times and counters: `2026`, `20261128`, `2026-11`, `(1)`. */
const counter = /^\(?\d+\)?$/;
const ending = /(?:\.(?:csv|tsv|txt|xlsx|xls|xml|json|jsonl|ndjson|zip|gz))+$/i;
const LONGEST = 200;

/**
 * A supplier's name made of the name of his file: `Tarif_Nord-Pneus_2026-11.csv` is "Nord Pneus". It is a proposal,
 * so a name that says nothing is used as it is.
 */
export function proposeSupplier(fileName: string): string {
  const bare = fileName.replace(ending, '');
  const words = bare.split(/[\s_\-.,+]+/).filter((word) => word !== '');
  const telling = words.filter((word) => !ofTheFile.has(foldText(word)) && !counter.test(word));
  const name = (telling.length > 0 ? telling : words.length > 0 ? words : [fileName]).join(' ');
  return (name.charAt(0).toUpperCase() + name.slice(1)).slice(0, LONGEST);
}

/** One name for each file: of two that would be the same the later one is numbered. */
export function proposeSuppliers(fileNames: readonly string[]): string[] {
  const taken = new Set<string>();
  return fileNames.map((fileName) => {
    const proposed = proposeSupplier(fileName);
    let name = proposed;
    for (let number = 2; taken.has(foldText(name)); number++) name = `${proposed} ${number}`;
    taken.add(foldText(name));
    return name;
  });
}
