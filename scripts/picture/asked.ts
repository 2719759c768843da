// Pictures while a site is written: a page names the files that a browser may ask for, and a file is made when one does. What
// a published picture gets is decided by the bytes of all that is made of it, for which nobody waits here.

import type { Picture, Variant } from '../types.js';
import { animate, clean, cleanDrawing, encode, failureOf } from './encode.js';
import { type Made, type PictureInput, type PictureWork, pictureKey, suffixNotices, variantUrl } from './picture.js';
import { fallbackWidth, LONGEST, widthsOf } from './plan.js';

/** The files that may be asked for of a picture; its header is looked at, no pixel is. */
export async function announcePicture(input: PictureInput, work: Pick<PictureWork, 'probe' | 'drawing'>): Promise<Made> {
  const { path, file, named, shown, settings } = input;
  const probed = await work.probe({ file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'bad') return { failure: probed };
  const content = pictureKey(input);
  const variant = (width: number, format: string): Variant => {
    return { url: variantUrl(named, content, width, format), format, width, bytes: 0, key: '' };
  };
  const announced = (picture: Pick<Picture, 'width' | 'height' | 'sources' | 'fallback'>): Made => ({
    picture: { path, bytes: input.size, placeholder: '', ...picture },
    notices: suffixNotices(path, probed.kind === 'svg' ? 'svg' : probed.format),
    rejected: [],
  });
  if (probed.kind === 'svg') {
    try {
      const { width, height } = await work.drawing(file);
      return announced({ width, height, sources: [], fallback: variant(width, 'svg') });
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
  const { width, height } = probed;
  const wanted = probed.frames > 1 ? [Math.min(width, Math.round(shown * 2))] : widthsOf(width, shown, settings.widths);
  const most = Math.max(1, Math.floor((LONGEST.webp * width) / height));
  const widths = [...new Set(wanted.map((each) => Math.min(each, most)))];
  const variants = widths.map((each) => variant(each, 'webp'));
  const fallback = variants[widths.indexOf(fallbackWidth(widths))] as Variant;
  return announced({ width, height, sources: variants.length > 1 ? [{ mime: 'image/webp', variants }] : [], fallback });
}

/**
 * Makes a file that was asked for.
 * @param width in pixels, as it was announced
 * @throws where the picture cannot be read
 */
export async function makeAsked(
  { file, hash, settings }: Pick<PictureInput, 'file' | 'hash' | 'settings'>,
  width: number,
  probe: PictureWork['probe'],
): Promise<Uint8Array> {
  const probed = await probe({ file, maxMegapixels: settings.maxMegapixels });
  if (probed.kind === 'svg') return Buffer.from(cleanDrawing(file).svg);
  if (probed.kind === 'bad') throw new Error(probed.reason);
  if (probed.frames > 1) return animate({ file, width, quality: settings.quality.webp });
  if (probed.format === 'webp' && probed.plain && probed.width === width)
    return clean({ file, maxMegapixels: settings.maxMegapixels });
  const pixels = { file, hash, from: Math.min(probed.width, width * 2), wide: probed.wide };
  return encode({ pixels, width, encoding: 'webp', quality: settings.quality });
}
