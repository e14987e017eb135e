import { useTranslations } from 'use-intl';
import { Field } from '../../ui/field';
import { Input, NativeSelect, Textarea } from '../../ui/input';
import type { Setting, Written } from './source-settings';

/** What is written there needs the width of the form. */
const long = new Set<Setting['type']>(['url', 'lines']);

/** The controls of what a source is told; secrets are written and never shown again. */
export function SettingsFields(props: {
  settings: readonly Setting[];
  written: Written;
  secret?: boolean;
  /** Told where a secret is kept already. */
  hint?: string;
  onChange: (written: Written) => void;
}) {
  const t = useTranslations('sources');
  const { written } = props;
  return props.settings.map((setting) => {
    const { name, usual } = setting;
    const change = (value: string): void => props.onChange({ ...written, [name]: value });
    const hintKey = `settingHints.${name}` as 'settingHints.pattern';
    const hint = props.hint ?? (t.has(hintKey) ? t(hintKey) : undefined);
    return (
      <div key={name} className={long.has(setting.type) ? 'sm:col-span-2' : undefined}>
        <Field label={t(`settings.${name as 'url'}`)} hint={hint}>
          <Control
            setting={setting}
            secret={props.secret ?? false}
            value={written[name] ?? (setting.choices || setting.type === 'flag' ? (usual ?? '') : '')}
            onChange={change}
          />
        </Field>
      </div>
    );
  });
}

function Control(props: {
  setting: Setting;
  secret: boolean;
  value: string;
  onChange: (value: string) => void;
  id?: string;
  'aria-describedby'?: string;
}) {
  const { setting, secret, onChange, ...shared } = props;
  const t = useTranslations('sources');
  const { type, required = false, choices, usual } = setting;
  if (type === 'choice' || type === 'flag')
    return (
      <NativeSelect {...shared} onChange={({ target }) => onChange(target.value)}>
        {(choices ?? ['true', 'false']).map((choice) => (
          <option key={choice} value={choice}>
            {t(`choices.${choice as 'tls'}`)}
          </option>
        ))}
      </NativeSelect>
    );
  if (type === 'lines')
    return (
      <Textarea
        {...shared}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-xs!"
        onChange={({ target }) => onChange(target.value)}
      />
    );
  return (
    <Input
      {...shared}
      type={secret ? 'password' : type}
      autoComplete={secret ? 'new-password' : 'off'}
      required={required}
      placeholder={usual}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
