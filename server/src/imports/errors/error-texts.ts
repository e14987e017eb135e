export interface Finding {
  readonly line: number | null;
  readonly header: string | null;
  readonly value: string | null;
  readonly cause: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly suggestion: string | null;
}

export type Language = 'en' | 'fr';

/** What is wrong, and what mends it. */
type Text = (params: Readonly<Record<string, unknown>>, suggestion: string | null) => string;

const whole = (suggestion: string | null, [before, after]: [string, string]): string =>
  suggestion === null ? '' : `${before}${suggestion}${after}`;

const listed = (names: unknown): string => (Array.isArray(names) ? names.join(', ') : '');

/** By a whole cause first, then by its last word, which many fields share. */
const texts: Readonly<Record<string, readonly [en: Text, fr: Text]>> = {
  'gtin.check_digit': [
    (_, s) => `the check digit is wrong${whole(s, [' (it would be ', ')'])}; compare with the package`,
    (_, s) => `le chiffre de contrôle est faux${whole(s, [' (ce serait ', ')'])} ; comparez avec l’emballage`,
  ],
  'gtin.length': [
    () => 'a GTIN has 8, 12, 13 or 14 digits; write all of them',
    () => 'un GTIN compte 8, 12, 13 ou 14 chiffres ; écrivez-les tous',
  ],
  'gtin.not_a_number': [
    () => 'a GTIN has digits only; take the other signs away',
    () => 'un GTIN ne contient que des chiffres ; retirez les autres signes',
  ],
  'gtin.digits_lost': [
    () => 'a spreadsheet cut the last digits, which nothing brings back; export the column again as text',
    () =>
      'un tableur a coupé les derniers chiffres, définitivement ; exportez de nouveau la colonne en texte',
  ],
  'gtin.leading_zeros': [
    (_, s) => `leading zeros were lost and are put back${whole(s, [': ', ''])}; nothing is left to do`,
    (_, s) =>
      `des zéros initiaux étaient perdus et sont remis${whole(s, [' : ', ''])} ; rien d’autre à faire`,
  ],
  'row.no_match_key': [
    () => 'no GTIN, no reference and no brand with part number; the row needs one of them',
    () => 'ni GTIN, ni référence, ni marque avec référence fabricant ; il en faut un',
  ],
  'match.ambiguous': [
    () => 'several products have this brand and part number; choose one, make a new one or ignore the row',
    () =>
      'plusieurs produits portent cette marque et cette référence fabricant ; choisissez-en un, créez-en un ou ignorez la ligne',
  ],
  'match.keys_disagree': [
    () => 'its codes mean different products; choose one or ignore the row',
    () => 'ses codes désignent des produits différents ; choisissez-en un ou ignorez la ligne',
  ],
  'image.not_an_address': [
    ({ name }) =>
      `"${String(name)}" is no address or file name of a picture; it is left out, the row is taken`,
    ({ name }) =>
      `« ${String(name)} » n’est ni une adresse ni un nom de fichier d’image ; elle est laissée, la ligne est prise`,
  ],
  'image.too_many': [
    () => 'more than 50 pictures; the first 50 are taken',
    () => 'plus de 50 images ; les 50 premières sont prises',
  ],
  'attribute.unknown_unit': [
    ({ units }) => `the attribute has no such unit; write one of ${listed(units)}`,
    ({ units }) => `l’attribut n’a pas cette unité ; écrivez l’une de ${listed(units)}`,
  ],
  'attribute.unknown_option': [
    ({ options }) =>
      `the attribute has no such option; say which one it means, or add it${listed(options) && ` (${listed(options)})`}`,
    ({ options }) =>
      `l’attribut n’a pas cette option ; dites laquelle elle désigne, ou ajoutez-la${listed(options) && ` (${listed(options)})`}`,
  ],
  'attribute.not_a_boolean': [() => 'write yes or no', () => 'écrivez oui ou non'],
  'attribute.not_a_date': [
    () => 'this is no day; write it as 2026-11-26 or 26/11/2026',
    () => 'ce n’est pas un jour ; écrivez-le 2026-11-26 ou 26/11/2026',
  ],
  'attribute.not_allowed': [
    ({ text }) => `it ${String(text)}, says the definition of the attribute`,
    ({ reason, allowed }) =>
      `la définition de l’attribut ne le permet pas (${String(reason)} : ${typeof allowed === 'string' ? allowed : JSON.stringify(allowed)})`,
  ],
  'row.moved': [
    () =>
      'its product changed since the plan was confirmed; import the file again to see what it would do now',
    () =>
      'son produit a changé depuis la confirmation du plan ; importez de nouveau le fichier pour voir ce qu’il ferait',
  ],
  'row.too_many_cells': [
    ({ cells, columns }) =>
      `${String(cells)} cells where the file has ${String(columns)} columns; put the cell that holds the delimiter in quotes`,
    ({ cells, columns }) =>
      `${String(cells)} cellules pour ${String(columns)} colonnes ; mettez entre guillemets celle qui contient le séparateur`,
  ],
  'brand.created': [
    (_, s) =>
      `brands are new and nearly known ones${whole(s, [' such as "', '"'])}; say that they are the same, or leave it`,
    (_, s) =>
      `des marques nouvelles ressemblent à des marques connues${whole(s, [' comme « ', ' »'])} ; dites qu’elles sont les mêmes, ou laissez`,
  ],
  not_a_number: [
    () => 'this is no number; write digits with one decimal mark, or leave the cell empty',
    () => 'ce n’est pas un nombre ; écrivez des chiffres avec un signe décimal, ou laissez la cellule vide',
  ],
  not_an_integer: [() => 'write a whole number', () => 'écrivez un nombre entier'],
  out_of_range: [
    () => 'the number is too large, or has too many decimals',
    () => 'le nombre est trop grand, ou a trop de décimales',
  ],
  negative: [() => 'the number may not be below zero', () => 'le nombre ne peut pas être négatif'],
  unknown_unit: [
    () => 'the unit is not known; write kg, g, cm or mm',
    () => 'l’unité est inconnue ; écrivez kg, g, cm ou mm',
  ],
  unknown_status: [
    () => 'this word for a status is not known; say what it means: active, draft or archived',
    () => 'ce mot n’est pas un statut connu ; dites ce qu’il signifie : active, draft ou archived',
  ],
  unknown_type: [
    () => 'this word for a kind of product is not known; say what it means: simple, model or variant',
    () => 'ce mot n’est pas un type de produit connu ; dites ce qu’il signifie : simple, model ou variant',
  ],
  other_currency: [
    ({ currency, expected }) =>
      `the amount is in ${String(currency)}, the column in ${String(expected)}; convert it, or take the sign away`,
    ({ currency, expected }) =>
      `le montant est en ${String(currency)}, la colonne en ${String(expected)} ; convertissez-le, ou retirez le signe`,
  ],
  too_long: [
    ({ limit, length }) => `${String(length)} characters, ${String(limit)} at most; shorten it`,
    ({ limit, length }) => `${String(length)} caractères, ${String(limit)} au plus ; raccourcissez`,
  ],
};

/** The reason alone; a cause without a text of its own is named. */
export function reasonOf(
  { cause, params, suggestion }: Pick<Finding, 'cause' | 'params' | 'suggestion'>,
  language: Language,
): string {
  const text = texts[cause] ?? texts[cause.slice(cause.lastIndexOf('.') + 1)];
  return text?.[language === 'fr' ? 1 : 0](params, suggestion) ?? cause;
}

/** Column, value and reason, of one line or of many. */
export function describeFinding(finding: Finding, language: Language): string {
  const { line, header, value } = finding;
  const french = language === 'fr';
  const place = [
    line === null ? null : `${french ? 'ligne' : 'line'} ${line}`,
    header === null || header === '' ? null : header,
  ].filter((part) => part !== null);
  const shown = value === null ? '' : french ? `« ${value} » – ` : `"${value}" – `;
  const colon = french ? ' : ' : ': ';
  return `${place.join(', ')}${place.length ? colon : ''}${shown}${reasonOf(finding, language)}`;
}
