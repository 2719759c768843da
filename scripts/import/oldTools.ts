// The tools whose blogs can be imported, one line each. The first that recognises a folder is taken.

import type { OldTool } from './oldTool.js';
import { ghost } from './tools/ghost/ghost.js';
import { hakyll } from './tools/hakyll/hakyll.js';
import { hexo } from './tools/hexo/hexo.js';
import { hugo } from './tools/hugo/hugo.js';
import { jekyll } from './tools/jekyll/jekyll.js';
import { obsidian } from './tools/obsidian/obsidian.js';
import { pandoc } from './tools/pandoc/pandoc.js';
import { typecho } from './tools/typecho/typecho.js';
import { vitepress, vuepress } from './tools/vuepress/vuepress.js';
import { wordpress } from './tools/wordpress/wordpress.js';

export const OLD_TOOLS: readonly OldTool[] = [
  hexo,
  hugo,
  jekyll,
  vuepress,
  vitepress,
  hakyll,
  wordpress,
  ghost,
  typecho,
  obsidian,
  pandoc,
];
