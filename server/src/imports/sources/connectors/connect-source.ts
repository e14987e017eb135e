import type { SafeAddresses } from '../../../platform/http/safe-address.ts';
import type { SafeOpen } from '../../../platform/http/safe-fetch.ts';
import type { SourceRow } from '../source.queries.ts';
import type { SourceKind } from '../source.tables.ts';
import type { Connection, Connector } from './connector.ts';
import { createFolderConnector } from './folder-connector.ts';
import { createFtpConnector } from './ftp-connector.ts';
import { createHttpConnector } from './http-connector.ts';
import { createMailConnector } from './mail-connector.ts';
import { createS3Connector } from './s3-connector.ts';
import { createSftpConnector } from './sftp-connector.ts';

export type Connect = (source: SourceRow, signal: AbortSignal) => Promise<Connection>;

/** Connects to a source of any kind; its library is loaded with the first connection. */
export function createConnect(deps: {
  openSafely: SafeOpen;
  addresses: SafeAddresses;
  /** Below which folders of this machine may be watched. */
  folders: readonly string[];
  maxBytes: number;
  openSecret: (source: SourceRow) => Record<string, string>;
  now: () => Date;
}): Connect {
  const connectors: Readonly<Record<SourceKind, Connector<never>>> = {
    http: createHttpConnector(deps.openSafely, deps.now),
    folder: createFolderConnector(deps.folders),
    ftp: createFtpConnector(deps.addresses),
    sftp: createSftpConnector(deps.addresses),
    imap: createMailConnector(deps.addresses, deps.now),
    s3: createS3Connector(deps.addresses),
  };
  return (source, signal) =>
    connectors[source.kind](
      // Checked against the kind when they were written.
      { settings: source.settings as never, secret: deps.openSecret(source) },
      { signal, maxBytes: deps.maxBytes, cursor: source.cursor },
    );
}
