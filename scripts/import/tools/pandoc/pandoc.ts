// A folder of markdown for Pandoc, with or without a Makefile: texts keep their places, and nothing in them changes.

import { basename, posix } from 'node:path';
import { dateOfFileName, parseCivilDate } from '../../../base/text/civilDate.js';
import { isDraftName } from '../../../base/unpublishedNames.js';
import { flagOf } from '../../../fields/fields.js';
import { isDialect, unknownExtension } from '../../../markdown/extensions.js';
import { parseTitleBlock } from '../../../markdown/titleBlock.js';
import { cleanedHeader } from '../../fields.js';
import { type FieldValues, readOldHeader, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldBlog, OldText } from '../../oldBlog.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { newPlace } from '../../places.js';
import { PANDOC } from '../../settings.js';

export const pandoc: OldTool = {
  name: 'pandoc',
  title: 'Pandoc',
  sign: 'markdown files that begin with % or ---',
  recognises: (folder) => {
    const texts = folder.files.filter((path) => isMarkdown(path) && !NO_TEXT.test(path));
    const headed = texts.filter((path) => /^\s*(?:%|---)/.test(folder.text(path).slice(0, 100)));
    return headed.length > 0 && headed.length * 2 >= texts.length;
  },
  read: (folder) => pandocBlog(folder, dialectIn(folder)),
  // Nothing in the texts is a mark of the tool; their headers are not part of them.
  marks: (body) => {
    const text = body.slice(parseTitleBlock(body)?.end ?? 0);
    return { text: text.slice(readOldHeader(text).bodyOffset), pictures: 0, code: 0 };
  },
  convert: ({ body }) => body,
};

/** Files about the folder itself. */
const NO_TEXT = /(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING)(?:\.\w+)*$/i;

/** Programs and templates, which make pages and are none. */
const PROGRAM =
  /(?:^|\/)(?:Makefile|[^/]+\.(?:mk|sh|py|rb|hs|cabal|lua|csl|bib)|package(?:-lock)?\.json|stack\.yaml(?:\.lock)?)$|^templates?\//i;

/**
 * Reads the texts and files of a folder.
 * @param dialect the dialect of the texts
 */
export function pandocBlog(folder: OldFolder, dialect: string): OldBlog {
  const notes: Note[] = [];
  const isText = (path: string) => isMarkdown(path) && !NO_TEXT.test(path);
  const texts = folder.files.filter(isText).map((path) => textAt(folder, path, notes));
  const made = new Set(texts.map(({ to }) => to.replace(/\.\w+$/, '.html')));
  const files = folder.files.filter((path) => !isText(path) && !made.has(path));
  for (const path of files.filter((each) => PROGRAM.test(each)))
    notes.push({
      about: 'a program or template',
      outcome: 'was not moved: a template for Pandoc works as templates/post.html',
      at: path,
    });
  return {
    settings: {
      ...{ title: basename(folder.root), markdown: dialect, more: {} },
      language: languageOfTexts(texts.slice(0, 20).map(({ body }) => body)),
    },
    texts,
    files: files.filter((path) => !PROGRAM.test(path) && !NO_TEXT.test(path)).map((path) => ({ from: path, to: newPlace(path) })),
    lists: [],
    notes,
  };
}

function textAt(folder: OldFolder, from: string, notes: Note[]): OldText {
  const text = folder.text(from);
  const { fields, yaml, bodyOffset } = readOldHeader(text);
  // Front matter after a title block stays where it is; it may hide the text.
  const block = parseTitleBlock(text)?.end ?? 0;
  const shown = block > 0 ? readOldHeader(text.slice(block)).fields : fields;
  const isHeldBack = isDraftName(from) ? 'its folder or name is that of drafts' : undefined;
  const { change: cleaned, hidden, notes: own } = cleanedHeader(shown, from, 'UTC', isHeldBack);
  const isMarked = hidden === undefined || isHeldBack !== undefined || flagOf(shown.draft) === true;
  const change = block === 0 ? cleaned : isMarked ? {} : { draft: true };
  notes.push(...own);
  const body = text.slice(bodyOffset);
  const to = from.replace(/\.\w+$/, '.md');
  return {
    ...{ from, to, fields, yaml, body, folders: [posix.dirname(from), ''] },
    kind: isDated(from, fields, body) ? 'post' : 'page',
    // A layout may be a template of the writer's own.
    change: { ...change, ...(fields.layout !== undefined && { layout: fields.layout }) },
    ...(hidden === undefined
      ? { address: `/${to.replace(/\.md$/, '.html').replace(/(?:^|\/)index\.html$/, '/')}`.replace('//', '/') }
      : { hidden }),
  };
}

function isDated(path: string, fields: FieldValues, body: string): boolean {
  const date = parseTitleBlock(body)?.date?.text ?? textOf(fields.date);
  return (date !== undefined && parseCivilDate(date) !== undefined) || dateOfFileName(basename(path))?.date !== undefined;
}

/** Returns the dialect that a Makefile or script passes to Pandoc; else the default of new sites. */
function dialectIn(folder: OldFolder): string {
  for (const path of folder.files.filter((each) => /(?:^|\/)(?:Makefile|[^/]+\.(?:mk|sh))$/i.test(each))) {
    const dialect = /\bpandoc\b[^\n]*?(?:\s-f\s*|\s--from[= ]|\s-r\s*)["']?([\w+-]+)/.exec(folder.text(path))?.[1];
    if (dialect && isDialect(dialect) && unknownExtension(dialect) === undefined) return dialect;
  }
  return PANDOC;
}
