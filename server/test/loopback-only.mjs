// Tests reach nothing but this machine: a connection to anywhere else fails at once and says so.
import net from 'node:net';

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectLocally(...args) {
  const normalised = net._normalizeArgs?.(args[0] instanceof Array ? args[0] : args) ?? [{}];
  const { host, path } = normalised[0] ?? {};
  if (path === undefined && host !== undefined && !['localhost', '127.0.0.1', '::1'].includes(host)) {
    throw new Error(`a test tried to reach ${host}`);
  }
  return connect.apply(this, args);
};
