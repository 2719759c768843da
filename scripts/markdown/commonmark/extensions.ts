// Pandoc's extensions for `gfm` and `commonmark`: the table of constructs for the tokenizer. Extensions that change the finished tree
// are in `transforms.ts`.

import type { Extensions } from '../extensions.js';
import { emojiNode } from '../inline/emoji.js';
import { wikilinkNode } from '../inline/wikilinks.js';
import type { Node } from '../nodes.js';
import { bareAddresses } from './bareAddresses.js';
import { mathBlocks } from './mathBlocks.js';
import { scans, texOf } from './scans.js';
import {
  type CommonmarkConstruct,
  type CommonmarkNode,
  fromMarkdownExtension,
  micromarkExtension,
  type Regions,
} from './syntax.js';

/** Paired markers, and the elements that they make. */
export const PAIRED_MARKERS = [
  { extension: 'mark', marker: '==', tag: 'mark' },
  { extension: 'superscript', marker: '^', tag: 'sup' },
  { extension: 'subscript', marker: '~', tag: 'sub' },
] as const;

/** Type of a node for a marker that isn't paired yet. */
export const MARKER = 'titleblockMarker';

const formula = (text: string): CommonmarkNode => {
  const { tex, display } = texOf(text);
  return { type: 'inlineMath', value: tex, display };
};

function nested({ children, ...fields }: Node): CommonmarkNode {
  const [child] = children ?? [];
  return { ...fields, ...(child && { child: nested(child) }) };
}

type Entry = CommonmarkConstruct & { readonly extension: string };

const CONSTRUCTS: readonly Entry[] = [
  { extension: 'tex_math_gfm', name: 'githubMath', starts: '$', scan: scans.dollars(scans.isGithubMath), node: formula },
  { extension: 'tex_math_dollars', name: 'math', starts: '$', scan: scans.dollars(scans.isFormula), node: formula },
  { extension: 'tex_math_double_backslash', name: 'math2', starts: '\\', scan: scans.backslashes('\\\\'), node: formula },
  { extension: 'tex_math_single_backslash', name: 'math1', starts: '\\', scan: scans.backslashes('\\'), node: formula },
  { extension: 'emoji', name: 'emoji', starts: ':', scan: scans.emoji, node: (text) => nested(emojiNode(text.slice(1, -1))) },
  ...['wikilinks_title_after_pipe', 'wikilinks_title_before_pipe'].flatMap((extension) =>
    ['[[', '![['].map((start) => ({
      extension,
      name: `${extension} ${start}`,
      starts: start.charAt(0),
      scan: scans.wikilink(start),
      node: (text: string) => nested(wikilinkNode(text, extension === 'wikilinks_title_after_pipe')),
    })),
  ),
  {
    extension: 'obsidian',
    name: 'sizedEmbed',
    starts: '!',
    scan: scans.wikilink('![[', 2),
    node: (text: string) => nested(wikilinkNode(text, true)),
  },
  ...PAIRED_MARKERS.map(({ extension, marker }) => ({
    extension,
    name: extension,
    starts: marker.charAt(0),
    isRun: true,
    scan: scans.marker(marker),
    node: (value: string) => ({ type: MARKER, value }),
  })),
];

/** A formula in lines between `$$`. */
const BLOCK = { name: 'mathBlock', node: (text: string) => ({ type: 'paragraph', child: formula(text) }) };

const BARE = {
  name: 'bareAddress',
  node: (value: string): CommonmarkNode => ({
    type: 'link',
    url: /^www/i.test(value) ? `http://${value}` : value,
    title: null,
    child: { type: 'text', value },
  }),
};

/** The constructs that a dialect adds to CommonMark. */
export interface AddedSyntax {
  readonly micromark: ReturnType<typeof micromarkExtension>;
  readonly fromMarkdown: ReturnType<typeof fromMarkdownExtension>;
  /** Must be called with each document before it is parsed. */
  readonly prepare: (text: string) => void;
}

/** Returns the constructs of the extensions that are on. */
export function addedSyntax(extensions: Extensions): AddedSyntax {
  const constructs = CONSTRUCTS.filter(({ extension }) => extensions.has(extension));
  const blocks: Regions | undefined = extensions.has('tex_math_dollars') ? { name: BLOCK.name, ends: new Map() } : undefined;
  const addresses: Regions | undefined = extensions.has('autolink_bare_uris') ? { name: BARE.name, ends: new Map() } : undefined;
  return {
    micromark: micromarkExtension(constructs, blocks, addresses),
    fromMarkdown: fromMarkdownExtension([...constructs, BLOCK, BARE]),
    prepare: (text) => {
      if (blocks) blocks.ends = text.includes('$$') ? mathBlocks(text) : new Map();
      if (addresses) addresses.ends = bareAddresses(text);
    },
  };
}
