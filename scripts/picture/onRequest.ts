// Pictures in `dev`. A page names the variants that a browser may request, planned from the picture's header alone; a variant is
// made when the browser requests it. A build instead encodes all candidates and chooses by their sizes, which takes too long
// here.

import { encodingFor, formatOfExtension } from '../base/pictureFormats/table.js';
import { webp } from '../base/pictureFormats/webp.js';
import type { Picture, Variant } from '../types.js';
import type { Run } from '../work/task.js';
import { bytesOfClean } from './clean.js';
import { drawingNotices, type PictureInput, type PictureResult, pictureKey, variantUrl } from './picture.js';
import { candidatesOf, coverSize } from './plan.js';
import { failureOf } from './probe.js';
import { ANIMATE, CLEAN, DRAWING, ENCODE, PROBE, RASTER } from './tasks.js';

/** Plans the variants of a picture from its header, without decoding it. Their `bytes` are 0 and their keys empty. */
export async function plannedPicture(input: PictureInput, run: Run): Promise<PictureResult> {
  const { path, file, named, shown, settings } = input;
  const probed = await run(PROBE, { file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'refused') return { failure: probed };
  const content = pictureKey(input);
  const variant = (width: number, format: string): Variant => {
    return { url: variantUrl(named, content, width, format), format, width, bytes: 0, key: '' };
  };
  const planned = (
    picture: Pick<Picture, 'width' | 'height' | 'sources' | 'fallback' | 'pixels'>,
    removed: readonly string[] = [],
  ): PictureResult => ({
    picture: { path, bytes: input.size, placeholder: '', ...picture },
    format: probed.kind === 'svg' ? 'svg' : probed.format,
    notices: drawingNotices(removed),
    rejected: [],
  });
  if (probed.kind === 'svg') {
    try {
      const { width, height, removed } = await run(DRAWING, file);
      const pixels = input.isCover && { pixels: variant(coverSize({ width, height }).width, 'png') };
      return planned({ width, height, sources: [], fallback: variant(width, 'svg'), ...pixels }, removed);
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
  const { width, height } = probed;
  const wanted = candidatesOf(probed, shown, settings.widths);
  const most = Math.max(1, Math.floor((webp.encoder.maxSide * width) / height));
  const widths = [...new Set(wanted.widths.map((each) => Math.min(each, most)))];
  const variants = widths.map((each) => variant(each, webp.extensions[0]));
  const fallback = variants[widths.indexOf(Math.min(wanted.fallback, most))] as Variant;
  return planned({ width, height, sources: variants.length > 1 ? [{ mime: webp.mediaType, variants }] : [], fallback });
}

/** A variant to make. */
export interface VariantRequest extends Pick<PictureInput, 'file' | 'hash' | 'settings'> {
  /** Width in pixels. */
  readonly width: number;
  /** File extension of the variant. */
  readonly format: string;
}

/**
 * Makes a variant that a browser requested.
 * @throws if the picture cannot be read
 */
export async function makeVariant({ file, hash, settings, width, format }: VariantRequest, run: Run): Promise<Uint8Array> {
  const { maxMegapixels, quality } = settings;
  const probed = await run(PROBE, { file, maxMegapixels });
  if (probed.kind === 'refused') throw new Error(probed.reason);
  if (probed.kind === 'svg') {
    const drawing = await run(DRAWING, file);
    return format === 'png' ? run(RASTER, { file, ...coverSize(drawing) }) : Buffer.from(drawing.svg);
  }
  const target = formatOfExtension(format);
  const encoding = target && encodingFor(target, true);
  if (encoding === undefined) return bytesOfClean(await run(CLEAN, { file, maxMegapixels, isTrusted: false }));
  if (probed.frames > 1) return run(ANIMATE, { file, width, quality: quality.webp });
  if (target === 'webp' && probed.format === target && probed.plain && probed.width === width)
    return bytesOfClean(await run(CLEAN, { file, maxMegapixels, isTrusted: false }));
  const pixels = { file, hash, from: Math.min(probed.width, width * 2), wide: probed.wide };
  return run(ENCODE, { pixels, width, encoding, quality });
}
