import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { makeCertificate, removeFolder, startProgram } from './server-program.ts';

export interface TestImapServer {
  readonly port: number;
  readonly certificate: string;
  readonly user: string;
  readonly password: string;
  deliver(mail: TestMail): void;
  /** Flags of the messages by file, `S` for seen; new ones have none. */
  flags(): string[];
  /** Forgets what was read: the messages are new again. */
  unread(): void;
  close(): Promise<void>;
}

export interface TestMail {
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly attachments: readonly { name: string; content: string | Buffer }[];
}

const NOBODY = 65_534;

/** Dovecot with one user and a mailbox of files. */
export async function startImapServer(): Promise<TestImapServer> {
  const home = mkdtempSync(join(tmpdir(), 'pm-imap-'));
  chmodSync(home, 0o755);
  const certificate = makeCertificate(home);
  const port = await freePort();
  const [user, password] = ['imports@example.com', 'right password'];
  const mailbox = join(home, 'mail');
  const folders = ['', 'new', 'cur', 'tmp'].map((name) => join(mailbox, name));
  for (const folder of folders) {
    mkdirSync(folder);
    chownSync(folder, NOBODY, NOBODY);
  }
  writeFileSync(join(home, 'users'), `${user}:{PLAIN}${password}\n`);
  const config = join(home, 'dovecot.conf');
  writeFileSync(config, configOf({ home, port, mailbox, certificate }));
  const program = await startProgram('dovecot', ['-F', '-c', config], port);
  let delivered = 0;
  const all = (): string[] => [...readdirSync(join(mailbox, 'new')), ...readdirSync(join(mailbox, 'cur'))];
  return {
    port,
    certificate: certificate.pem,
    user,
    password,
    deliver(mail) {
      const name = `${1_700_000_000 + ++delivered}.M${delivered}P1.test`;
      const path = join(mailbox, 'tmp', name);
      writeFileSync(path, textOf(mail));
      chownSync(path, NOBODY, NOBODY);
      renameSync(path, join(mailbox, 'new', name));
    },
    flags: () => all().map((name) => name.split(':2,')[1] ?? ''),
    unread() {
      for (const name of readdirSync(join(mailbox, 'cur')))
        renameSync(join(mailbox, 'cur', name), join(mailbox, 'cur', name.replace(/:2,.*$/, ':2,')));
    },
    async close() {
      await program.kill();
      removeFolder(home);
    },
  };
}

const configOf = (o: {
  home: string;
  port: number;
  mailbox: string;
  certificate: { certPath: string; keyPath: string };
}): string => `base_dir = ${o.home}/run
state_dir = ${o.home}/state
log_path = ${o.home}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${o.certificate.certPath}
ssl_key = <${o.certificate.keyPath}
auth_failure_delay = 0
mail_location = maildir:${o.mailbox}
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${o.home}/users
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${o.mailbox}
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${o.port}
    ssl = yes
  }
}
`;

function textOf({ from, subject, messageId, attachments }: TestMail): string {
  const parts = attachments.map(
    ({ name, content }) =>
      `--edge\r\nContent-Type: text/csv; charset=windows-1252; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content)
        .toString('base64')
        .replace(/(.{76})/g, '$1\r\n')}\r\n`,
  );
  return (
    `From: Supplier <${from}>\r\nTo: imports@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${messageId}>\r\n` +
    `Date: ${new Date().toUTCString()}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="edge"\r\n\r\n` +
    `--edge\r\nContent-Type: text/plain\r\n\r\nGood morning\r\n${parts.join('')}--edge--\r\n`
  );
}
