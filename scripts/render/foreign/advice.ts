// Suggests what to write instead of another tool's tag, by the tag's name.

import { USUAL_EXTENSIONS } from '../../base/pictureFormats/table.js';
import type { Target } from './mark.js';

/** Names of tags and shortcodes, with what to write instead. */
const BY_NAME: readonly (readonly [names: RegExp, instead: string])[] = [
  [
    /^(?:asset_img|img|image|imgs|figure|fig|picture|photo|gallery|resource|lightbox|fancybox|caption|wp_caption|nextgen)$/i,
    'write a picture: `![title](picture.png)`',
  ],
  [
    /^(?:post_link|post_url|link|asset_link|asset_path|post_path|ref|relref|url|page_url|content-ref|linkpreview|linkcard|blog_?card)$/i,
    'write a link to the file: `[title](post.md)`',
  ],
  [
    /^(?:highlight|codeblock|code|include_code|sourcecode|crayon|cc|php|raw|verbatim|gist|jsfiddle|code-group|code-tabs?|terminal|shell|bash|python|java|js|css|html|xml|sql)$/i,
    'write a fenced code block: ```` ```js ````',
  ],
  [
    /^(?:notel?|tips?|info|important|warning|danger|caution|alert|admonition|hint|callout|notice|message|success|error|question|blockquote|quote|pullquote|centerquote|cq|cite|box|card)$/i,
    'write a quote, `> text`; with the extension `alerts`, `> [!NOTE]` makes it a callout',
  ],
  [
    /^(?:youtube|vimeo|bilibili|video|audio|dplayer|aplayer|meting|mp3|music|tweet|twitter|x|instagram|iframe|embed|playlist|asciinema|codepen|spotify|youku|player|map|slideshare)$/i,
    'write a link, a video or sound as a picture (`![](video.mp4)`), or HTML: `<iframe src="…">`',
  ],
  [/^(?:math|katex|latex|mathjax|tex)$/i, 'write `$…$` or `$$…$$`, which the extension `tex_math_dollars` reads'],
  [/^(?:mermaid|graphviz|plantuml|dot|diagram|flowchart)$/i, 'write a code block in `dot`, or add a plugin (docs/plugins/)'],
  [
    /^(?:details|fold|folding|spoiler|collapse|expand|hideToggle|hide|toggle)$/i,
    'write HTML: `<details><summary>title</summary>`',
  ],
  [
    /^(?:tabs?|tabpane|tabset|accordion|steps?|columns?|row|col|grid|timeline|btn|button|cards?|include\w*|partial|capture|assign|if|for|unless|elsif|else|set|case|when|cycle)$/i,
    'write the result as markdown or HTML, or add a plugin (docs/plugins/)',
  ],
  [/^(?:toc|tableofcontents)$/i, 'set `toc: true` in front matter'],
];

/** Advice on comments, which are on no page. Readers could find an HTML comment in the source. */
export const COMMENT_ADVICE =
  'delete it, or write it into the front matter as a comment of YAML, `# …`; an HTML comment would be in the source of the page';

const DEFAULT_ADVICE = 'write markdown or HTML, or add a plugin that reads it (docs/plugins/)';

export function adviceFor(name: string, targets: readonly Target[]): string {
  const [target] = targets;
  if (target?.kind === 'picture') return `write a picture: \`![title](${target.written})\``;
  return BY_NAME.find(([names]) => names.test(name))?.[1] ?? DEFAULT_ADVICE;
}

/** True if the content of a tag is code. */
export function holdsCode(name: string): boolean {
  return /^(?:raw|verbatim|highlight|codeblock|code|sourcecode|crayon|cc|cc_\w+|php|mermaid|graphviz|plantuml|math|katex|latex|tex|ejs|bash|java|js|css|html|xml|sql|python|shell)$/i.test(
    name,
  );
}

const PICTURE = new RegExp(`\\.(?:${USUAL_EXTENSIONS.join('|')}|bmp|heic|ico)$`, 'i');
const FILE = /\.(?:mp4|webm|mov|m4v|ogv|mp3|m4a|ogg|wav|flac|pdf|zip|docx?|xlsx?|pptx?|csv|txt|json|ipynb)$/i;
const PAGE_TAG = /^(?:post_link|post_url|link|ref|relref|post_path|content-ref)$/i;
const ARGUMENT = /(?:([\w-]+)[ \t]*=[ \t]*)?(?:"([^"\n]*)"|'([^'\n]*)'|“([^”\n]*)”|([^\s"'=]+))/g;
const NAMED = /^(?:src|srcs|image|img|image_path|file|href|url|link|path|cover|poster|thumb|thumbnail|data-src|mp4|mp3|webm)$/i;

/** Returns the pictures, files and pages that the arguments of a tag name. */
export function targetsIn(name: string, written: string): Target[] {
  const targets: Target[] = [];
  for (const [, key, ...values] of written.slice(0, 2000).matchAll(ARGUMENT)) {
    const value = (values.find((each) => each !== undefined) ?? '').trim();
    if (value === '' || /[{}<>|]/.test(value) || (key !== undefined && !NAMED.test(key))) continue;
    const path = value.replace(/[?#].*$/, '');
    if (PICTURE.test(path)) targets.push({ kind: 'picture', written: value });
    else if (FILE.test(path)) targets.push({ kind: 'file', written: value });
    else if (key === undefined && PAGE_TAG.test(name) && targets.length === 0) {
      targets.push({ kind: 'page', written: value });
      break;
    }
  }
  return targets;
}
