/** `own` of the product, else of its model, else of the model above that. */
const above = (column: string): string => `coalesce(m.${column}, g.${column})`;
const lacking = (column: string, value = above(column)): string =>
  `case when p.${column} is null then ${value} end`;

const categoriesOf = (product: string): string => `(
      select json_agg(json_build_object('taxonomy', t.code, 'id', c.id, 'path', c.full_path, 'main', pc.is_main) order by pc.is_main desc, c.full_path)
      from product_categories pc join categories c on c.id = pc.category_id join taxonomies t on t.id = c.taxonomy_id
      where pc.product_id = ${product})`;

const documentOf = (product: string): string =>
  `(select x.values from product_attributes x where x.product_id = ${product} and x.locale = '' and x.channel = '')`;

/**
 * SQL of what a variant `p` has from its models because it says nothing itself, or NULL for a product without a
 * parent. Two levels: a variant's model may be a variant of another one. Prices, stocks, codes and offers are each
 * product's own.
 */
export const inheritedJson = `(
    select json_strip_nulls(json_build_object('from', m.id,
      'title', ${lacking('title')}, 'description', ${lacking('description')}, 'shortDescription', ${lacking('short_description')},
      'brand', ${lacking('brand_id', `(select json_build_object('id', b.id, 'name', b.name) from brands b where b.id = ${above('brand_id')})`)},
      'family', ${lacking('family_id', `(select json_build_object('id', f.id, 'code', f.code) from families f where f.id = ${above('family_id')})`)},
      'categories', case when not exists (select from product_categories pc where pc.product_id = p.id)
        then coalesce(${categoriesOf('m.id')}, ${categoriesOf('g.id')}) end,
      'attributes', (
        select json_object_agg(a.key, a.value order by a.key)
        from jsonb_each(coalesce(${documentOf('g.id')}, '{}') || coalesce(${documentOf('m.id')}, '{}')) a
        where not coalesce(${documentOf('p.id')}, '{}') ? a.key),
      'weight', ${lacking('weight', `${above('weight')}::text`)}, 'length', ${lacking('length', `${above('length')}::text`)},
      'width', ${lacking('width', `${above('width')}::text`)}, 'height', ${lacking('height', `${above('height')}::text`)},
      'taxClass', ${lacking('tax_class')}))
    from products m left join products g on g.id = m.parent_id where m.id = p.parent_id)`;
