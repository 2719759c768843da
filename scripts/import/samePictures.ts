// Finds pictures that are the same: they are stored once. Other files keep their addresses, which readers may know.

import { extname } from 'node:path';
import { hashOfBytes } from '../base/hash.js';
import { isImageFile } from '../base/inputFolders.js';
import { ALL_EXTENSIONS } from '../base/pictureFormats/table.js';
import type { OldFile } from './oldBlog.js';
import type { OldFolder } from './oldFolder.js';

/** Maps each picture that has the bytes of an earlier one to that one. Only files of the same size are read. */
export function samePictures(files: readonly OldFile[], folder: OldFolder): ReadonlyMap<OldFile, OldFile> {
  const bySize = new Map<number, OldFile[]>();
  for (const file of inOrder(files).filter(({ to }) => ALL_EXTENSIONS.has(extname(to).slice(1).toLowerCase()))) {
    const size = folder.size(file.from);
    bySize.set(size, [...(bySize.get(size) ?? []), file]);
  }
  const same = new Map<OldFile, OldFile>();
  for (const group of bySize.values()) {
    const byHash = new Map<string, OldFile>();
    for (const file of group.length > 1 ? group : []) {
      const hash = hashOfBytes(folder.bytes(file.from));
      const first = byHash.get(hash);
      if (first) same.set(file, first);
      else byHash.set(hash, file);
    }
  }
  return same;
}

/** Those that several texts are likely to share come first: pictures in a folder of pictures, then those nearest to the root. */
function inOrder(files: readonly OldFile[]): OldFile[] {
  const rank = ({ to }: OldFile) => (isImageFile(to) ? 0 : 1);
  const depth = ({ to }: OldFile) => to.split('/').length;
  return files.toSorted((a, b) => rank(a) - rank(b) || depth(a) - depth(b) || (a.from < b.from ? -1 : 1));
}
