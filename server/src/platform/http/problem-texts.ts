export const titles: Readonly<Record<number, readonly [en: string, fr: string]>> = {
  400: ['The request is malformed', 'La requête est mal formée'],
  401: ['Sign in first', 'Connectez-vous d’abord'],
  403: ['Not allowed', 'Action non autorisée'],
  404: ['Not found', 'Introuvable'],
  405: ['Method not allowed', 'Méthode non autorisée'],
  408: ['The request took too long', 'La requête a pris trop de temps'],
  409: ['The state does not allow this', 'L’état actuel ne le permet pas'],
  410: ['No longer kept', 'N’est plus conservé'],
  412: ['Changed meanwhile', 'Modifié entre-temps'],
  413: ['Too large', 'Trop volumineux'],
  414: ['The address is too long', 'L’adresse est trop longue'],
  415: ['This kind of content is not read here', 'Ce type de contenu n’est pas accepté ici'],
  422: ['A rule of the catalogue forbids this', 'Une règle du catalogue l’interdit'],
  429: ['Too many requests', 'Trop de requêtes'],
  500: ['An error on our side', 'Une erreur de notre côté'],
  503: ['A part is not available', 'Un composant est indisponible'],
};

type Params = Readonly<Record<string, unknown>>;

/** By the last word of a code, for the codes that every resource has; others keep their English sentence. */
const frenchDetails: Readonly<Record<string, (params: Params) => string>> = {
  not_found: ({ id, path }) => `Rien n’existe sous ${String(id ?? path)}`,
  stale: ({ version }) =>
    `La fiche a été modifiée entre-temps : elle en est à la version ${String(version)}, reprenez à partir de celle-ci`,
  conflict: ({ field, name, value, sku }) =>
    sku
      ? `Le produit ${String(sku)} a déjà cette valeur de ${String(field)} : ${String(value)}`
      : `« ${String(name ?? value)} » existe déjà`,
  code_taken: ({ code }) => `Le code « ${String(code)} » est déjà pris`,
  in_use: ({ code }) => `« ${String(code)} » est utilisé ; retirez-le d’abord de là où il l’est`,
  merged: ({ survivorId }) =>
    `Ce produit a été fusionné avec ${String(survivorId)} ; utilisez celui-ci, ou annulez la fusion`,
  merge_unknown: ({ id }) => `Aucun produit ${String(id)} à fusionner ; retirez-le de « ids »`,
  merge_cycle: () => 'La fusion tournerait en rond : un produit y est déjà fusionné, ou variante de l’autre',
  merge_has_variants: () =>
    'Un produit qui a des variantes ne peut être que celui qui reste ; déplacez d’abord ses variantes',
  merge_types: () => 'Seuls des produits du même type se fusionnent',
  merge_same_model: () =>
    'Deux variantes d’un même modèle sont deux produits ; sortez d’abord l’une d’elles du modèle',
  merge_prefer: ({ field }) =>
    `prefer/${String(field)} : ce produit n’est pas de la fusion, ou n’a pas de valeur à donner`,
  has_variants: ({ variants }) =>
    `Ce modèle a ${String(variants)} variantes ; supprimez-les d’abord, ou envoyez detach=true pour les garder`,
  unavailable: ({ part }) => `Le composant « ${String(part)} » ne répond pas ; réessayez dans un instant`,
  did_you_mean: ({ name, near }) =>
    `Il n’y a pas de fournisseur « ${String(name)} ». Est-ce ${listed(near)} ? Sinon, confirmez qu’il est nouveau (createSupplier)`,
  internal: () => 'Une erreur est survenue ; l’identifiant de requête permet de la retrouver dans le journal',
  malformed_json: () => 'Le corps de la requête n’est pas du JSON valide',
  too_large: () => 'Le contenu envoyé dépasse la taille permise',
  unsupported_type: () => 'Ce type de contenu n’est pas accepté ici',
  in_progress: ({ key }) =>
    `La requête portant l’Idempotency-Key « ${String(key)} » est encore en cours ; réessayez dans un instant`,
  key_reused: ({ key }) =>
    `L’Idempotency-Key « ${String(key)} » a déjà servi à une autre requête ; prenez-en une nouvelle`,
  host_refused: ({ host }) => `Ce serveur ne répond qu’à localhost, pas à ${String(host)}`,
  origin_refused: ({ origin }) => `Une page de ${String(origin)} ne peut rien modifier ici`,
};

const listed = (names: unknown): string =>
  (Array.isArray(names) ? names : []).map((name) => `« ${String(name)} »`).join(' ou ');

export const frenchDetail = (code: string, params: Params): string | null =>
  frenchDetails[code.slice(code.lastIndexOf('.') + 1)]?.(params) ?? null;

/** RFC 9110, 12.5.4: the best of the two languages there are; English where the reader names neither. */
export function prefersFrench(header: string | undefined): boolean {
  const ranges = (header ?? '').split(',').map((part) => {
    const [tag = '', ...options] = part.trim().toLowerCase().split(';');
    const quality = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean);
    return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = (language: string): number =>
    Math.max(0, ...ranges.filter((range) => range.language === language).map((range) => range.quality));
  return best('fr') > best('en');
}
