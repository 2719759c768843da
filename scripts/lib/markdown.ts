// The entry point `titleblock/markdown`: Pandoc's markdown for unified.

export type { BlockConstruct } from '../markdown/document.js';
export {
  type Constructs,
  type Extensions,
  extensionsOf,
  LINT,
  pandocRehypeOptions,
  parseTitleBlock,
  type RemarkPandocOptions,
  remarkPandoc,
  remarkPandoc as default,
  type TitleBlock,
} from '../markdown/index.js';
export type { InlineConstruct } from '../markdown/inline/construct.js';
