// Files that are published as they are, pictures without their metadata: those of content/, those of templates/ that are not templates, and files of pictures.

import { isActive } from '../../base/activeFiles.js';
import { isKeptFile } from '../../base/keptNames.js';
import { fileUrl } from '../../base/siteLookup.js';
import { variantsOf } from '../../base/variants.js';
import type { Variant } from '../../types.js';
import { assetUrl } from '../addresses.js';
import type { Asset } from '../assets.js';
import { output } from '../kinds/kind.js';
import type { Outline } from '../outline.js';
import type { Facts, Site } from '../site.js';

/** How a file is published: a picture without its metadata. */
const cleaning = {
  meaning: 'how pictures lose their metadata',
  hash: ({ facts }: Site, path: string) => facts.cleaningOf(path),
};

/** What decides which files are published. */
export interface Publishing extends Pick<Facts, 'linked' | 'shown'> {
  readonly icon: string | undefined;
}

/** The files of content/ and images/ that are published as they are, by their paths. */
export function* publishedFiles({ config, index }: Outline, { linked, shown, icon }: Publishing): Iterable<string> {
  const isShown = new Set(shown().map(({ path }) => path));
  const isLinked = linked();
  for (const path of index.files) {
    if (config.safe && isActive(path)) continue;
    // Of a picture that is shown, what is made of it is published; the file itself where something links to it.
    const isWanted =
      isLinked.has(path) ||
      icon === fileUrl(path) ||
      (path.startsWith('content/') && !isShown.has(path) && !isKeptFile(path.slice('content/'.length)));
    if (isWanted) yield path;
  }
}

/** The data is the path of the file. */
export const files = output<string, Site>({
  name: 'file',
  *addresses({ outline, facts }) {
    for (const path of publishedFiles(outline, { ...facts, icon: facts.frame.icon }))
      if (!facts.isRefused(path)) yield { url: fileUrl(path), data: path, from: path };
  },
  parts: {
    file: { meaning: 'the file', hash: ({ facts }, path) => facts.hashOfFile(path) },
    cleaning,
  },
  content: (_site, path, supply) => supply.published(path),
});

export const assets = output<Asset, Site>({
  name: 'asset',
  *addresses({ facts }) {
    for (const asset of facts.assets)
      if (!facts.isRefused(asset.from)) yield { url: assetUrl(asset), data: asset, from: `templates/${asset.path}` };
  },
  parts: {
    file: { meaning: 'the file, or a picture in it', hash: (_site, { hash }) => hash },
    cleaning: { ...cleaning, hash: (site, { from }) => cleaning.hash(site, from) },
  },
  content: (_site, { text, from }, supply) => (text === undefined ? supply.published(from) : Buffer.from(text)),
});

/** What is made of pictures. */
export const pictures = output<Variant, Site>({
  name: 'picture',
  *addresses({ facts }) {
    const made = new Set<string>();
    for (const picture of facts.shown()) {
      for (const variant of variantsOf(picture)) {
        // The same picture may be in two folders.
        if (made.has(variant.url)) continue;
        made.add(variant.url);
        yield { url: variant.url, data: variant };
      }
    }
  },
  parts: { picture: { meaning: 'the picture', hash: (_site, { key }) => key } },
  content: (_site, { key }, supply) => supply.kept(key),
});
