import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { ParsedQuery, QueryTerm } from './parse-query.ts';
import { words } from './search-documents.queries.ts';

export interface SearchHit {
  readonly productId: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly title: string | null;
  readonly brand: string | null;
  readonly status: string;
  /** Where the query was found, heaviest first. */
  readonly matched: readonly { readonly field: string; readonly weight: number }[];
  /** 1 for a code, less for words; only comparable within one answer. */
  readonly score: number;
}

const columns = 'p.id as "productId", p.sku, p.gtin, p.title, b.name as brand, p.status';
const from = 'products p left join brands b on b.id = p.brand_id';

/**
 * Products that carry exactly this code, each kind by its own index: the supplier's reference by a skip scan on
 * (supplier_id, supplier_reference), without naming the supplier.
 */
export async function findByCode(
  pool: ConnectionPool,
  code: { text: string; gtin: string | null; mpnKey: string },
  limit: number,
): Promise<SearchHit[]> {
  const { rows } = await pool.query<SearchHit & object>(
    `select ${columns}, h.matched, 1.0::float as score
     from (
       select id, json_agg(distinct jsonb_build_object('field', field, 'weight', 1)) as matched from (
         select id, 'sku' as field from products where sku = $1
         union all select product_id, 'gtin' from product_identifiers where kind = 'gtin' and value = $2
         union all select product_id, 'supplierReference' from supplier_products where supplier_id in (select id from suppliers) and supplier_reference = $1
         union all select id, 'mpn' from products where mpn_key is not null and mpn_key = $3 and $3 <> ''
         union all select id, 'asin' from products where asin is not null and asin = upper($1)
         union all select product_id, 'identifier.' || kind from product_identifiers where kind <> 'gtin' and value = $1
       ) c group by id
     ) h join ${from} on p.id = h.id
     where p.status <> 'archived' order by p.sku limit $4`,
    [code.text, code.gtin, code.mpnKey, limit],
  );
  return rows;
}

/** Ranking looks at this many hits at most: a word that half the catalogue has ranks nothing. */
const MOST_RANKED = 2_000;

export type SearchIndex =
  { readonly kind: 'names' } | { readonly kind: 'descriptions'; readonly config: 'pm_french' | 'pm_english' };

/** Weights of ts_rank for D, C, B, A: a word of the title counts for more than all the others. */
const rankWeights = `'{0.1, 0.25, 0.5, 1}'`;

export async function findByText(
  pool: ConnectionPool,
  query: ParsedQuery,
  index: SearchIndex,
  limit: number,
): Promise<SearchHit[]> {
  const params: string[] = [];
  const add = (text: string): string => `$${params.push(text)}`;
  const groups = query.map((terms) => terms.map((term) => termSql(term, index, add)).join(' && '));
  const positive = query.flat().filter((term) => !term.negated);
  const anyTerm = positive.map((term) => termSql(term, index, add)).join(' || ');
  const names = index.kind === 'names';
  const matched = names
    ? `array_to_json(array_remove(array[${['A:title:1', 'B:brand:0.5', 'C:category:0.25', 'D:attribute:0.1']
        .map((entry) => entry.split(':') as [string, string, string])
        .map(
          ([weight, field, value]) =>
            `case when ts_filter(h.vector, '{${weight.toLowerCase()}}') @@ q.terms then json_build_object('field', '${field}', 'weight', ${value})::jsonb end`,
        )
        .join(', ')}], null))`
    : `json_build_array(json_build_object('field', 'description', 'weight', 0.1))`;
  const { rows } = await pool.query<SearchHit & object>(
    `with q as materialized (select ${groups.map((group) => `(${group})`).join(' || ')} as query, ${anyTerm} as terms),
     hits as materialized (
       select d.product_id, d.${names ? 'name_vector' : 'vector'} as vector
       from ${names ? 'search_documents' : 'search_descriptions'} d, q
       where d.${names ? 'name_vector' : 'vector'} @@ q.query limit ${MOST_RANKED}),
     ranked as materialized (
       select h.product_id, h.vector, ts_rank(${rankWeights}, h.vector, q.terms, 1)::float as score from hits h, q)
     select ${columns}, ${matched} as matched, least(h.score, 0.99)${names ? '' : ' / 10'} as score
     from ranked h cross join q join ${from} on p.id = h.product_id
     where p.status <> 'archived' order by h.score desc, p.title, p.id limit ${limit}`,
    params,
  );
  return rows;
}

/**
 * The tsquery of a term. Names hold French and English stems beside each other, descriptions those of one
 * language; a word that is none in a language (le, the) asks for nothing there.
 */
function termSql(term: QueryTerm, index: SearchIndex, add: (text: string) => string): string {
  const configs = index.kind === 'names' ? ['pm_french', 'pm_english'] : [index.config];
  const parse = term.phrase ? 'phraseto_tsquery' : 'plainto_tsquery';
  const stems = (text: string): string[] => {
    const given = add(text);
    return configs.map((config) => `${parse}('${config}', ${words(given)})`);
  };
  const alternatives = [term.text, ...term.others].flatMap(stems);
  const beginning = term.prefix ? /^(.*?)([\p{L}\p{N}]{2,})$/u.exec(term.text) : null;
  if (beginning) {
    const [, head, tail] = beginning as unknown as [string, string, string];
    const open = `to_tsquery('pm_plain', ${add(`${tail}:*`)})`;
    alternatives.push(head ? `((${stems(head).join(' || ')}) && ${open})` : open);
  }
  return `${term.negated ? '!!' : ''}(${alternatives.join(' || ')})`;
}

/**
 * Whether any document has the term, in a name or a description. The limit is not 1: for a single row the planner
 * would rather read the table, to its end where there is none (200 ms for 100,000 products).
 */
export async function isFound(
  pool: ConnectionPool,
  term: QueryTerm,
  config: 'pm_french' | 'pm_english',
): Promise<boolean> {
  const params: string[] = [];
  const add = (text: string): string => `$${params.push(text)}`;
  const { rows } = await pool.query<{ found: boolean }>(
    `with q as materialized (
       select ${termSql(term, { kind: 'names' }, add)} as names, ${termSql(term, { kind: 'descriptions', config }, add)} as descriptions),
     named as materialized (
       select 1 from search_documents d, q where d.name_vector @@ q.names limit ${MOST_RANKED}),
     described as materialized (
       select 1 from search_descriptions d, q where d.vector @@ q.descriptions limit ${MOST_RANKED})
     select exists (select from named) or exists (select from described) as found`,
    params,
  );
  return rows[0]?.found ?? false;
}

/** Words of the catalogue that begin like this, shortest first; the key's collation makes LIKE a range of it. */
export async function listCompletions(pool: ConnectionPool, beginning: string): Promise<string[]> {
  const { rows } = await pool.query<{ word: string }>(
    `select word from search_words where word like lower(unaccent($1)) || '%' order by length(word), word limit 20`,
    [beginning.replace(/[\\%_]/g, '')],
  );
  return rows.map((row) => row.word);
}

/** The word as the vocabulary has it. */
export async function foldWord(pool: ConnectionPool, word: string): Promise<string> {
  const { rows } = await pool.query<{ word: string }>('select lower(unaccent($1)) as word', [word]);
  return rows[0]?.word ?? word;
}

/** Words of the catalogue close to one that was typed, by shared trigrams and out of given candidates. */
export async function listSimilarWords(
  pool: ConnectionPool,
  word: string,
  candidates: readonly string[],
): Promise<string[]> {
  const { rows } = await pool.query<{ word: string }>(
    `select word from search_words where word = any($2::text[])
     union (select word from search_words where word % $1 order by similarity(word, $1) desc, word limit 50)`,
    [word, candidates],
  );
  return rows.map((row) => row.word);
}
