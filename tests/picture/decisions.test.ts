// Which variants of a picture are made and chosen, and what is reported, depending on the sizes of encoded files. The encoder is
// a fake that only returns sizes.

import { describe, expect, test } from 'vitest';
import { makeVariant, plannedPicture } from '../../scripts/picture/onRequest.js';
import { makePicture, type PictureInput, suffixNotices, variantUrl } from '../../scripts/picture/picture.js';
import type { PictureSettings, Probe, Study } from '../../scripts/picture/plan.js';
import type { AnyTask, Run } from '../../scripts/work/task.js';

const SETTINGS: PictureSettings = {
  widths: [456, 684, 1026, 1368, 2052],
  formats: ['avif', 'webp'],
  quality: { avif: 50, webp: 75, jpeg: 80 },
  maxMegapixels: 100,
};

/** Results of the fake encoder. */
interface Answers {
  readonly probe?: Partial<Probe> | { readonly kind: 'svg' } | { readonly kind: 'refused'; readonly reason: string };
  readonly study?: Partial<Study>;
  /** Returns the bytes of a file by encoding and width; also for `animate` and `clean`. */
  readonly size?: (encoding: string, width: number) => number;
  /** Why removing metadata required encoding again. */
  readonly why?: string;
  readonly drawing?: {
    readonly svg: string;
    readonly width: number;
    readonly height: number;
    readonly removed: readonly string[];
  };
}

/** Sizes typical of photographs: WebP has two thirds of the JPEG's, AVIF half. */
const usualSize = (encoding: string, width: number) =>
  Math.round(width * (encoding.startsWith('avif') ? 50 : encoding.startsWith('webp') ? 67 : 100));

/** A fake worker with these results, and the tasks that it got. */
function worker({ probe = {}, study = {}, size = usualSize, why, drawing }: Answers) {
  const asked: string[] = [];
  const inputs: unknown[] = [];
  const width = 'width' in probe ? (probe.width as number) : 1400;
  const answers: { readonly [name: string]: (input: never) => unknown } = {
    probe: () =>
      'kind' in probe
        ? probe
        : { kind: 'pixels', format: 'jpeg', width: 1400, height: 700, frames: 1, wide: false, plain: true, ...probe },
    study: () => ({ hasAlpha: false, drawing: false, placeholder: 'data:tiny', ...study }),
    encode: ({ encoding, width: at }: { encoding: string; width: number }) => {
      asked.push(`${encoding} ${at}`);
      return new Uint8Array(size(encoding, at));
    },
    animate: ({ width: at }: { width: number }) => {
      asked.push(`animate ${at}`);
      return new Uint8Array(size('animate', at));
    },
    clean: () => {
      asked.push('clean');
      return { kind: 'clean', bytes: new Uint8Array(size('clean', width)), ...(why && { encoded: true, why }) };
    },
    drawing: () => {
      if (!drawing) throw new Error('it contains no <svg>');
      return drawing;
    },
  };
  const run = (async ({ name }: AnyTask, input: never) => {
    inputs.push([name, input]);
    return (answers[name] as (input: never) => unknown)(input);
  }) as Run;
  return { run, asked, inputs };
}

const inputOf = (changes: Partial<PictureInput> = {}): PictureInput => ({
  path: 'images/a.jpg',
  file: '/site/images/a.jpg',
  size: 200_000,
  hash: 'hash',
  shown: 684,
  named: 'images/a.jpg',
  settings: SETTINGS,
  ...changes,
});

/** Makes a picture and summarises the result. */
async function decided(answers: Answers, changes: Partial<PictureInput> = {}) {
  const { run, asked, inputs } = worker(answers);
  const files = new Map<string, number>();
  const made = await makePicture(inputOf(changes), run, async (key, make) => {
    const bytes = await make();
    files.set(key, bytes.length);
    return bytes;
  });
  if ('failure' in made) return { failure: made.failure, asked, inputs };
  const { picture, notices, format, rejected } = made;
  const short = ({ format: of, width, bytes }: { format: string; width: number; bytes: number }) => `${of} ${width}: ${bytes}`;
  return {
    fallback: short(picture.fallback),
    sources: picture.sources.map(({ mime, variants }) => [mime, ...variants.map(short)]),
    notices: notices.map(({ rule, reason }) => `${rule}: ${reason}`),
    size: `${picture.width}×${picture.height}`,
    placeholder: picture.placeholder,
    rejected: rejected.map((key) => files.get(key) as number).sort((a, b) => a - b),
    format,
    asked,
    inputs,
    url: picture.fallback.url,
  };
}

describe('a photograph', () => {
  test('is offered as AVIF and WebP in several widths, and as a JPEG in one', async () => {
    expect(
      await decided({ size: (encoding, width) => (encoding === 'clean' ? 999_999 : usualSize(encoding, width)) }),
    ).toMatchObject({
      fallback: 'jpg 1026: 102600',
      sources: [
        ['image/avif', 'avif 684: 34200', 'avif 1026: 51300', 'avif 1400: 70000'],
        ['image/webp', 'webp 684: 45828', 'webp 1026: 68742', 'webp 1400: 93800'],
      ],
      notices: [],
      size: '1400×700',
      placeholder: 'data:tiny',
      rejected: [],
      format: 'jpeg',
    });
  });

  test('is encoded with half the colour resolution, unless it is transparent, a drawing, or a PNG', async () => {
    const encodings = async (answers: Answers) => new Set((await decided(answers)).asked.map((each) => each.split(' ')[0]));
    expect(await encodings({})).toContain('avif-photograph');
    expect(await encodings({ probe: { format: 'webp' } })).toContain('avif-photograph');
    for (const answers of [
      { probe: { format: 'png' } },
      { study: { drawing: true } },
      { study: { hasAlpha: true } },
    ] as Answers[]) {
      const made = await encodings(answers);
      expect([made.has('avif'), made.has('avif-photograph')]).toEqual([true, false]);
    }
  });

  test('is its own fallback if it is no larger, upright, and in sRGB or Display P3', async () => {
    const small = { probe: { width: 684, height: 400 }, size: (_encoding: string, width: number) => width };
    expect(await decided(small)).toMatchObject({
      fallback: 'jpg 684: 684',
      asked: expect.arrayContaining(['jpeg 684', 'clean']),
    });
    const bytesOf = async (own: number, probe: Partial<Probe> = {}) =>
      (await decided({ probe: { ...small.probe, ...probe }, size: (encoding) => (encoding === 'clean' ? own : 1000) })).fallback;
    expect(await bytesOf(999)).toBe('jpg 684: 999');
    expect(await bytesOf(1000)).toBe('jpg 684: 1000');
    expect(await bytesOf(1001)).toBe('jpg 684: 1000');
    expect(await bytesOf(999, { plain: false })).toBe('jpg 684: 1000');
    expect(await bytesOf(999, { format: 'png' })).toBe('png 684: 999');
    // A fallback must not be WebP, because old browsers lack it.
    expect(await bytesOf(999, { format: 'webp' })).toBe('jpg 684: 1000');
    expect(await bytesOf(999, { width: 700 })).toBe('jpg 700: 999');
    expect(await bytesOf(999, { width: 1400 })).toBe('jpg 1026: 1000');
  });

  test.each([
    ['no file that is not smaller than what more browsers know', { avif: 67, webp: 67, jpeg: 100 }, ['image/webp']],
    ['only AVIF, if WebP is larger than JPEG', { avif: 50, webp: 100, jpeg: 100 }, ['image/avif']],
    ['nothing, if both are', { avif: 101, webp: 100, jpeg: 100 }, []],
  ] as const)('is offered as %s', async (_what, sizes, mimes) => {
    const size = (encoding: string, width: number) => width * (sizes[(encoding.split('-')[0] ?? '') as 'avif'] ?? 200);
    const { sources } = await decided({ size });
    expect(sources?.map(([mime]) => mime)).toEqual(mimes);
  });

  test('is not offered in a width that saves less than a tenth', async () => {
    const bytes: { readonly [width: number]: number } = { 1400: 10_000, 1026: 9000, 684: 8000 };
    const { sources } = await decided({
      size: (encoding, width) => (encoding.startsWith('avif') ? (bytes[width] as number) : 50_000),
    });
    // 9000 is nine tenths: not enough.
    expect(sources).toEqual([['image/avif', 'avif 684: 8000', 'avif 1400: 10000']]);
  });

  test('is offered in the formats of the settings only', async () => {
    const formats = async (of: PictureSettings['formats']) =>
      (await decided({}, { settings: { ...SETTINGS, formats: of } })).sources?.map(([mime]) => mime);
    expect(await formats(['webp'])).toEqual(['image/webp']);
    expect(await formats(['avif'])).toEqual(['image/avif']);
    expect(await formats([])).toEqual([]);
  });

  test.each([
    // Limits of the formats: AVIF 16384, WebP 16383, JPEG 65500 pixels.
    [16_383, ['image/avif', 'image/webp'], 'jpg'],
    [16_384, ['image/avif'], 'jpg'],
    [16_385, [], 'jpg'],
    [65_500, [], 'jpg'],
    [65_501, [], 'png'],
  ])('of %i pixels in height is offered as %j, and as %s', async (height, mimes, fallback) => {
    const made = await decided({
      probe: { width: 684, height },
      size: (encoding, width) => usualSize(encoding, width) + (encoding === 'clean' ? 9e6 : 0),
    });
    expect(made.sources?.map(([mime]) => mime)).toEqual(mimes);
    expect(made.fallback?.split(' ')[0]).toBe(fallback);
  });

  test('of more than eight megapixels is decoded no wider than it is shown', async () => {
    const decodedAt = async (width: number, height: number) =>
      (await decided({ probe: { width, height } })).inputs.flatMap((each) => {
        const [name, input] = each as [string, { readonly from: number }];
        return name === 'study' ? input.from : [];
      });
    expect(await decodedAt(4000, 2000)).toEqual([4000]);
    expect(await decodedAt(4000, 2001)).toEqual([2052]);
  });

  test('with few bytes stays one file', async () => {
    const one = { fallback: 'jpg 1400: 140000', sources: [], placeholder: '', asked: ['clean'] };
    expect(await decided({}, { size: 9999 })).toMatchObject(one);
    expect((await decided({}, { size: 10_000 })).sources).toHaveLength(2);
    // Except TIFF, which browsers don't support.
    expect((await decided({ probe: { format: 'tiff' } }, { size: 9999 })).sources).toHaveLength(2);
    for (const format of ['png', 'webp', 'gif'] as const)
      expect(await decided({ probe: { format } }, { size: 9999 })).toMatchObject({ ...one, fallback: `${format} 1400: 140000` });
  });
});

describe('a drawing', () => {
  const drawing = { probe: { format: 'png', width: 684, height: 400 }, study: { drawing: true } } as const;

  test('gets a PNG, and near-lossless WebP if that is smaller than lossy', async () => {
    const sized = (lossless: number) =>
      decided({
        ...drawing,
        size: (encoding) => ({ png: 1000, 'webp-near-lossless': lossless, webp: 500, avif: 600 })[encoding] ?? 2000,
      });
    expect(await sized(499)).toMatchObject({
      fallback: 'png 684: 1000',
      sources: [['image/webp', 'webp 684: 499']],
      rejected: [500, 600, 2000],
    });
    expect(await sized(501)).toMatchObject({ sources: [['image/webp', 'webp 684: 500']] });
  });

  test('is tried near-lossless at other widths if that is competitive at one', async () => {
    const asked = async (lossless: number) =>
      (
        await decided({
          ...drawing,
          probe: { format: 'png', width: 1400, height: 400 },
          size: (encoding, width) => ({ png: 2 * width, 'webp-near-lossless': lossless * width, webp: width })[encoding] ?? 9e6,
        })
      ).asked.filter((each) => each.startsWith('webp-near-lossless'));
    expect(await asked(1.14)).toHaveLength(3);
    expect(await asked(1.16)).toEqual(['webp-near-lossless 1026']);
  });

  test('that is a JPEG has a JPEG fallback, unless it is transparent', async () => {
    expect((await decided({ study: { drawing: true } })).fallback).toMatch(/^jpg/);
    expect((await decided({ probe: { format: 'webp' }, study: { drawing: true } })).fallback).toMatch(/^png/);
    expect((await decided({ study: { hasAlpha: true } })).fallback).toMatch(/^png/);
  });

  test('in SVG is one file, and removed content is reported', async () => {
    const svg = { svg: '<svg/>', width: 300, height: 150, removed: ['a script', 'an external address'] };
    const made = await decided({ probe: { kind: 'svg' }, drawing: svg });
    expect(made).toMatchObject({
      fallback: 'svg 300: 6',
      sources: [],
      size: '300×150',
      format: 'svg',
      notices: ['picture/unsafe: contains unsafe content: a script, an external address'],
    });
    expect((await decided({ probe: { kind: 'svg' }, drawing: { ...svg, removed: [] } })).notices).toEqual([]);
    expect((await decided({ probe: { kind: 'svg' } })).failure).toEqual({ reason: 'it contains no <svg>' });
  });
});

describe('an animation', () => {
  const animation = (format: Probe['format'], width = 2000) => ({ format, width, height: 100, frames: 9 });
  const sizes = (webp: number, own: number) => (encoding: string) => (encoding === 'animate' ? webp : own);

  test.each([
    ['a GIF', animation('gif'), sizes(10, 20), 'webp 1368: 10', ['clean', 'animate 1368']],
    ['a GIF that is smaller as it is', animation('gif'), sizes(20, 20), 'gif 2000: 20', ['clean', 'animate 1368']],
    ['a GIF of few pixels', animation('gif', 600), sizes(10, 20), 'webp 600: 10', ['clean', 'animate 600']],
    ['a wide WebP', animation('webp'), sizes(10, 20), 'webp 1368: 10', ['clean', 'animate 1368']],
    ['a WebP that is not too wide', animation('webp', 1368), sizes(10, 20), 'webp 1368: 20', ['clean']],
    ['a PNG', animation('png'), sizes(10, 20), 'png 2000: 20', ['clean']],
  ])('that is %s is one file', async (_what, probe, size, fallback, asked) => {
    expect(await decided({ probe, size })).toMatchObject({ fallback, sources: [], asked, notices: [] });
  });

  test('with more than two megabytes is reported', async () => {
    const notices = async (bytes: number) => (await decided({ probe: animation('png'), size: () => bytes })).notices;
    expect(await notices(2_000_000)).toEqual([]);
    expect(await notices(2_000_001)).toEqual(['picture/heavy: is an animation of 2.0 MB']);
    expect(await notices(12_350_001)).toEqual(['picture/heavy: is an animation of 12.4 MB']);
  });

  test('has another key for another quality', async () => {
    const keyOf = async (webp: number) => {
      const keys: string[] = [];
      const { run } = worker({ probe: animation('gif'), size: sizes(10, 20) });
      await makePicture(
        inputOf({ settings: { ...SETTINGS, quality: { ...SETTINGS.quality, webp } } }),
        run,
        async (key, make) => {
          keys.push(key);
          return make();
        },
      );
      return keys;
    };
    const [first, second] = [await keyOf(75), await keyOf(76)];
    expect(new Set([...first, ...second]).size).toBe(4);
  });
});

test('a picture that cannot be read gives a failure', async () => {
  expect(await decided({ probe: { kind: 'refused', reason: 'it is empty' } })).toMatchObject({
    failure: { reason: 'it is empty' },
    asked: [],
  });
  const size = () => {
    throw new Error('Input file contains unsupported image format');
  };
  expect((await decided({ size })).failure).toEqual({ reason: 'it has unsupported image format' });
});

test('reports that the original had to be encoded again, if it is shown', async () => {
  const why = 'its structure cannot be followed';
  const told = [`picture/recoded: was decoded and encoded again to remove its metadata: ${why}`];
  expect((await decided({ why }, { size: 5000 })).notices).toEqual(told);
  // Not if only variants are shown.
  expect((await decided({ why })).notices).toEqual([]);
  const own = (bytes: number) =>
    decided({ why, probe: { width: 684, height: 400 }, size: (encoding) => (encoding === 'clean' ? bytes : 1000) });
  expect((await own(999)).notices).toEqual(told);
  expect((await own(1000)).notices).toEqual(told);
  expect((await own(1001)).notices).toEqual([]);
  expect((await decided({}, { size: 5000 })).notices).toEqual([]);
});

describe('the address of a variant', () => {
  test.each([
    ['images/a.jpg', 'a'],
    ['images/2020/05/deep.er.png', 'deep-er'],
    ['images/two words+more.png', 'two-words-more'],
    ['images/-x-.png', 'x'],
    ['images/cafe\u0301.png', 'caf\u00e9'],
    ['images/图.png', '图'],
    ['images/???.png', 'picture'],
  ])('of %s begins with its name: %s', (path, name) => {
    expect(variantUrl(path, 'AAAAAAAAAAAAAAAAAAAAAA', 684, 'webp')).toBe(`/images/${name}-00000000-684.webp`);
  });

  test('has the name of the first picture with the same bytes', async () => {
    expect((await decided({}, { path: 'images/b.jpg', named: 'images/a.jpg' })).url).toMatch(
      /^\/images\/a-[0-9a-f]{8}-1026\.jpg$/,
    );
  });
});

test('reports a wrong file extension with the right one', () => {
  expect(suffixNotices('images/a.png', 'jpeg').map(({ reason, note }) => `${reason}; ${note}`)).toEqual([
    'has the wrong file extension: it is a JPEG; rename it to end in .jpg',
  ]);
  expect(suffixNotices('images/a.jpeg', 'jpeg')).toEqual([]);
});

describe('in dev', () => {
  const announced = async (answers: Answers, changes: Partial<PictureInput> = {}) => {
    const { run, asked } = worker(answers);
    const made = await plannedPicture(inputOf(changes), run);
    expect(asked).toEqual([]);
    if ('failure' in made) return made.failure.reason;
    const { picture, format } = made;
    return {
      format,
      size: `${picture.width}×${picture.height}`,
      sources: picture.sources.map(({ mime, variants }) => [mime, ...variants.map(({ width }) => width)]),
      fallback: `${picture.fallback.width}.${picture.fallback.format}`,
      address: picture.fallback.url.replace(/-[0-9a-f]{8}-/, '-#-'),
    };
  };

  test.each([
    ['a photograph', { probe: {} }, [['image/webp', 684, 1026, 1400]], '1026.webp'],
    ['one of a single width', { probe: { width: 300, height: 200 } }, [], '300.webp'],
    ['an animation', { probe: { format: 'gif', frames: 2, width: 2000 } }, [], '1368.webp'],
    // The limit of WebP is 16383 pixels.
    ['a tall one', { probe: { width: 1000, height: 32_766 } }, [], '500.webp'],
    ['a very tall one', { probe: { width: 1, height: 99_999 } }, [], '1.webp'],
  ] as const)('%s is announced, and nothing is encoded', async (_what, answers, sources, fallback) => {
    expect(await announced(answers as Answers)).toMatchObject({ sources, fallback });
  });

  test('announces a drawing with its size, and returns the failure of an unreadable picture', async () => {
    const drawing = { svg: '<svg/>', width: 30, height: 20, removed: [] };
    expect(await announced({ probe: { kind: 'svg' }, drawing })).toEqual({
      format: 'svg',
      size: '30×20',
      sources: [],
      fallback: '30.svg',
      address: '/images/a-#-30.svg',
    });
    expect(await announced({ probe: { kind: 'svg' } })).toBe('it contains no <svg>');
    expect(await announced({ probe: { kind: 'refused', reason: 'it is empty' } })).toBe('it is empty');
    expect(await announced({ probe: { format: 'png' } })).toMatchObject({ format: 'png', size: '1400×700' });
  });

  test.each([
    ['webp', {}, ['webp 684']],
    ['avif', {}, ['avif-photograph 684']],
    ['jpg', {}, ['jpeg 684']],
    ['png', {}, ['png 684']],
    ['gif', {}, ['clean']],
    ['webp', { frames: 2 }, ['animate 684']],
    ['webp', { format: 'webp', width: 684 }, ['clean']],
    ['webp', { format: 'webp', width: 685 }, ['webp 684']],
    ['webp', { format: 'webp', width: 684, plain: false }, ['webp 684']],
    ['webp', { format: 'png', width: 684 }, ['webp 684']],
  ] as const)('makes a %s on request: %j', async (format, probe, asked) => {
    const done = worker({ probe });
    await makeVariant({ file: '/a', hash: 'hash', settings: SETTINGS, width: 684, format }, done.run);
    expect(done.asked).toEqual(asked);
  });

  test('decodes pixels at no more than twice the width', async () => {
    const from = async (width: number) => {
      const { run, inputs } = worker({ probe: { width } });
      await makeVariant({ file: '/a', hash: 'hash', settings: SETTINGS, width: 684, format: 'webp' }, run);
      return (inputs.at(-1) as [string, { pixels: { from: number } }])[1].pixels.from;
    };
    expect([await from(4000), await from(1000)]).toEqual([1368, 1000]);
  });

  test('cleans a drawing on request; an unreadable picture is an error', async () => {
    const asked = (answers: Answers) =>
      makeVariant({ file: '/a', hash: 'hash', settings: SETTINGS, width: 684, format: 'svg' }, worker(answers).run);
    const drawing = { svg: '<svg/>', width: 30, height: 20, removed: [] };
    expect(Buffer.from(await asked({ probe: { kind: 'svg' }, drawing })).toString()).toBe('<svg/>');
    await expect(asked({ probe: { kind: 'refused', reason: 'it is empty' } })).rejects.toThrow('it is empty');
  });
});
