// Making many pictures: which are made and which reused, what is stored, what is reported. No pixels are decoded: the worker is a
// fake with given results.

import { describe, expect, test } from 'vitest';
import { TaskError } from '../../scripts/base/errors.js';
import { openStore } from '../../scripts/cache/store.js';
import type { CleanResult } from '../../scripts/picture/clean.js';
import { type CleanedFile, type CleanOptions, cleanFiles, cleaningProblems } from '../../scripts/picture/cleanFiles.js';
import {
  type CachedPicture,
  failureProblem,
  makePictures,
  type PictureOptions,
  type Progress,
  pictureProblems,
  usedKeys,
} from '../../scripts/picture/makePictures.js';
import type { Failure, PictureResult } from '../../scripts/picture/picture.js';
import type { AnyTask, Run } from '../../scripts/work/task.js';

const SETTINGS = {
  widths: [456, 684],
  formats: ['webp'],
  quality: { avif: 50, webp: 75, jpeg: 80 },
  maxMegapixels: 100,
} as const;

/** Results of the worker for a picture without variants. */
const ANSWERS: { readonly [task: string]: unknown } = {
  probe: { kind: 'pixels', format: 'png', width: 20, height: 10, frames: 1, wide: false, plain: true },
  study: { hasAlpha: false, drawing: true, placeholder: '' },
  clean: { kind: 'clean', bytes: new Uint8Array(5) },
};

/** Pictures by path; a text stands for their bytes. */
type Files = { readonly [path: string]: string };

/** Returns a function that builds a site with some pictures, always with the same store. */
function site(answers: { readonly [task: string]: unknown } = ANSWERS) {
  const store = openStore(undefined, 0);
  let known: ReadonlyMap<string, CachedPicture> = new Map();
  const build = async (files: Files, options: Partial<PictureOptions> = {}) => {
    const asked: string[] = [];
    const progress: Progress[] = [];
    const run = (async ({ name }: AnyTask, input: { readonly file?: string } | string) => {
      asked.push(`${name} ${typeof input === 'string' ? input : (input.file ?? '')}`.trim());
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return answer;
    }) as Run;
    const { made, encoded } = await makePictures(new Map(Object.keys(files).map((path) => [path, { shown: 684 }])), {
      settings: SETTINGS,
      store,
      run,
      fileOf: (path) => path,
      hashOfFile: (path) => {
        if (files[path] === 'unreadable') throw new Error('EIO: i/o error');
        return files[path] as string;
      },
      sizeOf: (path) => (files[path] as string).length,
      isUnchanged: () => true,
      lastResult: (path) => known.get(path),
      atOnce: 1,
      progress: (each) => progress.push(each),
      ...options,
    });
    known = made;
    return { made, encoded, asked, progress };
  };
  const forget = () => {
    known = new Map();
  };
  return { store, build, forget };
}

const reasonOf = (made: CachedPicture | undefined) => (made && 'failure' in made.result ? made.result.failure.reason : undefined);

describe('pictures', () => {
  test('are made once, smallest first, and returned in the order of their names', async () => {
    const { build } = site();
    const { made, encoded, asked, progress } = await build({ 'c.png': 'xxx', 'a.png': 'xxxxx', 'b.png': 'xx' });
    expect([...made.keys()]).toEqual(['a.png', 'b.png', 'c.png']);
    expect(asked.filter((each) => each.startsWith('probe'))).toEqual(['probe b.png', 'probe c.png', 'probe a.png']);
    expect(encoded).toBe(3);
    expect(progress).toEqual([
      { done: 1, all: 3, share: 0.2 },
      { done: 2, all: 3, share: 0.5 },
      { done: 3, all: 3, share: 1 },
    ]);
  });

  test('are not opened by the next build, with its record or only with the store', async () => {
    const { build, forget } = site();
    const files = { 'a.png': 'one', 'b.png': 'two' };
    const first = await build(files);
    for (const isForgotten of [false, true]) {
      if (isForgotten) forget();
      const next = await build(files);
      expect([next.made, next.encoded, next.asked]).toEqual([first.made, 0, []]);
    }
    expect((await build({ ...files, 'b.png': 'three' })).asked).toEqual(['probe b.png', 'study b.png', 'clean b.png']);
  });

  test('are made again if a file is missing in the store', async () => {
    const { build, store, forget } = site();
    await build({ 'a.png': 'one' });
    forget();
    expect((await build({ 'a.png': 'one' }, { store: { ...store, hasAll: async () => false } })).asked).toHaveLength(3);
  });

  test('with the same bytes share their variants, and each has its own path', async () => {
    const { build } = site();
    const { made, encoded, progress } = await build({ 'b.png': 'same', 'a.png': 'same', 'c.png': 'other' });
    const pictureOf = (path: string) => {
      const { result } = made.get(path) as CachedPicture;
      return 'picture' in result ? result.picture : undefined;
    };
    expect(['a.png', 'b.png', 'c.png'].map((path) => pictureOf(path)?.path)).toEqual(['a.png', 'b.png', 'c.png']);
    expect(pictureOf('b.png')?.fallback).toEqual(pictureOf('a.png')?.fallback);
    expect(pictureOf('c.png')?.fallback).not.toEqual(pictureOf('a.png')?.fallback);
    expect([encoded, progress.map(({ done }) => done)]).toEqual([2, [2, 3]]);
  });

  test('with no bytes count as done in the progress', async () => {
    expect((await site().build({ 'a.png': '' })).progress).toEqual([{ done: 1, all: 1, share: 1 }]);
  });

  test('that cannot be read don’t stop the others, and are tried again', async () => {
    const { build } = site();
    const { made } = await build({ 'a.png': 'unreadable', 'b.png': 'two' });
    expect([reasonOf(made.get('a.png')), made.get('a.png')?.key]).toEqual(['EIO: i/o error', '']);
    expect(reasonOf(made.get('b.png'))).toBeUndefined();
    expect(reasonOf((await build({ 'a.png': 'one', 'b.png': 'two' })).made.get('a.png'))).toBeUndefined();
  });

  test.each([
    ['a disk that fails', new Error("EIO: i/o error, open '/a.png'"), false],
    ['bytes that no one can decode', new Error('Input file is missing'), true],
  ])('that fail because of %s: the next build retries, or reuses the failure', async (_what, clean, isKnown) => {
    const { build, forget } = site({ ...ANSWERS, clean });
    const first = await build({ 'a.png': 'one' });
    expect(reasonOf(first.made.get('a.png'))).toBeTypeOf('string');
    expect(first.made.get('a.png')?.key === '').toBe(!isKnown);
    forget();
    expect((await build({ 'a.png': 'one' })).asked.length > 0).toBe(!isKnown);
  });

  test('that change while they are made restart the build, even if they change back', async () => {
    const { build, store } = site();
    let looks = 0;
    const kept: string[] = [];
    const options = { isUnchanged: () => looks++ > 0, store: { ...store, put: async (key: string) => void kept.push(key) } };
    await expect(build({ 'a.png': 'one' }, options)).rejects.toThrow('a.png changed while it was read');
    expect(kept).toEqual([]);
  });

  test('can be made by another machine in one task, and their files are stored', async () => {
    const { build, store, forget } = site();
    const result = { failure: { reason: 'it is empty' } };
    const whole = async () => ({ result, files: [['key', Buffer.from('bytes')]] as const });
    expect(await build({ 'a.png': 'one' }, { whole })).toMatchObject({ encoded: 1, asked: [] });
    expect(Buffer.from((await store.get('key')) ?? []).toString()).toBe('bytes');
    forget();
    expect(await build({ 'a.png': 'one' }, { whole: () => Promise.reject(new Error('asked again')) })).toMatchObject({
      encoded: 0,
    });
  });

  test('that no machine could make fail in this build only; a failing queue stops the build', async () => {
    const { build } = site();
    const { made } = await build({ 'a.png': 'one' }, { whole: () => Promise.reject(new TaskError('no worker could')) });
    expect(made.get('a.png')).toEqual({ key: '', result: { failure: { reason: 'no worker could', isTemporary: true } } });
    await expect(build({ 'a.png': 'one' }, { whole: () => Promise.reject(new Error('no queue')) })).rejects.toThrow('no queue');
    const temporary = { result: { failure: { reason: 'the disk is full', isTemporary: true as const } }, files: [] };
    expect((await build({ 'a.png': 'one' }, { whole: async () => temporary })).made.get('a.png')?.key).toBe('');
    await expect(build({ 'a.png': 'two' }, { whole: async () => temporary, isUnchanged: () => false })).rejects.toThrow(
      'changed while it was read',
    );
  });

  test('have keys in the store that are in use as long as the pictures are shown', async () => {
    const { build, store } = site();
    const known = (await build({ 'a.png': 'one' })).made.get('a.png') as CachedPicture;
    const keys = usedKeys(known);
    expect(keys).toHaveLength(2);
    expect(await store.hasAll(keys)).toBe(true);
    expect(
      usedKeys({ ...known, result: { ...(known.result as Extract<PictureResult, { picture: unknown }>), rejected: ['r'] } }),
    ).toEqual([...keys, 'r']);
    expect(usedKeys({ key: 'k', result: { failure: { reason: 'x' } } })).toEqual(['k']);
  });
});

describe('problems', () => {
  const place = { line: 3, column: 7 } as never;
  const told = (failure: Failure, unreadable: 'error' | 'warn' = 'error') => {
    const { file, ruleId, fatal, reason, note } = failureProblem(
      'posts/a.md',
      { path: 'images/a.png', place },
      failure,
      unreadable,
    );
    return { file, ruleId, fatal, reason, note };
  };

  test('of an unreadable or too large picture are errors or warnings', () => {
    expect(told({ reason: 'it is empty' })).toEqual({
      file: 'posts/a.md',
      ruleId: 'picture/unreadable',
      fatal: true,
      reason: 'the picture images/a.png cannot be read: it is empty',
      note: 'open it in a picture editor and save it again as JPEG or PNG',
    });
    expect(told({ reason: 'it is empty', remedy: 'copy it again' }, 'warn')).toMatchObject({
      fatal: false,
      note: 'copy it again',
    });
    expect(told({ reason: 'it has 900 megapixels', limit: true, remedy: 'x' })).toMatchObject({
      ruleId: 'picture/limit',
      reason: 'the picture images/a.png is too large: it has 900 megapixels',
      note: 'make it smaller, or raise `images: {maxMegapixels: …}` in content/site.yaml',
    });
  });

  test('are reported at each place that shows a picture: its wrong extension, and its notices', () => {
    const made = {
      format: 'jpeg',
      notices: [{ rule: 'picture/heavy', reason: 'is heavy', note: 'publish it as a video' }],
    } as unknown as PictureResult;
    const results: { readonly [path: string]: PictureResult } = {
      'a.png': made,
      'b.jpg': made,
      'bad.png': { failure: { reason: 'it is empty' } },
    };
    const uses = ['a.png', 'b.jpg', 'bad.png', 'unknown.png'].map((path) => ({ path, place }) as never);
    expect(
      pictureProblems('posts/a.md', uses, (path) => results[path], 'error').map(({ ruleId, reason }) => `${ruleId}: ${reason}`),
    ).toEqual([
      'picture/suffix: a.png has the wrong file extension: it is a JPEG',
      'picture/heavy: a.png is heavy',
      'picture/heavy: b.jpg is heavy',
      'picture/unreadable: the picture bad.png cannot be read: it is empty',
    ]);
  });
});

describe('copied files', () => {
  const cleaning = async (answer: CleanResult | Error, changes: Partial<CleanOptions> = {}) => {
    const kept: string[] = [];
    const asked: unknown[] = [];
    const cleaned = await cleanFiles(['a.png'], {
      maxMegapixels: 100,
      isTrusted: () => false,
      fileOf: (path) => `/site/${path}`,
      hashOfFile: () => 'hash',
      lastResult: () => undefined,
      run: (async (_task: AnyTask, input: unknown) => {
        asked.push(input);
        if (answer instanceof Error) throw answer;
        return answer;
      }) as Run,
      save: async (path) => void kept.push(path),
      ...changes,
    });
    return { file: cleaned.get('a.png') as CleanedFile, kept, asked };
  };
  const bytes = new Uint8Array(3);
  const ioError = Object.assign(new Error('EIO: i/o error'), { code: 'EIO', syscall: 'read', path: '/a.png' });

  test.each([
    ['no picture', { kind: 'copy' }, { key: expect.stringMatching(/./), kind: 'copy' }, []],
    ['a picture', { kind: 'clean', bytes }, { key: expect.stringMatching(/./), kind: 'clean' }, []],
    [
      'one that is encoded again',
      { kind: 'clean', bytes, encoded: true, why: 'odd' },
      { key: expect.stringMatching(/./), kind: 'clean', encoded: true, why: 'odd' },
      ['a.png'],
    ],
    [
      'one that cannot be cleaned',
      { kind: 'refused', reason: 'it is empty' },
      { key: expect.stringMatching(/./), kind: 'refused', failure: { reason: 'it is empty' } },
      [],
    ],
    [
      'one that cannot be read now',
      { kind: 'refused', reason: 'x', isTemporary: true },
      { key: '', kind: 'refused', failure: { reason: 'x', isTemporary: true } },
      [],
    ],
    [
      'a disk that fails',
      ioError,
      { key: '', kind: 'refused', failure: { reason: 'the disk cannot be read or written (EIO)', isTemporary: true } },
      [],
    ],
    [
      'a decoder that dies',
      new TaskError('the worker ended'),
      { key: '', kind: 'refused', failure: { reason: 'the worker ended', isTemporary: true } },
      [],
    ],
  ] as const)('%s', async (_what, answer, expected, kept) => {
    const made = await cleaning(answer as CleanResult | Error);
    expect(made.file).toEqual(expected);
    expect(made.kept).toEqual(kept);
    expect(made.asked).toEqual([{ file: '/site/a.png', maxMegapixels: 100, isTrusted: false }]);
  });

  test('a bug in the program is not reported as a problem of the picture', async () => {
    await expect(cleaning(new TypeError('x is not a function'))).rejects.toThrow('x is not a function');
  });

  test('reuses a result until the bytes or the settings change', async () => {
    const { file } = await cleaning({ kind: 'clean', bytes });
    const lastResult = () => file;
    expect((await cleaning(new Error('asked'), { lastResult })).file).toBe(file);
    for (const changes of [{ hashOfFile: () => 'other' }, { maxMegapixels: 50 }, { isTrusted: () => true }])
      expect((await cleaning({ kind: 'clean', bytes }, { lastResult, ...changes })).asked).toHaveLength(1);
  });

  test('leaves a missing file to the plan, which reports it', async () => {
    const hashOfFile = () => {
      throw new Error('ENOENT');
    };
    expect((await cleaning(new Error('asked'), { hashOfFile })).file).toEqual({ key: '', kind: 'copy' });
  });

  test('are reported if they had to be encoded again or could not be cleaned', () => {
    const cleaned = new Map<string, CleanedFile>([
      ['a.txt', { key: 'k', kind: 'copy' }],
      ['b.png', { key: 'k', kind: 'clean' }],
      ['c.png', { key: 'k', kind: 'clean', encoded: true, why: 'odd' }],
      ['d.png', { key: 'k', kind: 'refused', failure: { reason: 'it is empty' } }],
      ['e.png', { key: 'k', kind: 'refused', failure: { reason: 'it is empty' } }],
    ]);
    const problems = cleaningProblems(cleaned, (path) => path === 'e.png', 'error');
    expect(problems.map(({ file, ruleId, reason }) => `${file}: ${ruleId}: ${reason}`)).toEqual([
      'c.png: picture/recoded: c.png was decoded and encoded again to remove its metadata: odd',
      'd.png: picture/unreadable: the picture d.png cannot be read: it is empty',
    ]);
  });
});
