import { useState } from 'react';
import { uploadFile } from '../../api/upload';

export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly fileId: string | null;
  readonly problem: Error | null;
}

let nextKey = 0;

/** Files on their way to the server, one after the other; each of them may fail without the others. */
export function useUploads() {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const change = (key: number, values: Partial<Upload>): void =>
    setUploads((present) => present.map((each) => (each.key === key ? { ...each, ...values } : each)));
  const send = async (file: File, key: number): Promise<void> => {
    try {
      const { id } = await uploadFile<{ id: string }>('/api/v1/import-files', file, (share) =>
        change(key, { share }),
      );
      change(key, { share: 1, fileId: id });
    } catch (error) {
      change(key, { problem: error as Error });
    }
  };
  const add = async (files: readonly File[]): Promise<void> => {
    const added = files.map((file) => ({ file, key: nextKey++ }));
    setUploads((present) => [
      ...present,
      ...added.map(({ file, key }) => ({
        key,
        name: file.name,
        bytes: file.size,
        share: 0,
        fileId: null,
        problem: null,
      })),
    ]);
    for (const { file, key } of added) await send(file, key);
  };
  const remove = (key: number): void => setUploads((present) => present.filter((each) => each.key !== key));
  return { uploads, add, remove };
}
