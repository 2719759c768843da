// Lines and tags that other tools run or replace: snippets, macros, template tags, scripts.

import { targetsIn } from '../advice.js';
import type { Construct, Range } from '../mark.js';
import { afterLead, line } from './pattern.js';

export const snippet: Construct = {
  hints: ['--8<--', '<<<', '.. ', '#+', '::', '!> ', '?> '],
  pattern: line(
    '(?:-{1,2}8<-{1,2}[ \\t]+\\S.*|<<<[ \\t]+[@./~]\\S.*|\\.\\.[ \\t]+[a-z][\\w-]*::(?:[ \\t].*)?|#\\+[a-z_]+:?(?:[ \\t].*)?|(?:image|include|video|toc)::[^\\s[]*\\[[^\\]\\n]*\\]|[!?]>[ \\t]+\\S.*)$',
  ),
  read: (match) => {
    const written = match[0].slice((match[1] ?? '').length);
    const names: readonly (readonly [RegExp, string, string])[] = [
      [/^-/, 'a snippet of another file', 'write its text here, or add a plugin (docs/plugins/)'],
      [/^<<</, 'a snippet of another file', 'write its text in a fenced code block, or add a plugin (docs/plugins/)'],
      [/^\.\./, 'a reStructuredText directive', 'convert the text: `pandoc -f rst -t markdown`'],
      [/^#\+/, 'an Org line', 'convert the text: `pandoc -f org -t markdown`'],
      [/^[!?]>/, 'a call-out of Docsify', 'write a quote: `> text`'],
    ];
    const [, name, instead] = names.find(([pattern]) => pattern.test(written)) ?? [
      /^/,
      'a macro of AsciiDoc',
      'write a picture `![](a.png)`, or convert the text',
    ];
    const delimiters = /^[!?]>/.test(written)
      ? { delimiters: [[afterLead(match).start, afterLead(match).start + 2]] as Range[] }
      : {};
    const [, path = ''] = /::[ \t]*([^\s[]+)/.exec(written) ?? [];
    return { ...afterLead(match), name, instead, ...delimiters, targets: path ? targetsIn('', `"${path}"`) : [] };
  },
};

export const erb: Construct = {
  hints: ['<%'],
  pattern: /<%[=#-]?(?=[\s\w])((?:[^<%\n]|<(?!%)|%(?!>))*)%>/g,
  isAnywhere: true,
  read: () => ({ name: 'a template tag <% %>', instead: 'write its value, or add a plugin (docs/plugins/)' }),
};

export const mdx: Construct = {
  hints: ['import ', 'export '],
  pattern:
    /^(?:import[ \t]+[\w{*][^\n]*[ \t]from[ \t]+["'][^"'\n]+["'];?|import[ \t]+["'][^"'\n]+["'];?|export[ \t]+(?:const|let|default|function)[ \t][^\n]*)[ \t]*$/gm,
  read: ({ index, 0: whole }) => ({
    end: index + whole.trimEnd().length,
    name: 'an MDX line',
    instead: 'write markdown or HTML, or add a plugin (docs/plugins/)',
  }),
};

export const vueScript: Construct = {
  hints: ['<script'],
  pattern: /<script([ \t][^<>\n]*)>/giu,
  isAnywhere: true,
  read: ({ 1: attributes = '' }) =>
    /[ \t](?:setup(?=[ \t]|$)|lang=)/i.test(attributes)
      ? {
          name: 'a Vue script',
          outcome: 'is not compiled here',
          instead: 'delete it, or write a script that browsers understand',
          delimiters: [],
        }
      : undefined,
};
