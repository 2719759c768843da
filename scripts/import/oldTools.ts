// The tools whose blogs can be imported, one line each. The first that recognises a folder is taken.

import type { OldTool } from './oldTool.js';
import { hakyll } from './tools/hakyll/hakyll.js';
import { hexo } from './tools/hexo/hexo.js';
import { obsidian } from './tools/obsidian/obsidian.js';
import { pandoc } from './tools/pandoc/pandoc.js';
import { vitepress, vuepress } from './tools/vuepress/vuepress.js';

export const OLD_TOOLS: readonly OldTool[] = [hexo, vuepress, vitepress, hakyll, obsidian, pandoc];
