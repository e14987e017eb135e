import { constants } from 'node:fs';
import { lstat, open, opendir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import { fitsPattern, isPartialName } from '../file-names.ts';
import { folderMissing, tooManyFiles } from '../source-errors.ts';
import type { FolderSettings } from '../source-settings.ts';
import { MOST_LISTED, type Connector, type RemoteFile } from './connector.ts';

/** Files that are put into a folder of this machine. Only below folders an operator named: a source is no key to the disk. */
export function createFolderConnector(allowed: readonly string[]): Connector<FolderSettings> {
  return async ({ settings }) => {
    const folder = await allowedFolder(settings.path, allowed);
    return {
      cursor: {},
      grows: true,
      async list() {
        const found: RemoteFile[] = [];
        for await (const entry of await opendir(folder)) {
          if (!entry.isFile() || isPartialName(entry.name)) continue;
          if (!fitsPattern(entry.name, settings.pattern)) continue;
          if (found.length === MOST_LISTED) throw tooManyFiles(settings.path, MOST_LISTED);
          const info = await lstat(join(folder, entry.name)).catch(() => null);
          if (info) found.push(remoteFile(entry.name, info));
        }
        return found.sort((a, b) => a.modifiedAt!.getTime() - b.modifiedAt!.getTime());
      },
      async open(file) {
        // A link put in its place since would lead out of the folder.
        const handle = await open(join(folder, file.id), constants.O_RDONLY | constants.O_NOFOLLOW);
        return handle.createReadStream();
      },
      async versionOf(file) {
        const info = await lstat(join(folder, file.id)).catch(() => null);
        return info && versionOf(info);
      },
      close: async () => undefined,
    };
  };
}

interface Info {
  readonly size: number;
  readonly mtimeMs: number;
  readonly mtime: Date;
  readonly ino: number;
}

/** With the inode: a file renamed over an older one may have kept its size and time. */
const versionOf = ({ size, mtimeMs, ino }: Info): string => `${size}:${mtimeMs}:${ino}`;

const remoteFile = (name: string, info: Info): RemoteFile => ({
  id: name,
  name,
  version: versionOf(info),
  bytes: info.size,
  modifiedAt: info.mtime,
});

async function allowedFolder(path: string, allowed: readonly string[]): Promise<string> {
  const real = await realpath(resolve(path)).catch(() => null);
  const roots = await Promise.all(allowed.map((root) => realpath(root).catch(() => null)));
  if (!roots.some((root) => root !== null && isInside(real ?? resolve(path), root)))
    throw new AppError('sources.folder_not_allowed', {
      message: `The folder ${path} is not inside ${allowed.join(' or ')}; move it there, or name it in IMPORT_FOLDERS`,
      params: { path },
    });
  if (real === null) throw folderMissing('This machine', path);
  return real;
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
