// Pandoc's extensions for `gfm` and `commonmark`: the table of constructs that the tokenizer reads. What is done with the tree
// afterwards is in `transforms.ts`.

import type { Extensions } from '../extensions.js';
import { emojiNode } from '../inline/emoji.js';
import { wikilinkNode } from '../inline/wikilinks.js';
import type { Node } from '../nodes.js';
import { scans, texOf } from './scans.js';
import {
  type CommonmarkConstruct,
  type CommonmarkNode,
  findMathBlocks,
  fromMarkdownExtension,
  type MathBlocks,
  micromarkExtension,
} from './syntax.js';

/** Signs in pairs, and the elements that they make. */
export const PAIRED_SIGNS = [
  { extension: 'mark', sign: '==', tag: 'mark' },
  { extension: 'superscript', sign: '^', tag: 'sup' },
  { extension: 'subscript', sign: '~', tag: 'sub' },
] as const;

/** A sign that awaits its partner. */
export const SIGN = 'titleblockSign';

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
  { extension: 'tex_math_gfm', name: 'githubMath', starts: '$', scan: scans.dollars(scans.isGithubs), node: formula },
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
  ...PAIRED_SIGNS.map(({ extension, sign }) => ({
    extension,
    name: extension,
    starts: sign.charAt(0),
    isRun: true,
    scan: scans.sign(sign),
    node: (value: string) => ({ type: SIGN, value }),
  })),
];

/** `$$` around lines. */
const BLOCK = { name: 'mathBlock', node: (text: string) => ({ type: 'paragraph', child: formula(text) }) };

/** Constructs of a dialect. */
export interface AddedSyntax {
  readonly micromark: ReturnType<typeof micromarkExtension>;
  readonly fromMarkdown: ReturnType<typeof fromMarkdownExtension>;
  /** Has to be called with each document before it is read. */
  readonly prepare: (text: string) => void;
}

/** The constructs of the extensions that are on. */
export function addedSyntax(extensions: Extensions): AddedSyntax {
  const constructs = CONSTRUCTS.filter(({ extension }) => extensions.has(extension));
  const blocks: MathBlocks | undefined = extensions.has('tex_math_dollars') ? { ends: new Map() } : undefined;
  return {
    micromark: micromarkExtension(constructs, blocks),
    fromMarkdown: fromMarkdownExtension([...constructs, BLOCK]),
    prepare: (text) => {
      if (blocks) findMathBlocks(blocks, text);
    },
  };
}
