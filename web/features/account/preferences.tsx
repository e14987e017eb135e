import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { readAnswer } from '../../api/read-answer';
import { useAction } from '../../api/use-action';
import { useChangeLanguage } from '../../i18n/language-provider';
import { Problem } from '../../shell/problem';
import { themes, useTheme } from '../../shell/theme';
import { Field } from '../../ui/field';
import { NativeSelect } from '../../ui/input';

/** As mails and notifications are written to the person. */
const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** What the interface looks like; each choice counts at once. */
export function Preferences() {
  const t = useTranslations();
  const present = useLocale().startsWith('fr') ? 'fr' : 'en';
  const client = useQueryClient();
  const changeLanguage = useChangeLanguage();
  const [theme, setTheme] = useTheme();
  const { problem, run } = useAction();
  const speak = (language: 'fr' | 'en'): void => {
    changeLanguage(language);
    const body = JSON.stringify({ locale: locales[language] });
    void run(async () => {
      await readAnswer('/api/v1/auth/me', { method: 'PATCH', body });
      await client.invalidateQueries({ queryKey: ['me'] });
    });
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="grid max-w-md gap-4 sm:grid-cols-2">
        <Field label={t('shell.language')} hint={t('account.languageHint')}>
          <NativeSelect value={present} onChange={({ target }) => speak(target.value === 'fr' ? 'fr' : 'en')}>
            <option value="fr" lang="fr">
              Français
            </option>
            <option value="en" lang="en">
              English
            </option>
          </NativeSelect>
        </Field>
        <Field label={t('shell.theme')} hint={t('account.themeHint')}>
          <NativeSelect
            value={theme}
            onChange={({ target }) => setTheme(themes.find((name) => name === target.value) ?? 'system')}
          >
            {themes.map((name) => (
              <option key={name} value={name}>
                {t(`shell.${name}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <p className="text-sm text-muted-foreground">
        {t('account.timeZone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
      </p>
      {problem && <Problem error={problem} />}
    </div>
  );
}
