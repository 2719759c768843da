// Writing the writer's files: completely or not at all, with the old mode and links, and with a message if it fails.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renameFile, replaceFile } from '../scripts/base/replaceFile.js';
import { saveFile, saveNewFile } from '../scripts/base/saveFile.js';
import { fakePackage, filesBelow, run, SITE_YAML, temporaryFolder, writeFiles } from './support.js';

describe('a file that is saved', () => {
  test('keeps its mode', () => {
    const file = join(temporaryFolder(), 'a.md');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    saveFile(file, 'new');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o640]);
  });

  test('keeps its hard links, and is truncated for a shorter text', () => {
    const folder = temporaryFolder();
    const [one, two] = [join(folder, 'one.md'), join(folder, 'two.md')];
    writeFileSync(one, 'an old and long text');
    chmodSync(one, 0o600);
    linkSync(one, two);
    saveFile(one, '新');
    expect(readFileSync(two, 'utf8')).toBe('新');
    expect(statSync(one).ino).toBe(statSync(two).ino);
    expect(statSync(one).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['one.md', 'two.md']);
  });

  test('is followed if it is a link within the site, and replaced if it leads elsewhere', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'content/a.md': 'a', 'secret.txt': 'secret' });
    const [inner, outer] = [join(folder, 'content/inner.md'), join(folder, 'content/outer.md')];
    symlinkSync('a.md', inner);
    symlinkSync('../secret.txt', outer);
    for (const link of [inner, outer]) saveFile(link, 'new', [join(folder, 'content')]);
    expect(lstatSync(inner).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'content/a.md'), 'utf8')).toBe('new');
    expect(lstatSync(outer).isSymbolicLink()).toBe(false);
    expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('secret');
  });

  test('replaces nothing if it must be new', () => {
    const folder = temporaryFolder();
    saveNewFile(join(folder, 'a.md'), 'first');
    expect(() => saveNewFile(join(folder, 'a.md'), 'second')).toThrow(/EEXIST/);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['a.md']);
  });
});

describe('renaming', () => {
  const inUse = (code: string, times: number) => {
    let left = times;
    return (from: string, to: string) => {
      if (left-- > 0) throw Object.assign(new Error(code), { code });
      writeFileSync(to, readFileSync(from));
    };
  };
  const at = (folder: string) => [join(folder, 'a'), join(folder, 'b')] as const;

  test.each(['EPERM', 'EACCES', 'EBUSY'])('is repeated on Windows, where a virus scanner may have a file open: %s', (code) => {
    const [from, to] = at(temporaryFolder());
    writeFileSync(from, 'text');
    renameFile(from, to, inUse(code, 3), 'win32');
    expect(readFileSync(to, 'utf8')).toBe('text');
  });

  test('fails at once for other reasons and on other systems', () => {
    const [from, to] = at(temporaryFolder());
    writeFileSync(from, 'text');
    expect(() => renameFile(from, to, inUse('ENOENT', 1), 'win32')).toThrow('ENOENT');
    expect(() => renameFile(from, to, inUse('EPERM', 1), 'linux')).toThrow('EPERM');
  });
});

const mount = (folder: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
const unmount = (folder: string) => spawnSync('umount', [folder]);

/** True if a test can mount a file system on this machine. */
const canMount = (() => {
  const folder = temporaryFolder();
  const isMounted = mount(folder);
  if (isMounted) unmount(folder);
  else console.warn('no file system can be mounted here: full disks are skipped');
  return isMounted;
})();

describe.skipIf(!canMount)('a full disk', () => {
  /** Runs a function on a full file system, after its files were written. */
  function onFullDisk(files: { readonly [path: string]: string | Uint8Array }, work: (folder: string) => void): void {
    const folder = temporaryFolder();
    mount(folder);
    try {
      writeFiles(folder, files);
      // A file fills the last pages.
      spawnSync('sh', ['-c', 'cat /dev/zero > "$1/filler"', 'sh', folder]);
      work(folder);
    } finally {
      unmount(folder);
    }
  }
  const text = 'images: ok\n'.repeat(300);
  const SITE = { 'content/site.yaml': SITE_YAML, 'content/posts/2020-01-01-a.md': `% A\n\n![p](images/P.png)\n\n${text}` };

  test('leaves no file of `new`, which reports it', () => {
    onFullDisk(SITE, (root) => {
      const { status, stderr } = run(['new', 'A title', '--slug', 'b', '--root', root]);
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('the disk is full (ENOSPC)') });
      expect(stderr).not.toContain('    at ');
      expect(filesBelow(join(root, 'content'))).toEqual(['posts/2020-01-01-a.md', 'site.yaml']);
    });
  });

  test('leaves nothing of `init`', () => {
    const archive = fakePackage();
    onFullDisk({ x: '' }, (folder) => {
      const { status, stderr } = run(['init', 'blog', '--yes', '--package', archive], { cwd: folder });
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('the disk is full (ENOSPC)') });
      expect(stderr).not.toContain('    at ');
      expect(readdirSync(folder).sort()).toEqual(['filler', 'x']);
    });
  });

  test('keeps the text in `check --fix`', () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    onFullDisk({ ...SITE, 'images/p.png': png }, (root) => {
      const { status, stderr } = run(['check', '--fix', '--yes', '--root', root]);
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('the disk is full (ENOSPC)') });
      expect(stderr).not.toContain('    at ');
      expect(readFileSync(join(root, 'content/posts/2020-01-01-a.md'), 'utf8')).toBe(SITE['content/posts/2020-01-01-a.md']);
      expect(existsSync(join(root, 'content/posts/.titleblock'))).toBe(false);
    });
  });
});

test('names the file in a write error', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'there/full'), { recursive: true });
  expect(() => replaceFile(join(folder, 'there'), 'text')).toThrow(expect.objectContaining({ path: join(folder, 'there') }));
});

describe('`init` without write permission', () => {
  test.skipIf(process.platform !== 'linux')('fails in a read-only folder', () => {
    const { status, stderr } = run(['init', '/proc/blog', '--yes', '--package', fakePackage()], { cwd: temporaryFolder() });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^titleblock: \/proc\/blog: [^\n]*ENOENT[^\n]*\n$/)]);
  });

  test('reports a folder that is a symlink', () => {
    const folder = temporaryFolder();
    symlinkSync('/nowhere', join(folder, 'content'));
    const { status, stderr } = run(['init', '.', '--yes', '--package', fakePackage()], { cwd: folder });
    expect([status, stderr]).toEqual([1, 'titleblock: content in it is a symlink, and nothing is written through symlinks\n']);
    expect(readdirSync(folder)).toEqual(['content']);
  });
});
