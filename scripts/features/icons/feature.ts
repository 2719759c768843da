// Icons made from `images/icon`, and the web manifest that lists them.

import { href } from '../../assemble/urls.js';
import type { EngineFeature } from '../../engine/artifact.js';
import { iconUrl, MANIFEST_URL } from './addresses.js';
import { Icons } from './artifact.js';
import { ICON } from './draw.js';
import { icons as files, manifest } from './icons.js';
import { TOUCH_ICON } from './manifest.js';
import { iconSource } from './source.js';

export const icons: EngineFeature = {
  name: 'icons',
  outputs: [files, manifest],
  tasks: [ICON],
  usedFiles: ({ index }) => [iconSource(index.files) ?? []].flat(),
  artifact: ({ inputs, batches, store }) => new Icons({ inputs, run: batches.one, store }),
  common: {
    docs: {
      manifest: { meaning: 'address of the web manifest; empty without `images/icon`' },
      touchicon: { meaning: 'address of the home-screen icon; empty without `images/icon`' },
    },
    values: ({ config, made }) => {
      const link = (url: string) => (made.icons ? href(config.url, url) : '');
      return { manifest: link(MANIFEST_URL), touchicon: link(iconUrl(TOUCH_ICON)) };
    },
  },
};
