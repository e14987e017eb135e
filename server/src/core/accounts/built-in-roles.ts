/** The four roles every installation has; custom ones are made beside them, these cannot be changed. */
export const builtInRoles = [
  { code: 'administrator', name: 'Administrator' },
  { code: 'manager', name: 'Manager' },
  { code: 'editor', name: 'Editor' },
  { code: 'viewer', name: 'Viewer' },
] as const;

export type BuiltInRole = (typeof builtInRoles)[number]['code'];

/** What concerns people, secrets and the installation itself is the administrator's alone. */
const administration = new Set(
  'users roles permissions api-keys credentials settings audit webhooks sagas'.split(' '),
);
/** Resources that an editor changes; everything else he reads. */
const edited = new Set('products imports exports media saved-views'.split(' '));

/**
 * Whether a built-in role has a permission. The table in `test/permission-table.ts` states the outcome for every
 * route by hand, so that a slip here or in a route's declaration shows.
 */
export function builtInRoleAllows(role: BuiltInRole, permission: string): boolean {
  const [resource = '', action = ''] = permission.split(':');
  if (role === 'administrator') return true;
  if (administration.has(resource)) return role === 'manager' && action === 'read' && resource === 'settings';
  if (action === 'delete-permanently') return false;
  if (role === 'manager' || action === 'read') return true;
  return role === 'editor' && edited.has(resource);
}
