// YAML front matter: found by Pandoc's rule for a metadata block, read by gray-matter with a YAML engine that keeps
// positions. The engines that would run code are made to throw, and options are always passed, so that gray-matter
// never keeps a post in its cache.

import matter from 'gray-matter';
import { type Document, isMap, isScalar, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { noSuchDay, parseCivilDate } from '../civilDate.js';
import { dialect, language } from '../config.js';
import { checked, type Fields, list, readFields, syntaxProblem, type Type, text, truth, type ValuesOf } from '../fields.js';

const date = checked('date', (value) => {
  const parsed = parseCivilDate(value);
  if (!parsed) throw new Error(noSuchDay(value));
  return parsed;
});

/** A name, or a mapping with a `name`, as some of Pandoc's templates want it. */
const person: Type<string> = {
  name: 'name',
  read: (node, complain) => {
    const name = isMap(node) ? (node.get('name', true) as Node | undefined) : undefined;
    return text.read(name ?? node, complain);
  },
};

const slug = checked('text', (value) => {
  if (!value || /[/\\\u0000-\u001f]/.test(value) || /^\.+$/.test(value))
    throw new Error('a slug is one part of an address, without "/"');
  return value;
});

/** Language tags with files or addresses. */
const byLanguage: Type<{ readonly [tag: string]: string }> = {
  name: 'mapping of language tags to pages',
  read: (node, complain) => {
    if (!isMap(node)) {
      complain('a mapping belongs here: {en: hello.md}');
      return undefined;
    }
    const found: { [tag: string]: string } = {};
    for (const { key, value } of node.items) {
      const tag = language.read(key as Node, (reason) => complain(reason, key as Node));
      const page = value ? text.read(value as Node, (reason) => complain(reason, value as Node)) : undefined;
      if (tag !== undefined && page) found[tag] = page;
    }
    return found;
  },
};

/** Every front matter field that is known. The table in the README is made from this. */
export const FRONT_MATTER_FIELDS = {
  title: { type: text, meaning: 'inline markdown; wins over the first `%` line' },
  author: { type: list(person), meaning: 'one or several; wins over the second `%` line' },
  authors: { type: list(person), meaning: 'the same as `author`' },
  date: { type: date, meaning: 'the day it was written; wins over the third `%` line' },
  updated: { type: date, meaning: 'the day it was last changed in earnest' },
  description: {
    type: text,
    meaning: 'one or two sentences for lists, feeds and search engines; otherwise the beginning of the text',
  },
  tags: { type: list(text, /[,，、]/), meaning: 'subjects; a text is divided at commas' },
  slug: { type: slug, meaning: 'replaces the file name in the address; a date that the file name begins with stays' },
  aliases: { type: list(text), meaning: 'old addresses of the post, which then lead to it' },
  draft: { type: truth, meaning: '`true` leaves it out of the site' },
  lang: { type: language, meaning: 'its language, where that is not the site’s' },
  toc: { type: truth, meaning: 'whether it has a table of contents; otherwise if it has three headings' },
  cover: { type: text, meaning: 'a picture that stands for the post when it is shared' },
  layout: { type: text, meaning: 'the template, by its name without `.html`' },
  series: { type: text, meaning: 'a series that it is a part of; its parts follow each other by date' },
  license: { type: text, meaning: 'under what others may use it, where that is not the site’s' },
  comments: { type: truth, meaning: '`false` leaves the comments out' },
  translations: {
    type: byLanguage,
    meaning: 'the same in other languages, by their tags: `{en: hello.md, ja: /posts/ja.html}`',
  },
  markdown: { type: dialect, meaning: 'its dialect, where that is not the site’s' },
} satisfies Fields;

export type FrontMatterValues = ValuesOf<typeof FRONT_MATTER_FIELDS>;

export interface FrontMatterProblem {
  readonly rule: 'front-matter/syntax' | 'front-matter/language' | 'front-matter/wrong' | 'date/malformed';
  readonly reason: string;
  readonly note?: string;
  /** Offsets in the file. */
  readonly at: readonly [number, number];
}

export interface FrontMatter {
  readonly values: FrontMatterValues;
  /** Unknown fields, as plain data. */
  readonly meta: { readonly [name: string]: unknown };
  /** Where each field stands, offsets in the file. */
  readonly at: { readonly [name: string]: readonly [number, number] };
  readonly problems: readonly FrontMatterProblem[];
  /** Where the text after the block begins. */
  readonly end: number;
}

const OPENING = /---[ \t]*([a-z]*)[ \t]*\r?\n(?![ \t]*\r?\n)/y;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;

/**
 * Reads the front matter that begins at an offset.
 * @param file the whole text of the file
 * @param start where the block may begin
 * @returns undefined where there is none: `---` alone on its line, not before a blank line, up to `---` or `...`, and
 *   a mapping in between
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function parseFrontMatter(file: string, start: number): FrontMatter | undefined {
  OPENING.lastIndex = start;
  const opening = OPENING.exec(file);
  if (!opening) return undefined;
  const bodyStart = start + opening[0].length;
  CLOSING.lastIndex = bodyStart;
  const closing = CLOSING.exec(file);
  if (!closing) return undefined;
  const yaml = file.slice(bodyStart, closing.index);
  const end = closing.index + closing[0].length;
  const none = { values: {}, meta: {}, at: {}, end };

  let document: Document<ParsedNode> | undefined;
  const parse = (source: string): object => {
    document = parseDocument(source, { lineCounter: new LineCounter(), prettyErrors: false });
    return {};
  };
  const engines = {
    yaml: { parse },
    yml: { parse },
    json: { parse: refuse },
    js: { parse: refuse },
    javascript: { parse: refuse },
  };
  try {
    matter(`---${opening[1]}\n${yaml}\n---\n`, { language: 'yaml', engines });
  } catch {
    const reason = `front matter in "${opening[1]}" is not read, and code in it never runs; write it in YAML, under a plain ---`;
    return { ...none, problems: [{ rule: 'front-matter/language', reason, at: [start, bodyStart] }] };
  }
  if (!document) return { ...none, problems: [] };
  // What is well-formed and no mapping is text between two rules.
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  if (!isEmpty && !isMap(contents) && document.errors.length === 0) return undefined;
  // gray-matter hands the engine the text between its fences with one line break before it.
  const offset = bodyStart - 1;
  const inFile = ([from, to]: readonly [number, number]) => [from + offset, to + offset] as const;

  const problems: FrontMatterProblem[] = document.errors.map((error) => {
    const { reason, note, at } = syntaxProblem(error);
    return { rule: 'front-matter/syntax', reason, note, at: inFile(at) };
  });
  const meta: { [name: string]: unknown } = {};
  const { values, at } = readFields(
    document,
    FRONT_MATTER_FIELDS,
    (field, reason, range) => {
      const rule = field === 'date' || field === 'updated' ? 'date/malformed' : 'front-matter/wrong';
      problems.push({ rule, reason: `${field}: ${reason}`, at: inFile(range) });
    },
    (name, value) => {
      meta[name] = value;
    },
  );
  const places = Object.fromEntries(Object.entries(at).map(([name, range]) => [name, inFile(range)]));
  return { values, meta, at: places, problems, end };
}

function refuse(): never {
  throw new Error('this language is not read');
}
