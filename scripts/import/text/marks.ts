// What readers saw of a text with tags, for the proof. It is found without the converters, so that their mistakes show.

import { targetsIn } from '../../render/foreign/advice.js';
import type { Tag } from '../../render/foreign/tags.js';
import type { TextMarks } from '../oldBlog.js';
import { maskedCode, type TagSyntax } from './tags.js';

/**
 * Returns a function that removes the tags of a syntax. Words in a tag are settings or titles and do not count; the content between a
 * tag and its end does.
 */
export function marksOf({ find, isReadInCode, isVerbatim }: TagSyntax, dialect: string): TextMarks {
  return (body) => {
    const tags = find(isReadInCode ? body : maskedCode(body, dialect));
    let [text, done, pictures, code] = ['', 0, 0, 0];
    for (const { start, end, name, written } of tags) {
      if (start < done) continue;
      const isCode =
        CODE.test(name) && isVerbatim(name.toLowerCase()) && tags.some((each) => isEndOf(each, name) && each.start > start);
      if (isCode) code++;
      pictures += targetsIn(name, written).filter(({ kind }) => kind === 'picture').length;
      text += `${body.slice(done, start)} `;
      done = end;
    }
    return { text: text + body.slice(done), pictures, code };
  };
}

const CODE = /^(?:codeblock|code|highlight|mermaid)$/i;

const isEndOf = ({ name: end }: Tag, name: string): boolean => [`end${name}`, `end_${name}`, `/${name}`].includes(end);
