import { sql, type Kysely } from 'kysely';

/** Tax classes of products, and what each is taxed with by country from a day on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tax_classes (
      code text primary key,
      name text not null,
      is_default boolean not null default false,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index tax_classes_default_key on tax_classes (is_default) where is_default;
    comment on column tax_classes.is_default is 'of products that name no class';
    insert into tax_classes (code, name, is_default) values ('standard', 'Standard', true);
    create table tax_rates (
      country text not null,
      tax_class text not null,
      valid_from date not null,
      percent numeric not null,
      updated_at timestamptz not null default now(),
      constraint tax_rates_pkey primary key (country, tax_class, valid_from),
      constraint tax_rates_tax_class_fkey foreign key (tax_class) references tax_classes (code),
      constraint tax_rates_percent_check check (percent >= 0 and percent <= 100)
    );
    comment on column tax_rates.country is 'ISO 3166-1 alpha-2';
    comment on column tax_rates.percent is 'of the price without tax'
  `.execute(db);

  // A class that a product names and nobody defined has no rate: the default one would be a wrong price in silence.
  await sql`
    create function tax_percent(in_country text, product_class text, on_day date) returns numeric language sql stable as $$
      select r.percent from tax_rates r
      where r.country = in_country and r.valid_from <= on_day
        and r.tax_class = coalesce(nullif(lower(btrim(product_class)), ''), (select c.code from tax_classes c where c.is_default))
      order by r.valid_from desc limit 1
    $$;
    comment on function tax_percent(text, text, date) is
      'rate of a class in a country by the latest day on or before; null: there is none'
  `.execute(db);
}
