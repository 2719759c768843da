// The value types of front matter fields.

import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { staysInside } from '../base/inside.js';
import { invalidDateMessage, parseMoment } from '../base/text/civilDate.js';
import { cut } from '../base/text/cut.js';
import { alias } from '../config/alias.js';
import { language } from '../config/settingTypes.js';
import { checked, flagOf, list, type Type, text } from '../fields/fields.js';

export const date = checked('date', (value) => {
  const parsed = parseMoment(value);
  if (!parsed) throw new Error(invalidDateMessage(value));
  return parsed;
});

/** A name, or a mapping with a `name`, as some of Pandoc's templates use. */
export const person: Type<string> = {
  name: 'name',
  schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }] },
  read: (node, report, placeOf) => {
    const name = isMap(node) ? (node.get('name', true) as Node | undefined) : undefined;
    const others = isMap(node) && name ? node.items.filter(({ key }) => String(key) !== 'name') : [];
    const fields = others.map(({ key }) => String(key)).join(', ');
    if (fields) report(`only the name of an author is used, not ${fields}`, others[0]?.key as Node, 'warning');
    return text.read(name ?? node, report, placeOf);
  },
};

export const slug = checked('text', (value) => {
  if (value.includes('/') || !staysInside(value)) throw new Error('expected one part of an address, without "/"');
  return value;
});

export const shift = checked('number from -5 to 5', (value) => {
  if (!/^-?[0-5]$/.test(value)) throw new Error('expected a number from -5 to 5');
  return Number(value);
});

/** A picture with its alternative text. `false`, by which themes mean no picture, is not a value. */
export const cover: Type<{ readonly path: string; readonly alt?: string }> = {
  name: 'path of a picture, or `{image: …, alt: …}`',
  schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { image: { type: 'string' }, alt: { type: 'string' } } }] },
  read: (node, report, placeOf) => {
    if (isScalar(node) && flagOf(node.value) === false) return undefined;
    if (!isMap(node)) {
      const path = text.read(node, report, placeOf);
      return path === undefined ? undefined : { path };
    }
    const part = (...names: readonly string[]) => names.map((name) => node.get(name, true) as Node | undefined).find(Boolean);
    const image = part('image', 'src', 'url', 'path', 'img');
    if (!image || (isScalar(image) && !image.value)) return undefined;
    const path = text.read(image, report, placeOf);
    const words = part('alt', 'alternative', 'caption', 'title');
    const alt = isScalar(words) && typeof words.value === 'string' ? words.value : undefined;
    return path === undefined ? undefined : { path, ...(alt !== undefined && { alt }) };
  },
};

/** The rank of a pinned post; higher comes first. */
export const rank: Type<number> = {
  name: 'true, or a number',
  schema: { type: ['boolean', 'number'] },
  read: (node, report) => {
    const value = isScalar(node) ? node.value : undefined;
    const number = typeof value === 'number' ? value : flagOf(value);
    if (number !== undefined) return Number(number);
    report('expected true, or a number: of two pinned posts, the one with the higher number comes first');
    return undefined;
  },
};

/** A mapping of language tags to files or addresses. */
export const byLanguage: Type<{ readonly [tag: string]: string }> = {
  name: 'mapping of language tags to pages',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as {en: hello.md}');
      return undefined;
    }
    const found: { [tag: string]: string } = {};
    for (const { key, value } of node.items) {
      const tag = language.read(key as Node, (reason) => report(reason, key as Node), placeOf);
      const page = value ? text.read(value as Node, (reason) => report(reason, value as Node), placeOf) : undefined;
      if (tag !== undefined && page) found[tag] = page;
    }
    return found;
  },
};

/** Separators of a list that is written as one text. */
export const LIST_SIGNS = /[,，、；،؛]/;
/** Separators that a YAML list in brackets doesn't accept. */
const UNUSUAL_SIGN = /[،؛]/;

/** Tags. Some tools read a text without separators as one tag, others as several. */
export const tagList: Type<readonly string[]> = {
  ...list(text, LIST_SIGNS),
  read: (node, report, placeOf) => {
    const written = isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
    if (/\s/.test(written) && !LIST_SIGNS.test(written)) {
      const words = written.split(/\s+/);
      const reason = `"${cut(written, 40)}" is one tag here, and ${words.length} in Jekyll; write \`[${words.join(', ')}]\` or \`[${written}]\``;
      report(reason, node, 'warning');
    }
    const [sign] = UNUSUAL_SIGN.exec(written) ?? [];
    if (sign) report(`"${sign}" separates two items here; write "," between them`, node, 'warning');
    return list(text, LIST_SIGNS).read(node, report, placeOf);
  },
};

/** Separators of old addresses that are written as one text: no address ends with a space or a comma. */
const ALIAS_SIGNS = /(?:\s|[,，、；،؛]\s*)+(?=\/)/;

/** Old addresses. A text with several of them is read as a list. */
export const aliasList: Type<readonly string[]> = {
  ...list(alias),
  read: (node, report, placeOf) => {
    const written = isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
    const parts = written.split(ALIAS_SIGNS);
    if (parts.length < 2) return list(alias).read(node, report, placeOf);
    report(`these are ${parts.length} addresses here; write \`[${parts.join(', ')}]\``, node, 'warning');
    return parts.flatMap((part) => alias.read(new Scalar(part), (reason) => report(reason, node), placeOf) ?? []);
  },
};

/** Categories: texts, or lists from the outermost category to the innermost. */
export const categoryList: Type<readonly (readonly string[])[]> = {
  name: 'list of text, or of lists of text',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'array' }] } }] },
  read: (node, report, placeOf) => {
    if (!isSeq(node)) return tagList.read(node, report, placeOf)?.map((name) => [name]);
    return (node.items as Node[]).flatMap((item): (readonly string[])[] => {
      const path = list(text).read(item, (reason, at, severity) => report(reason, at ?? item, severity), placeOf);
      return path && path.length > 0 ? [path] : [];
    });
  },
};
