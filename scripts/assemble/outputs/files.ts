// Files that are published as they are: those of content/, those of templates/ that are not templates, and files of pictures.

import { isActive, isTrustedDrawing } from '../../activeFiles.js';
import { fileUrl } from '../../siteLookup.js';
import type { Variant } from '../../types.js';
import { assetUrl } from '../addresses.js';
import type { Asset } from '../assets.js';
import { output, type Supply } from '../kinds/kind.js';
import type { Site } from '../site.js';

/** How a picture is published: without its metadata. */
const cleaning = {
  meaning: 'how pictures lose their metadata',
  hash: ({ facts, outline }: Site, path: string) => {
    if (!facts.isPicture(path)) return undefined;
    return isTrustedDrawing(path, outline.config.safe) ? facts.encoder : `${facts.encoder}-safe`;
  },
};

/** @param path an input */
function copyOf({ facts }: Site, path: string, supply: Supply) {
  return facts.isPicture(path) ? supply.cleaned(path) : { copyOf: path };
}

/** The data is the path of the file. */
export const files = output<string, Site>({
  name: 'file',
  *addresses({ outline, facts }) {
    const shown = new Set(facts.shown().map(({ path }) => path));
    const linked = facts.linked();
    const { safe } = outline.config;
    for (const path of outline.index.files) {
      if (safe && isActive(path)) continue;
      const url = fileUrl(path);
      // Of a picture that is shown, what is made of it is published; the file itself where something links to it.
      const isWanted = linked.has(path) || facts.frame.icon === url || (path.startsWith('content/') && !shown.has(path));
      if (isWanted) yield { url, data: path, from: path };
    }
  },
  parts: {
    file: { meaning: 'the file', hash: ({ facts }, path) => facts.hashOfFile(path) },
    cleaning,
  },
  content: copyOf,
});

export const assets = output<Asset, Site>({
  name: 'asset',
  *addresses({ facts }) {
    for (const asset of facts.assets) yield { url: assetUrl(asset), data: asset, from: `templates/${asset.path}` };
  },
  parts: {
    file: { meaning: 'the file, or a picture in it', hash: (_site, { hash }) => hash },
    cleaning: { ...cleaning, hash: (site, { from }) => cleaning.hash(site, from) },
  },
  content: (site, { text, from }, supply) => (text === undefined ? copyOf(site, from, supply) : Buffer.from(text)),
});

/** What is made of pictures. */
export const pictures = output<Variant, Site>({
  name: 'picture',
  *addresses({ facts }) {
    const made = new Set<string>();
    for (const { sources, fallback } of facts.shown()) {
      for (const variant of [...sources.flatMap(({ variants }) => variants), fallback]) {
        // The same picture may are in two folders.
        if (made.has(variant.url)) continue;
        made.add(variant.url);
        yield { url: variant.url, data: variant };
      }
    }
  },
  parts: { picture: { meaning: 'the picture', hash: (_site, { key }) => key } },
  content: (_site, { key }, supply) => supply.kept(key),
});
