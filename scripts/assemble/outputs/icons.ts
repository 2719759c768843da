// The icons that are made of images/icon, and the web manifest that names them.

import { hashOf } from '../../base/hash.js';
import { iconUrl, MANIFEST_URL } from '../addresses.js';
import { manifestText } from '../icons.js';
import { output } from '../kinds/kind.js';
import type { Site } from '../site.js';

export const icons = output<string, Site>({
  name: 'icon',
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
