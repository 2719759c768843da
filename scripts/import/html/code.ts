// Code in HTML: its text, and the language that a highlighter was told.

import type { Node } from '../../markdown/nodes.js';
import { attribute, classesOf, elementsIn, type Html, hasClass, isElement, named, textIn } from './elements.js';

/** Names of no language. */
const NONE = /^(?:plain(?:text)?|text|txt|none|default|generic|auto|raw|undefined|null|nohighlight|no-highlight)$/i;

/** Names that highlighters use for languages. @see SyntaxHighlighter, "Bundled brushes"; GeSHi, language files */
const RENAMED: { readonly [name: string]: string } = {
  ...{
    jscript: 'javascript',
    'c#': 'csharp',
    'c-sharp': 'csharp',
    csharp: 'csharp',
    'objective-c': 'objectivec',
    objc: 'objectivec',
  },
  ...{
    py: 'python',
    sh: 'bash',
    shell: 'bash',
    'html/xml': 'html',
    markup: 'html',
    xhtml: 'html',
    html4strict: 'html',
    html5: 'html',
  },
  ...{
    mysql: 'sql',
    'visual-basic': 'vb',
    rails: 'ruby',
    ror: 'ruby',
    pas: 'delphi',
    golang: 'go',
    'c-cpp': 'cpp',
    jsonc: 'json',
  },
};

/**
 * Returns the language that an element of code names.
 * @see Prism and HTML: `language-x`; highlight.js: `hljs x`; SyntaxHighlighter: `brush: x`; Crayon: `lang:x`; EnlighterJS; GeSHi
 */
export function languageOfCode(element: Html.Element): string | undefined {
  const written = attribute(element, 'class') ?? '';
  const [, first] =
    /(?:^|\s)(?:language|lang|highlight-source|brush)-([\w#+./-]+)/i.exec(written) ??
    /(?:^|[\s;])(?:brush|lang)\s*:\s*['"]?([\w#+./-]+)/i.exec(written) ??
    [];
  const given =
    first ??
    attribute(element, 'data-enlighter-language') ??
    attribute(element, 'data-lang') ??
    attribute(element, 'data-language') ??
    attribute(element, 'lang') ??
    (hasClass(element, /^hljs$/) ? classesOf(element).find((name) => name !== 'hljs') : undefined);
  return languageNamed(given);
}

/** Returns a language by the name that a highlighter gives it. */
export function languageNamed(name: string | undefined): string | undefined {
  const lower = name?.toLowerCase().trim();
  return lower && !NONE.test(lower) ? (RENAMED[lower] ?? lower) : undefined;
}

/** Returns the node of a code block. */
export function codeBlock(element: Html.Element): Node {
  const inner = elementsIn(element, named('code'));
  const language = [element, ...inner].map(languageOfCode).find(Boolean) ?? geshiLanguage(element);
  return codeNode(linesOf(element), language);
}

export function codeNode(text: string, language: string | undefined): Node {
  const value = text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    .replaceAll('\t', '    ')
    .replaceAll('\u00A0', ' ');
  return { type: 'code', value, ...(language !== undefined && { lang: language }) };
}

/** GeSHi's plugins name the language as the class itself. */
function geshiLanguage(element: Html.Element): string | undefined {
  const [only, ...others] = classesOf(element);
  return only !== undefined &&
    others.length === 0 &&
    /^(?:php|java|python|css|html|xml|sql|bash|c|cpp|javascript|ruby|perl)$/i.test(only)
    ? languageNamed(only)
    : undefined;
}

/** Returns the text of code. A list or a table has a line in each row. */
function linesOf(element: Html.Element): string {
  const rows = elementsIn(element, (each) => each.tagName === 'li' || hasClass(each, /^(?:crayon-line|line)$/));
  return rows.length > 1 && !textIn(element).trim().includes('\n')
    ? rows.map((row) => textIn(row).replace(/\n$/, '')).join('\n')
    : textIn(element);
}

/** Returns the code that a highlighter put into a table with line numbers; undefined for any other element. */
export function highlighted(element: Html.Element): Node | undefined {
  if (!hasClass(element, /^(?:syntaxhighlighter|crayon-syntax|wp_syntax|highlight|rouge-table|geshi|EnlighterJSRAW)$/))
    return undefined;
  const isCode = (each: Html.Element): boolean =>
    hasClass(each, /^(?:crayon-plain|crayon-code|crayon-pre|code)$/) || each.tagName === 'pre';
  const blocks = elementsIn(element, isCode).filter(
    (each) => !hasClass(each, /gutter|nums|line_numbers/) && !isNumbers(textIn(each)),
  );
  const [first] = blocks;
  if (!first) return undefined;
  const language = [element, first, ...elementsIn(first, named('code'))].map(languageOfCode).find(Boolean);
  return codeNode(
    linesOf(first),
    language ??
      languageNamed(
        classesOf(element).find((name) => !/^(?:syntaxhighlighter|nogutter|ie|highlight)$/.test(name) && !name.includes('-')),
      ),
  );
}

const isNumbers = (text: string): boolean => /^[\d\s]*$/.test(text);

/** True for a `<pre>` with links or pictures: it is no code. */
export function isNoCode(element: Html.Element): boolean {
  return elementsIn(element, named('a', 'img')).some(
    (each) => !isElement(each.parentNode ?? undefined) || attribute(each, 'href') !== undefined || each.tagName === 'img',
  );
}
