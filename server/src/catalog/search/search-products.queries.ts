import type { ConnectionPool } from '../../platform/databases/pool.ts';

export interface SearchHit {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly title: string | null;
  readonly brand: string | null;
  readonly status: string;
  /** What was hit: a code, names, the description, or a word close to the one typed. */
  readonly matched: string;
  readonly score: number;
}

const columns = 'p.id, p.sku, p.gtin, p.title, b.name as brand, p.status';
const from = 'products p left join brands b on b.id = p.brand_id';

/** Products that carry exactly this code, each kind by its own index. */
export async function findByCode(
  pool: ConnectionPool,
  code: { text: string; gtin: string | null; mpnKey: string },
  limit: number,
): Promise<SearchHit[]> {
  const { rows } = await pool.query<SearchHit & object>(
    `select ${columns}, h.matched, 1.0::float as score
     from (
       select id, min(matched) as matched from (
         select id, 'sku' as matched from products where sku = $1
         union all select product_id, 'gtin' from product_identifiers where kind = 'gtin' and value = $2
         union all select product_id, 'supplierReference' from supplier_products where supplier_id in (select id from suppliers) and supplier_reference = $1
         union all select id, 'mpn' from products where mpn_key is not null and mpn_key = $3
         union all select id, 'asin' from products where asin is not null and asin = upper($1)
         union all select product_id, 'identifier' from product_identifiers where kind <> 'gtin' and value = $1
       ) c group by id
     ) h join ${from} on p.id = h.id
     where p.status <> 'archived' order by p.sku limit $4`,
    [code.text, code.gtin, code.mpnKey, limit],
  );
  return rows as SearchHit[];
}

/** Ranking looks at this many hits at most: a word that half the catalogue has ranks nothing. */
const MOST_RANKED = 2_000;

/** One term of a query: alternatives of which one has to match, the last word also as a beginning. */
export interface QueryTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

export async function findByText(
  pool: ConnectionPool,
  terms: readonly QueryTerm[],
  vector: 'name_vector' | 'description_vector',
  limit: number,
): Promise<SearchHit[]> {
  const params: string[] = [];
  const term = ({ words, prefix }: QueryTerm): string => {
    const alternatives = words.flatMap((word) => {
      params.push(word);
      const quoted = `'''' || $${params.length} || ''''`;
      const stems = `to_tsquery('pm_french', ${quoted}) || to_tsquery('pm_english', ${quoted})`;
      return prefix ? [stems, `to_tsquery('pm_plain', ${quoted} || ':*')`] : [stems];
    });
    return `(${alternatives.join(' || ')})`;
  };
  const query = terms.map(term).join(' && ');
  const { rows } = await pool.query(
    `with q as materialized (select ${query} as query),
     hits as (
       select d.product_id, d.${vector} as vector from search_documents d, q
       where d.${vector} @@ q.query limit ${MOST_RANKED})
     select ${columns}, '${vector === 'name_vector' ? 'name' : 'description'}' as matched, ts_rank(h.vector, q.query)::float as score
     from hits h cross join q join ${from} on p.id = h.product_id
     where p.status <> 'archived' order by score desc, p.title, p.id limit $${params.length + 1}`,
    [...params, limit],
  );
  return rows as SearchHit[];
}

/** Words of the catalogue close to one that was typed, nearest first. */
export async function findSimilarWords(pool: ConnectionPool, word: string): Promise<string[]> {
  const { rows } = await pool.query(
    `select word from search_words where word % $1 order by similarity(word, $1) desc, word limit 20`,
    [word],
  );
  return (rows as { word: string }[]).map((row) => row.word);
}
