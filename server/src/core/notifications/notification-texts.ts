import type { NotificationKind } from './notification-kinds.ts';

type Params = Readonly<Record<string, unknown>>;

export interface NotificationText {
  readonly title: string;
  readonly detail: string;
}

const shown = (value: unknown, absent: string): string =>
  value === null || value === undefined || value === '' ? absent : String(value);

const english: Readonly<Record<NotificationKind, (params: Params) => NotificationText>> = {
  'import.held': ({ file }) => ({
    title: 'An import waits for you',
    detail: `${shown(file, 'A file')} would change more than its guard allows; look at the plan, then confirm or cancel it`,
  }),
  'import.completed': ({ file, created, updated, rejected }) => ({
    title: 'An import is done',
    detail: `${shown(file, 'A file')}: ${shown(created, '0')} created, ${shown(updated, '0')} updated, ${shown(rejected, '0')} rejected`,
  }),
  'import.failed': ({ file, message }) => ({
    title: 'An import failed',
    detail: `${shown(file, 'A file')}: ${shown(message, 'no reason was kept')}`,
  }),
  'source.late': ({ name, expectedHours, lastFileAt, error }) => ({
    title: 'A source is late',
    detail: `${shown(name, 'A source')} brings a file every ${shown(expectedHours, '?')} h, the last one came ${shown(lastFileAt, 'never')}${error ? `: ${shown(error, '')}` : ''}`,
  }),
  'export.completed': ({ products, format }) => ({
    title: 'An export is ready',
    detail: `${shown(products, '0')} products as ${shown(format, 'a file')}`,
  }),
  'export.failed': ({ message }) => ({
    title: 'An export failed',
    detail: shown(message, 'No reason was kept'),
  }),
  'job.dead': ({ job, message }) => ({
    title: 'A job was given up',
    detail: `${shown(job, 'A job')} failed for good: ${shown(message, 'no reason was kept')}. It waits in the list of dead jobs`,
  }),
  'webhook.disabled': ({ name, url, reason }) => ({
    title: 'A webhook was switched off',
    detail: `${shown(name, shown(url, 'A webhook'))}: ${shown(reason, 'it failed too long')}. Mend its address and switch it on again`,
  }),
};

const french: Readonly<Record<NotificationKind, (params: Params) => NotificationText>> = {
  'import.held': ({ file }) => ({
    title: 'Un import vous attend',
    detail: `${shown(file, 'Un fichier')} changerait plus que sa protection ne le permet ; consultez le plan, puis confirmez ou annulez`,
  }),
  'import.completed': ({ file, created, updated, rejected }) => ({
    title: 'Un import est terminé',
    detail: `${shown(file, 'Un fichier')} : ${shown(created, '0')} créés, ${shown(updated, '0')} modifiés, ${shown(rejected, '0')} rejetés`,
  }),
  'import.failed': ({ file, message }) => ({
    title: 'Un import a échoué',
    detail: `${shown(file, 'Un fichier')} : ${shown(message, 'aucune raison n’a été gardée')}`,
  }),
  'source.late': ({ name, expectedHours, lastFileAt, error }) => ({
    title: 'Une source est en retard',
    detail: `${shown(name, 'Une source')} apporte un fichier toutes les ${shown(expectedHours, '?')} h, dernier fichier : ${shown(lastFileAt, 'jamais')}${error ? ` (${shown(error, '')})` : ''}`,
  }),
  'export.completed': ({ products, format }) => ({
    title: 'Un export est prêt',
    detail: `${shown(products, '0')} produits au format ${shown(format, 'fichier')}`,
  }),
  'export.failed': ({ message }) => ({
    title: 'Un export a échoué',
    detail: shown(message, 'Aucune raison n’a été gardée'),
  }),
  'job.dead': ({ job, message }) => ({
    title: 'Une tâche a été abandonnée',
    detail: `${shown(job, 'Une tâche')} a échoué définitivement : ${shown(message, 'aucune raison n’a été gardée')}. Elle attend dans la liste des tâches mortes`,
  }),
  'webhook.disabled': ({ name, url, reason }) => ({
    title: 'Un webhook a été désactivé',
    detail: `${shown(name, shown(url, 'Un webhook'))} : ${shown(reason, 'il échoue depuis trop longtemps')}. Corrigez son adresse et réactivez-le`,
  }),
};

export const notificationText = (
  kind: NotificationKind,
  params: Params,
  isFrench: boolean,
): NotificationText => (isFrench ? french : english)[kind](params);

interface MailText {
  readonly subject: string;
  readonly text: string;
}

export interface Told {
  readonly kind: NotificationKind;
  readonly params: Params;
  readonly link: string | null;
}

/** @param publicUrl null where the installation has no address to give */
export function mailOf(told: Told, isFrench: boolean, publicUrl: string | null): MailText {
  const { title, detail } = notificationText(told.kind, told.params, isFrench);
  return { subject: title, text: `${detail}\n${linkLine(told.link, publicUrl)}` };
}

export function digestOf(all: readonly Told[], isFrench: boolean, publicUrl: string | null): MailText {
  const count = all.length;
  const entries = all.map((told) => {
    const { title, detail } = notificationText(told.kind, told.params, isFrench);
    return `${title}\n${detail}\n${linkLine(told.link, publicUrl)}`;
  });
  const subject = isFrench
    ? `Votre résumé du jour : ${count} ${count > 1 ? 'notifications' : 'notification'}`
    : `Your daily digest: ${count} ${count > 1 ? 'notifications' : 'notification'}`;
  return { subject, text: entries.join('\n') };
}

const linkLine = (link: string | null, publicUrl: string | null): string =>
  link && publicUrl ? `${publicUrl}${link}\n` : '';
