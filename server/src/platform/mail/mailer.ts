import { AppError } from '../errors.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt, so that a mail that went out twice is shown once. */
  readonly messageId: string;
}

export interface Mailer {
  /** @throws AppError `mail.refused` for good, or `mail.unavailable` to try again */
  send(mail: Mail): Promise<void>;
}

/** A mail server that does not answer holds one of two workers of its queue. */
const TIMEOUT_MS = 20_000;

/** Sends by SMTP, on a connection per mail: few are sent, and none is worth a connection kept open. */
export function createMailer(options: { smtpUrl: string; from: string }): Mailer {
  return {
    async send({ to, subject, text, messageId }) {
      // Loaded where a mail is sent: no other command needs it.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url: options.smtpUrl,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        // Texts come from files of suppliers: none of them may name a file or an address to attach.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({
          from: options.from,
          to,
          subject,
          text,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw failureOf(error, to);
      } finally {
        transport.close();
      }
    },
  };
}

/** RFC 5321: 5xx is final, 4xx and a lost connection are not; wrong credentials are mended by a person meanwhile. */
function failureOf(error: unknown, to: string): AppError {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message: string };
  const final = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return new AppError(final ? 'mail.refused' : 'mail.unavailable', {
    message: `The mail to ${to} was not sent: ${message}`,
    params: { to, part: 'mail' },
    cause: error,
    retryable: !final,
  });
}
