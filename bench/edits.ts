// The edits of a site before each case of `npm run bench -- generators`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT } from '../scripts/base/program.js';
import type { CaseName } from './cases.js';
import { type Flavour, POST_TEMPLATES } from './frames.js';
import { type Post, writePost } from './site.js';

/** A site to build, with its edited post. */
export interface Site {
  readonly root: string;
  readonly flavour: Flavour;
  /** The edited post in its present state. */
  post: Post;
}

/** The edits by case. Texts contain `round`, so that each edit changes something. */
export const EDITS: { readonly [name in CaseName]: (site: Site, round: number) => void } = {
  'from scratch': () => {},
  'nothing changed': () => {},
  'a text edited': (site, round) => {
    site.post = { ...site.post, body: `${site.post.body}\n\n又一段 ${round}，说的是别的。` };
    writePost(site.flavour, site.root, site.post);
  },
  'a title edited': (site, round) => {
    site.post = { ...site.post, title: `新的标题 ${round}` };
    writePost(site.flavour, site.root, site.post);
  },
  'a template edited': ({ root, flavour }, round) => {
    const own = join(root, POST_TEMPLATES[flavour]);
    const file = existsSync(own) ? own : join(PROJECT, POST_TEMPLATES[flavour]);
    mkdirSync(dirname(own), { recursive: true });
    writeFileSync(own, readFileSync(file, 'utf8').replace(/<article[^>]*>/, `<article class="round-${round}">`));
  },
  'a new post': ({ root, flavour, post }, round) => {
    // Newer than all others but not in the future, because Hugo leaves out future posts.
    const date = `2025-06-${String(round + 1).padStart(2, '0')}`;
    writePost(flavour, root, { ...post, name: `${date}-new`, date, title: `新的文章 ${round}` });
  },
};
