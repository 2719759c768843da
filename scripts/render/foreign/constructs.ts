// The table of constructs of other tools that a pattern finds. Each says how it is found, what it is called, and what works instead.

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

/** In the order in which they are tried: what one has taken is no other's. */
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
