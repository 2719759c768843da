// What readers saw of a text with tags, for the proof. It is found without the converters, so that their mistakes show.

import { targetsIn } from '../../render/foreign/advice.js';
import { endsOf, type Tag } from '../../render/foreign/tags.js';
import type { TextMarks } from '../oldBlog.js';
import { maskedCode, type TagSyntax } from './tags.js';

/**
 * Returns a function that removes the tags of a syntax. Words in a tag are settings or titles and do not count; the content between a
 * tag and its end does.
 */
export function marksOf({ find, isReadInCode, isVerbatim }: TagSyntax, dialect: string): TextMarks {
  return (body) => {
    const tags = find(isReadInCode ? body : maskedCode(body, dialect));
    const ends = endsOf(tags, new Set(tags.map((tag) => tag.name)));
    const isWithin = (at: number) => [...ends].some(([open, end]) => open >= 0 && open < at && end >= at);
    let [text, done, pictures, code] = ['', 0, 0, 0];
    for (const [at, { start, end, name, written }] of tags.entries()) {
      if (start < done) continue;
      const isCode =
        CODE.test(name) && isVerbatim(name.toLowerCase()) && tags.some((each) => isEndOf(each, name) && each.start > start);
      if (isCode) code++;
      pictures += targetsIn(name, written).filter(({ kind }) => kind === 'picture').length;
      const part = body.slice(done, start);
      // A line with only a tag is no empty line, which would end a block of HTML.
      const isAlone = /\n[ \t]*$/.test(part) && /^[ \t]*\n/.test(body.slice(end));
      text += `${isWithin(at) && !isCode ? withoutIndent(part) : part}${isAlone ? '<!---->' : ' '}`;
      done = end;
    }
    return { text: text + body.slice(done), pictures, code };
  };
}

/** Removes the indentation that the lines of a content share: readers saw no code there. */
function withoutIndent(content: string): string {
  const indents = [...content.matchAll(/\n([ \t]*)(?=\S)/g)].map(([, indent = '']) => indent.length);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return shared === 0 ? content : content.replace(new RegExp(`\\n[ \\t]{${shared}}`, 'g'), '\n');
}

const CODE = /^(?:codeblock|code|highlight|mermaid)$/i;

const isEndOf = ({ name: end }: Tag, name: string): boolean => [`end${name}`, `end_${name}`, `/${name}`].includes(end);
