// Markup for data that titleblock keeps in front matter: properties, tags, the table of contents.

import type { Construct } from '../mark.js';
import { afterLead, lacks, line } from './pattern.js';

/** Fields of Notion databases that other texts would not begin with. */
const NOTION_FIELD =
  /^(?:created(?: time| by)?|last edited(?: time| by)?|tags?|status|date|due(?: date)?|type|category|author|owner|assign(?:ee)?|priority|url|标签|状态|日期|类型|分类|作者|创建时间|创建者|优先级|负责人)$/i;

/** Properties that Notion exports with a page: lines below the title. */
export const notionFields: Construct = {
  hints: [': '],
  pattern: /^\uFEFF?\s*(?:#[ \t][^\n]*\n[ \t]*\n)?((?:[^\s:#>|`*-][^\n:]{0,40}:[ \t]+\S[^\n]*(?:\n|$))+)(?=[ \t]*(?:\n|$))/gu,
  read: ({ index, 0: whole, 1: written = '' }) => {
    const fields = written.trimEnd().split('\n');
    const names = fields.map((field) => field.slice(0, field.indexOf(':')).trim());
    if (fields.length < 2 && !whole.includes('# ')) return undefined;
    const known = names.findIndex((name) => NOTION_FIELD.test(name));
    if (known < 0) return undefined;
    const start = index + whole.length - written.length;
    const [name, value] = [names[known], fields[known]?.replace(/^[^:]*:\s*/, '')];
    return {
      start,
      end: start + written.trimEnd().length,
      name: 'a list of Notion’s properties',
      instead: /^(?:tags?|标签)$/i.test(name ?? '')
        ? `write them as front matter, such as \`tags: [${value}]\``
        : 'write those that you need as front matter: `date: 2022-03-01`, `tags: [a, b]`',
      delimiters: [],
    };
  },
};

/** Words after `#` that are not tags: directives of the C preprocessor, and colours. */
const NO_TAG = /^(?:include|define|if|ifdef|ifndef|endif|else|elif|pragma|undef|error|import|region|endregion|[0-9a-f]{3,8})$/i;

export const tag: Construct = {
  hints: ['#'],
  pattern: /#(?<=(?:^[ \t>]*|[\s\u3000])#)(\p{L}[\p{L}\p{N}_/-]*)(?=[\s，。！？；、）)]|$)/gmu,
  // Tags of Obsidian stay in the text, as its readers see them.
  when: lacks('obsidian'),
  read: ({ index, 1: name = '' }, { written, isPandoc }) => {
    if (NO_TAG.test(name)) return undefined;
    const start = written.lastIndexOf('\n', index - 1) + 1;
    const isFirst = /^[ \t>]*$/.test(written.slice(start, index));
    // Pandoc's reader already reports a heading without a space.
    if (isFirst && isPandoc) return undefined;
    const heading = isFirst ? `; a heading has a space after its sign: \`# ${name}\`` : '';
    return { name: 'a tag in the text', instead: `write it in front matter: \`tags: [${name}]\`${heading}` };
  },
};

export const contents: Construct = {
  hints: ['toc', 'TOC'],
  pattern: line(
    '(?:@?\\[(?:toc|_toc_)\\](?:\\([^)\\n]*\\))?|\\[\\[_?toc_?\\]\\]|\\$\\{toc\\}|\\{\\{[<%]?[ \\t]*toc[ \\t]*[>%]?\\}\\})[ \\t]*$',
  ),
  read: (match) => ({ ...afterLead(match), name: 'a table of contents', instead: 'set `toc: true` in front matter' }),
};
