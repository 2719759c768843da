// Converts Pandoc's markdown to HTML without a site, for comparisons with Pandoc's own output.

import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { pandocRehypeOptions, remarkPandoc } from './index.js';

const pipelineFor = (extensions: string) =>
  unified()
    .use(remarkPandoc, { extensions })
    .use(remarkRehype, pandocRehypeOptions)
    .use(rehypeStringify, { allowDangerousHtml: true })
    .freeze();

const pipelines = new Map<string, ReturnType<typeof pipelineFor>>();

/**
 * Returns a document as HTML.
 * @param extensions changes to Pandoc's defaults, `+mark-smart`
 */
export function pandocToHtml(markdown: string, extensions: string): string {
  const pipeline = pipelines.get(extensions) ?? pipelineFor(extensions);
  pipelines.set(extensions, pipeline);
  return `${pipeline.processSync(markdown)}\n`;
}
