import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { findUser } from '../accounts/user.queries.ts';
import type { Mailer } from '../../platform/mail/mailer.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { CoreTables } from '../tables.ts';

/** The token is made when the mail is: a job holds ids only, and lies in the database for days. */
export const sendResetLinkJob = defineJob({
  id: 'core.send-reset-link',
  queue: 'core',
  payload: Type.Object({ userId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 60,
});

const texts = {
  fr: (link: string) => ({
    subject: 'Choisir un nouveau mot de passe',
    text: `Quelqu’un, sans doute vous, a demandé un nouveau mot de passe.\n\nCe lien sert une fois et pendant une heure :\n${link}\n\nSi ce n’était pas vous, ne faites rien : votre mot de passe reste le même.`,
  }),
  en: (link: string) => ({
    subject: 'Choose a new password',
    text: `Somebody, probably you, asked for a new password.\n\nThis link is good once and for an hour:\n${link}\n\nIf it was not you, do nothing: your password stays as it is.`,
  }),
};

/** Mails a person the link he asked for; an id that is nobody's ends here, unseen by whoever asked. */
export function linkMailHandlers(deps: {
  db: Kysely<CoreTables>;
  /** Null where no mail server, or no address for links, is configured: then no such job is sent. */
  mail: { mailer: Mailer; publicUrl: string } | null;
  issue: (userId: string) => Promise<string>;
  newId: () => string;
}): [string, JobHandler][] {
  return [
    [
      sendResetLinkJob.id,
      async (payload) => {
        const { userId } = payload as { userId: string };
        const user = await findUser(deps.db, userId);
        const { mail } = deps;
        if (!mail || !user || user.disabled_at || user.kind !== 'person') return;
        const link = `${mail.publicUrl}/password-reset?token=${await deps.issue(user.id)}`;
        const { subject, text } = texts[user.locale.startsWith('fr') ? 'fr' : 'en'](link);
        await mail.mailer.send({
          to: user.email,
          subject,
          text,
          messageId: `<reset.${deps.newId()}@products-manager>`,
        });
      },
    ],
  ];
}
