// sharp: what a picture is, and a variant of it.

import { load, packageVersion } from '../program.js';
import type { Encoding, Probe } from './plan.js';

type Sharp = typeof import('sharp').default;

/** Loaded for the first picture that has to be made: it takes a third of a second. */
let loaded: Sharp | undefined;

function sharp(): Sharp {
  loaded ??= load('sharp') as Sharp;
  return loaded;
}

/**
 * Everything besides the file that a variant's bytes depend on, known without loading sharp: each version of sharp has its
 * version of libvips. Change `settings` when an option below changes.
 */
export function encoderVersion(): string {
  version ??= JSON.stringify({ settings: 1, sharp: packageVersion('sharp') });
  return version;
}

let version: string | undefined;

/**
 * Qualities that look alike. AVIF effort 2: on screenshots and photographs effort 4 takes eight to ten times as long for
 * files 5 to 15 % smaller.
 */
const OPTIONS = {
  avif: { quality: 46, effort: 2 },
  webp: { quality: 80, effort: 4 },
  jpeg: { quality: 80, mozjpeg: true },
  png: { compressionLevel: 9, effort: 8 },
} as const;

/** @throws where sharp cannot read the file */
export async function probe(file: string): Promise<Probe> {
  const { format, width, height, pages = 1, hasAlpha, autoOrient } = await sharp()(file, { failOn: 'error' }).metadata();
  const upright = autoOrient ?? { width, height };
  return { format, width: upright.width, height: upright.height, animated: pages > 1 && format !== 'pdf', alpha: hasAlpha };
}

/** A variant to be made. */
export interface EncodeInput {
  /** The picture, an absolute path. */
  readonly file: string;
  readonly format: Encoding['format'];
  /** In pixels; never enlarged. */
  readonly width: number;
  readonly animated: boolean;
}

/**
 * Makes one variant: upright, in sRGB, without metadata.
 * @throws where the file cannot be decoded
 */
export async function encode({ file, format, width, animated }: EncodeInput): Promise<Uint8Array> {
  const image = sharp()(file, { failOn: 'error', animated }).autoOrient();
  if (!animated) image.resize({ width, withoutEnlargement: true });
  return image.toFormat(format, OPTIONS[format]).toBuffer();
}
