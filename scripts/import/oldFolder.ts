// The folder or export of an old blog. It is only read: no function here writes, and no symlink that leads out of it is followed.

import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isWithin } from '../base/inside.js';
import { decodeIfCertain } from '../check/encoding.js';
import { OldBlogError } from './oldBlogError.js';

/** Folders that no blog keeps texts in. */
const SKIPPED = new Set(['.git', '.svn', '.hg', 'node_modules', '.cache', '.deploy_git', '.idea', '.vscode', '__MACOSX']);

/** The largest text in bytes. */
const MAX_TEXT = 20_000_000;

/** Names of files that systems leave behind. */
const LITTER = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

/** Folders of uploads: those of WordPress, Typecho and Ghost. */
const UPLOADS = ['wp-content/uploads', 'usr/uploads', 'content/images', 'content/media', 'content/files'];

export class OldFolder {
  /** Paths below the folder with `/`, sorted by UTF-16 code units. */
  readonly files: readonly string[];
  /** Symlinks that lead elsewhere; they are not followed. */
  readonly outside: readonly string[];
  private readonly known: ReadonlySet<string>;
  private readonly byLowerCase: ReadonlyMap<string, string>;

  private constructor(
    /** An absolute path. */
    readonly root: string,
    files: readonly string[],
    outside: readonly string[],
  ) {
    this.files = [...files].sort();
    this.outside = outside;
    this.known = new Set(files);
    this.byLowerCase = new Map(files.map((path) => [path.toLowerCase(), path]));
  }

  /**
   * Lists a folder.
   * @param path a folder, or one file: an export, which brings the folders of uploads beside it along
   * @throws the error of the file system if it cannot be listed
   */
  static at(path: string): OldFolder {
    const root = resolve(path);
    const isFile = statSync(root).isFile();
    const top = isFile ? dirname(root) : root;
    const files: string[] = [];
    const outside: string[] = [];
    const visited = new Set<string>();
    const visit = (below: string): void => {
      const real = realpathSync(join(top, below));
      if (visited.has(real)) return;
      visited.add(real);
      for (const entry of readdirSync(join(top, below), { withFileTypes: true })) {
        if (SKIPPED.has(entry.name) || LITTER.test(entry.name)) continue;
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isSymbolicLink() && !leadsInside(top, path)) outside.push(path);
        else if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(top, path))) visit(path);
        else if (entry.isFile() || entry.isSymbolicLink()) files.push(path.normalize('NFC') === path ? path : path);
      }
    };
    if (!isFile) visit('');
    else {
      files.push(basename(root));
      for (const folder of UPLOADS) if (isFolder(top, folder)) visit(folder);
    }
    return new OldFolder(top, files, outside);
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** Returns the file at a path, whose case may differ. */
  find(path: string): string | undefined {
    return this.known.has(path) ? path : this.byLowerCase.get(path.toLowerCase());
  }

  /** True if a folder contains a file. */
  hasFolder(folder: string): boolean {
    return this.files.some((path) => path.startsWith(`${folder}/`));
  }

  /** Returns the files below a folder; of the whole tree for an empty name. */
  below(folder: string): readonly string[] {
    return folder === '' ? this.files : this.files.filter((path) => path.startsWith(`${folder}/`));
  }

  bytes(path: string): Buffer {
    return readFileSync(join(this.root, path));
  }

  /** Returns a text file without its byte order mark, with `\n` at the ends of lines. One in GBK or UTF-16 is converted. */
  text(path: string): string {
    if (isMarkdown(path) && this.size(path) > MAX_TEXT)
      throw new OldBlogError(`${path} is too large for a text; move it out of the folder, and import again`);
    return decoded(this.bytes(path))
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n');
  }

  /** Returns the beginning of a text file, at most some bytes. */
  start(path: string, most: number): string {
    const file = openSync(join(this.root, path), 'r');
    try {
      const bytes = Buffer.alloc(most);
      return bytes.subarray(0, readSync(file, bytes)).toString('utf8');
    } finally {
      closeSync(file);
    }
  }

  /** Returns the size of a file in bytes. */
  size(path: string): number {
    return statSync(join(this.root, path)).size;
  }

  /**
   * Returns the moment at which a file was added: that of its first commit, or of its last change on the disk without one. Tools that
   * need a date for each post take a similar one.
   * @returns as `2020-01-02T03:04:05+08:00`
   */
  added(path: string): string {
    try {
      const args = ['log', '--diff-filter=A', '--follow', '--format=%aI', '--', path];
      const dates = execFileSync('git', args, { cwd: this.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      const first = dates.trim().split('\n').at(-1);
      if (first) return first;
    } catch {
      // There is no git, or no repository.
    }
    return `${lstatSync(join(this.root, path)).mtime.toISOString().slice(0, 19)}Z`;
  }
}

/** Decodes a text: as UTF-8, in another encoding that is certain, as UTF-8 with few damaged bytes, or as Latin-1. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const certain = decodeIfCertain(bytes)?.text;
  const damaged = text.split('\ufffd').length - 1;
  return certain ?? (damaged * 100 < text.length ? text : bytes.toString('latin1'));
}

function leadsInside(root: string, path: string): boolean {
  try {
    return isWithin([root], join(root, path));
  } catch {
    // It leads nowhere.
    return false;
  }
}

function isFolder(root: string, path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
}

/** True for the names of files with markdown. */
export function isMarkdown(path: string): boolean {
  return ['.md', '.markdown', '.mkd', '.mdown', '.mkdn'].includes(extname(path).toLowerCase());
}
