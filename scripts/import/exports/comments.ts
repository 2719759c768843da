// Comments of an old blog as a file of data. It has what readers saw of them: no e-mail, no IP address.

import { stringify } from 'yaml';
import { markdownOfHtml } from '../html/fromHtml.js';
import { dataFile } from '../places.js';
import { withoutMail } from './names.js';

export interface OldComment {
  /** The old address or the title of the text. */
  readonly text: string;
  readonly id: string;
  /** Id of the comment that it answers. */
  readonly parent: string | undefined;
  readonly name: string;
  readonly date: string;
  /** HTML, or text with line breaks. */
  readonly content: string;
}

const PLAIN = { picture: (address: string) => address, link: (address: string) => address };

/** Returns the file of comments, by its path; nothing without comments. */
export function commentFile(comments: readonly OldComment[]): { readonly [path: string]: string } {
  if (comments.length === 0) return {};
  const groups = new Map<string, OldComment[]>();
  for (const comment of comments) groups.set(comment.text, [...(groups.get(comment.text) ?? []), comment]);
  const values = [...groups].map(([text, own]) => ({ text, comments: own.map(entryOf) }));
  return { [dataFile('comments.yaml')]: stringify(values, { lineWidth: 0 }) };
}

function entryOf({ id, parent, name, date, content }: OldComment): { readonly [field: string]: unknown } {
  const html = content.replace(/\r\n?/g, '\n').replace(/\n/g, '<br>\n');
  return {
    id,
    ...(parent && parent !== '0' && { parent }),
    name: withoutMail(name) ?? '',
    date,
    content: markdownOfHtml(html, PLAIN).trim(),
  };
}
