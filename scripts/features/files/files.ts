// Outputs that are copied rather than generated: files of content/, files of templates/ that are not templates, and the variants
// of pictures. Copied pictures lose their metadata.

import { assetUrl } from '../../assemble/addresses.js';
import type { Asset } from '../../assemble/assets.js';
import { output } from '../../assemble/kind.js';
import { publishedFiles } from '../../assemble/publishedFiles.js';
import type { Site } from '../../assemble/site.js';
import type { HashedUrls } from '../../assemble/siteAddress.js';
import { templateFile } from '../../base/inputFolders.js';
import { fileUrl } from '../../base/siteLookup.js';
import { variantsOf } from '../../base/variants.js';
import type { Picture, Variant } from '../../types.js';

/** The version of the cleaning that removes metadata from a file; empty if nothing is removed. */
const cleaning = {
  meaning: 'how pictures lose their metadata',
  hash: ({ facts }: Site, path: string) => facts.cleaningOf(path),
};

/** Copies of files; the data is the file's path from the site's folder. */
export const files = output<string, Site>({
  name: 'file',
  holdsNoText: true,
  *addresses({ outline, facts }) {
    for (const path of publishedFiles(outline, { ...facts, favicon: facts.frame.favicon }))
      if (!facts.isRefused(path)) yield { url: fileUrl(path), data: path, from: path };
  },
  parts: {
    file: { meaning: 'the file', hash: ({ facts }, path) => facts.hashOfFile(path) },
    cleaning,
  },
  content: (_site, path, supply) => supply.published(path),
});

/** Assets of the theme. */
export const assets = output<Asset, Site>({
  name: 'asset',
  holdsNoText: true,
  hashed: ({ facts }) =>
    facts
      .assets()
      .map(assetUrl)
      .filter((url) => /^\/assets\/[^/]+$/.test(url))
      .map((start) => ({ start, rest: '' })),
  *addresses({ facts }) {
    for (const asset of facts.assets())
      if (!facts.isRefused(asset.from)) yield { url: assetUrl(asset), data: asset, from: templateFile(asset.path) };
  },
  parts: {
    file: { meaning: 'the file, or a picture in it', hash: (_site, { hash }) => hash },
    cleaning: { ...cleaning, hash: (site, { from }) => cleaning.hash(site, from) },
  },
  content: (_site, { text, from }, supply) => (text === undefined ? supply.published(from) : Buffer.from(text)),
});

/** Variants of pictures: each format and width. */
export const pictures = output<Variant, Site>({
  name: 'picture',
  holdsNoText: true,
  hashed: (site) => {
    const others = [...site.outline.pageAddresses, ...files.addresses(site)];
    return hashedPictures(
      site.facts.shown(),
      others.some(({ url }) => url.startsWith('/images/')),
    );
  },
  *addresses({ facts }) {
    const seen = new Set<string>();
    for (const picture of facts.shown()) {
      for (const variant of variantsOf(picture)) {
        // Two files with the same bytes have the same variants.
        if (seen.has(variant.url)) continue;
        seen.add(variant.url);
        yield { url: variant.url, data: variant };
      }
    }
  },
  parts: { picture: { meaning: 'the picture', hash: (_site, { key }) => key } },
  content: (_site, { key }, supply) => supply.kept(key),
});

/**
 * Returns the addresses of all variants: one pattern, or one for each picture if other files are published in `/images/`.
 * @param isShared true if `/images/` also has files whose names do not change with their content
 */
function hashedPictures(pictures: readonly Picture[], isShared: boolean): HashedUrls[] {
  if (pictures.length === 0) return [];
  if (!isShared) return [{ start: '/images/', rest: '*' }];
  const starts = new Set(pictures.map(({ fallback: { url } }) => url.replace(/-\d+\.\w+$/, '-')));
  return [...starts].sort().map((start) => ({ start, rest: '*' }));
}
