// The table of foreign constructs that a pattern finds: how to find each, its name, and what to write instead.

import { attributes, kramdown, markdownInHtml } from './construct/attributes.js';
import { admonition, callout, container, containerEnd, directive, tab } from './construct/boxes.js';
import { erb, mdx, snippet, vueScript } from './construct/code.js';
import { contents, notionFields, tag } from './construct/frontMatter.js';
import { blockId, orgLink, pelican, spacedAddress, wideBrackets, wikilink, yuqueFormula } from './construct/links.js';
import {
  abbreviation,
  emoji,
  marked,
  role,
  spacedStrong,
  strongBeforeLetter,
  subscript,
  superscript,
} from './construct/words.js';
import type { Construct } from './mark.js';

/** The constructs in the order in which they are tried: text matched by one is not searched again. */
export const PATTERNS: readonly Construct[] = [
  notionFields,
  yuqueFormula,
  wideBrackets,
  spacedAddress,
  spacedStrong,
  strongBeforeLetter,
  contents,
  callout,
  orgLink,
  wikilink,
  kramdown,
  attributes,
  container,
  containerEnd,
  directive,
  admonition,
  tab,
  snippet,
  role,
  pelican,
  erb,
  mdx,
  abbreviation,
  marked,
  superscript,
  subscript,
  emoji,
  tag,
  blockId,
  markdownInHtml,
  vueScript,
];
