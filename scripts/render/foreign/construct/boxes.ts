// Callouts, containers, admonitions and tabs of other tools.

import { ALERT_MARKER } from '../../../markdown/block/alerts.js';
import { adviceFor } from '../advice.js';
import type { Construct, ForeignText, Range } from '../mark.js';
import { afterLead, lacks, line } from './pattern.js';

/** Kinds of callouts and boxes. */
const ADMONITIONS =
  /^(?:note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|warning|caution|attention|failure|fail|missing|danger|error|bug|example|snippet|quote|cite|admonition|seealso)\b/i;

const CALLOUTS = /^(?:note|tip|important|warning|caution)$/i;

/** Returns the advice on a callout of a kind. */
function calloutAdvice(kind: string, { dialectWith: dialect, has }: ForeignText): string {
  const like = CALLOUTS.test(kind) ? kind.toUpperCase() : 'NOTE';
  const quote = `\`> [!${like}]\` on a line of its own`;
  if (!ADMONITIONS.test(kind)) return adviceFor(kind, []);
  return has('alerts')
    ? `write a quote with ${quote}`
    : `write a quote with ${quote}, and set \`markdown: ${dialect('alerts')}\``;
}

export const callout: Construct = {
  hints: ['[!'],
  pattern: /^([ \t>]*>[ \t]*)\[!([\p{L}][^\]\n]*)\]([-+]?)[ \t]*([^\n]*)$/gmu,
  when: lacks('obsidian'),
  read: (match, text) => {
    const [, lead = '', kind = '', fold = '', title = ''] = match;
    const start = match.index + lead.length;
    const delimiters: Range[] = [[start, start + kind.length + 3 + fold.length]];
    const end = match.index + match[0].trimEnd().length;
    const isAlert = ALERT_MARKER.test(`[!${kind.toUpperCase()}]`) && !fold && title.trim() === '';
    const { has, dialectWith: dialect } = text;
    // It is read as an alert; Pandoc's reader requires capitals.
    if (isAlert && has('alerts') && (!text.isPandoc || kind === kind.toUpperCase())) return undefined;
    const instead =
      isAlert && !has('alerts')
        ? `set \`markdown: ${dialect('alerts')}\``
        : `${calloutAdvice(kind, text)}; the kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION, without a title`;
    return { start, end, name: `a callout [!${kind}]${fold}`, instead, delimiters };
  },
};

export const container: Construct = {
  hints: [':::'],
  pattern: line(':{3,}[ \\t]*(?=[^\\s:])([^\\n]*)$'),
  read: (match, text) => {
    const written = (match[2] ?? '').trim();
    const [kind = ''] = /^\{?[.\w-]+/.exec(written) ?? [];
    const instead = text.isPandoc
      ? 'write `::: name` with one word, a blank line before it, and the title as a paragraph in it'
      : calloutAdvice(kind, text);
    return { ...afterLead(match), name: `a container :::${kind}`, instead };
  },
};

export const containerEnd: Construct = {
  hints: [':::'],
  pattern: line(':{3,}[ \\t]*$'),
  read: (match) => ({ ...afterLead(match), name: 'the end of a container', instead: '', isPart: true }),
};

export const directive: Construct = {
  hints: ['::'],
  pattern: line('::[a-z][\\w-]*[[{][^\\n]*$'),
  read: (match) => ({
    ...afterLead(match),
    name: 'a directive',
    instead: 'write markdown or HTML, or add a plugin (docs/plugins/)',
  }),
};

export const admonition: Construct = {
  hints: ['!!!', '???'],
  pattern: line('(?:!!!|\\?\\?\\?)\\+?[ \\t]+(?=\\S)([^\\n]*)$'),
  read: (match, text) => {
    const [, , written = ''] = match;
    const [, kind = '', title] = /^([a-z][\w-]*(?: [a-z][\w-]*)*)?[ \t]*("[^"]*")?$/i.exec(written.trim()) ?? [];
    if (!ADMONITIONS.test(kind) && title === undefined) return undefined;
    return { ...afterLead(match), name: `an admonition ${kind}`.trimEnd(), instead: calloutAdvice(kind, text) };
  },
};

export const tab: Construct = {
  hints: ['==='],
  pattern: line('={3}[!+]?[ \\t]+"[^"\\n]*"[ \\t]*$'),
  read: (match) => ({ ...afterLead(match), name: 'a MkDocs tab', instead: 'write headings, or HTML' }),
};
