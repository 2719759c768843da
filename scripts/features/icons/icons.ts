// The files of icons and the web manifest, as outputs of a site.

import { output } from '../../assemble/kind.js';
import type { Facts, Site } from '../../assemble/site.js';
import { hashOf } from '../../base/hash.js';
import { iconUrl, MANIFEST_URL } from './addresses.js';
import { type Icon, manifestText } from './manifest.js';

/** Returns the icons that the artifact made. */
function iconsOf({ made }: Facts): readonly Icon[] {
  return (made.icons as readonly Icon[] | undefined) ?? [];
}

export const icons = output<string, Site>({
  name: 'icon',
  holdsNoText: true,
  *addresses({ facts }) {
    for (const { size, key } of iconsOf(facts)) yield { url: iconUrl(size), data: key, yields: true };
  },
  parts: { picture: { meaning: 'the picture', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});

export const manifest = output<null, Site>({
  name: 'manifest',
  *addresses({ facts }) {
    if (iconsOf(facts).length > 0) yield { url: MANIFEST_URL, data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: ({ outline }) => hashOf(manifestText(outline.config)) } },
  content: ({ outline }) => Buffer.from(manifestText(outline.config)),
});
