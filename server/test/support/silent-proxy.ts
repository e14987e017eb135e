import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';

export interface SilentProxy {
  readonly port: number;
  /** From now on nothing arrives any more, and nobody is told: as behind a firewall that forgot the connection. */
  silence(): void;
  /** New connections pass again; what was sent before is lost. */
  restore(): void;
  close(): Promise<void>;
}

/** Stands between a client and a server of this machine. */
export async function startSilentProxy(target: NetConnectOpts): Promise<SilentProxy> {
  let silent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target);
    let deaf = silent;
    deafen.add(() => (deaf = true));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => deaf || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!deaf) to.destroy();
      });
    }
  });
  const deafen = new Set<() => void>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      silent = true;
      for (const each of deafen) each();
    },
    restore() {
      silent = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
