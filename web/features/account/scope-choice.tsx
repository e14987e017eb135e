import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';

type Chosen = ReadonlySet<string>;

/** `products:read` and `products:write` stand together. */
function byResource(permissions: readonly string[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const permission of permissions) {
    const resource = permission.split(':')[0]!;
    groups.set(resource, [...(groups.get(resource) ?? []), permission]);
  }
  return [...groups];
}

/** What a key may do, out of what the person may. */
export function ScopeChoice(props: {
  permissions: readonly string[];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}) {
  const { permissions, chosen, onChange } = props;
  const t = useTranslations('account');
  const toggle = (permission: string): void => {
    const other = new Set(chosen);
    if (!other.delete(permission)) other.add(permission);
    onChange(other);
  };
  const choose = (wanted: readonly string[]) => () => onChange(new Set(wanted));
  return (
    <fieldset className="flex flex-col gap-3 text-sm">
      <legend className="mb-2 font-medium">{t('scopes', { count: chosen.size })}</legend>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          size="sm"
          onClick={choose(permissions.filter((permission) => permission.endsWith(':read')))}
        >
          {t('readOnly')}
        </Button>
        <Button variant="outline" size="sm" onClick={choose(permissions)}>
          {t('allScopes')}
        </Button>
        <Button variant="outline" size="sm" onClick={choose([])}>
          {t('noScopes')}
        </Button>
      </div>
      <details>
        <summary className="cursor-pointer py-1">{t('eachScope')}</summary>
        <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {byResource(permissions).map(([resource, actions]) => (
            <li key={resource} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <code className="text-xs">{resource}</code>
              {actions.map((permission) => (
                <label key={permission} className="flex items-center gap-1">
                  <input
                    type="checkbox"
                    checked={chosen.has(permission)}
                    onChange={() => toggle(permission)}
                  />
                  <span className="sr-only">{resource}</span>
                  {permission.split(':')[1]}
                </label>
              ))}
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}
