// titleblock/markdown: Pandoc's markdown for unified.

export {
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
