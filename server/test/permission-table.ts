/** Who may call what, written by hand: the test calls every cell and holds it against the declarations. */
const anyone = 'anyone';
const signedIn = ['administrator', 'manager', 'editor', 'viewer'] as const;
const readers = signedIn;
const editors = ['administrator', 'manager', 'editor'] as const;
const managers = ['administrator', 'manager'] as const;
const administrators = ['administrator'] as const;

export type Role = (typeof signedIn)[number];
export const roles: readonly Role[] = signedIn;

export const permissionTable: Readonly<Record<string, 'anyone' | readonly Role[]>> = {
  'POST /api/v1/auth/login': anyone,
  'POST /api/v1/auth/refresh': anyone,
  'POST /api/v1/auth/password-reset': anyone,
  'POST /api/v1/setup': anyone,
  'POST /api/v1/auth/logout': signedIn,
  'GET /api/v1/auth/me': signedIn,
  'GET /api/v1/auth/sessions': signedIn,
  'DELETE /api/v1/auth/sessions/:id': signedIn,

  'GET /api/v1/users': administrators,
  'POST /api/v1/users': administrators,
  'GET /api/v1/users/:id': administrators,
  'PATCH /api/v1/users/:id': administrators,
  // Everybody his own; another's needs the right to change users, which the handler asks for.
  'PUT /api/v1/users/:id/password': signedIn,
  'GET /api/v1/permissions': administrators,
  'GET /api/v1/roles': administrators,
  'GET /api/v1/roles/:id': administrators,
  'POST /api/v1/roles': administrators,
  'PATCH /api/v1/roles/:id': administrators,
  'DELETE /api/v1/roles/:id': administrators,
  'GET /api/v1/api-keys': administrators,
  'POST /api/v1/api-keys': administrators,
  'DELETE /api/v1/api-keys/:id': administrators,

  'GET /health': anyone,
  'GET /health/live': anyone,
  'GET /health/ready': anyone,
  'GET /health/db': anyone,
  'GET /health/redis': anyone,
  'GET /health/workers': anyone,
  'GET /health/celery': anyone,
  'GET /openapi.json': anyone,

  'GET /api/v1/products': readers,
  'GET /api/v1/products/:id': readers,
  'POST /api/v1/products': editors,
  'PATCH /api/v1/products/:id': editors,
  'DELETE /api/v1/products/:id': editors,
  'GET /api/v1/products/:id/history': readers,
  'GET /api/v1/products/:id/offers': readers,
  'GET /api/v1/products/:id/identifiers': readers,
  'GET /api/v1/products/:id/quality-issues': readers,
  'GET /api/v1/products/:id/prices': readers,
  'GET /api/v1/products/:id/stocks': readers,
  'GET /api/v1/products/:id/attributes': readers,
  'GET /api/v1/products/:id/categories': readers,
  'GET /api/v1/suppliers': readers,
  'GET /api/v1/suppliers/:id': readers,
  'POST /api/v1/suppliers': managers,
  'PATCH /api/v1/suppliers/:id': managers,
  'GET /api/v1/changes': readers,
  'GET /api/v1/fields': readers,
  'POST /api/v1/imports': editors,
  'GET /api/v1/imports': readers,
  'GET /api/v1/imports/:id': readers,
  'GET /api/v1/imports/:id/plan': readers,
  'GET /api/v1/imports/:id/errors': readers,
  'POST /api/v1/imports/:id/cancel': editors,
  'POST /api/v1/imports/:id/confirm': editors,
  'POST /api/v1/export-jobs': editors,
  'GET /api/v1/export-jobs/:id': readers,
  'GET /api/v1/export-jobs/:id/file': readers,
};
