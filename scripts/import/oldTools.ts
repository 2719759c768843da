// The tools whose blogs can be imported, one line each. The first that recognises a folder is taken.

import type { OldTool } from './oldTool.js';
import { hakyll } from './tools/hakyll/hakyll.js';
import { hexo } from './tools/hexo/hexo.js';
import { hugo } from './tools/hugo/hugo.js';
import { jekyll } from './tools/jekyll/jekyll.js';
import { obsidian } from './tools/obsidian/obsidian.js';
import { pandoc } from './tools/pandoc/pandoc.js';
import { vitepress, vuepress } from './tools/vuepress/vuepress.js';

export const OLD_TOOLS: readonly OldTool[] = [hexo, hugo, jekyll, vuepress, vitepress, hakyll, obsidian, pandoc];
