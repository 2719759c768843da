// The icons that are made of images/icon, and the web manifest that names them.

import { iconUrl, MANIFEST_URL } from '../../assemble/addresses.js';
import { manifestText } from '../../assemble/icons.js';
import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { hashOf } from '../../base/hash.js';

export const icons = output<string, Site>({
  name: 'icon',
  holdsNoText: true,
  *addresses({ facts }) {
    for (const { size, key } of facts.icons) yield { url: iconUrl(size), data: key, yields: true };
  },
  parts: { picture: { meaning: 'the picture', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});

export const manifest = output<null, Site>({
  name: 'manifest',
  *addresses({ facts }) {
    if (facts.icons.length > 0) yield { url: MANIFEST_URL, data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: ({ outline }) => hashOf(manifestText(outline.config)) } },
  content: ({ outline }) => Buffer.from(manifestText(outline.config)),
});
