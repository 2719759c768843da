// Obsidian: a folder of notes that link to one another by their names. A vault is private, and a site is not: what may be private is a draft.

import { posix } from 'node:path';
import { timezoneOf } from '../../../base/text/timezones.js';
import { isDraftName } from '../../../base/unpublishedNames.js';
import { cleanedHeader } from '../../fields.js';
import { matcherOf } from '../../globs.js';
import { type FieldValue, type FieldValues, type HeaderChange, listOf, readOldHeader, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldBlog, OldFile, OldText } from '../../oldBlog.js';
import { readOldDate, writtenDate } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { newPlace } from '../../places.js';
import { languageOf } from '../../services.js';
import { withoutTitle } from '../../text/heading.js';
import { convertNote, noteMarks, queriesIn, tagsIn, targetsIn } from './body.js';
import { dateInName, isDaily, isTemplate, isWithinFolder, pathsOf, readVault, type Vault, vaultRoot } from './vault.js';

export const obsidian: OldTool = {
  name: 'obsidian',
  title: 'Obsidian',
  sign: '.obsidian/',
  recognises: (folder) => vaultRoot(folder) !== undefined,
  read: (folder) => new VaultReader(folder).blog(),
  marks: noteMarks,
  convert: ({ body }, place) => convertNote(body, place),
};

/** A note before it is known which notes are public. */
interface Read {
  readonly path: string;
  readonly fields: FieldValues;
  readonly yaml?: string | undefined;
  readonly body: string;
}

/** Fields that mark a note as public. */
const PUBLISH = ['publish', 'dg-publish', 'published', 'share', 'public'];

/** Names of folders with notes that are for their writer alone. */
const PRIVATE_FOLDER =
  /(?:^|\/)(?:[\d\W_]*)(?:inbox|journals?|diar(?:y|ies)|daily(?:[ _-]?notes?)?|personal|people|crm|日记|日記|个人|個人|随手记|收件箱|每日(?:笔记)?)(?: ?[-_].*)?\//i;

class VaultReader {
  private readonly vault: Vault;
  private readonly paths: readonly string[];
  private readonly notes: Note[] = [];
  /** Files that are no notes, by name and path in lower case. */
  private readonly attachments = new Map<string, string>();

  constructor(private readonly folder: OldFolder) {
    this.vault = readVault(folder);
    this.paths = pathsOf(folder, this.vault);
    for (const path of this.paths)
      if (!isMarkdown(path))
        for (const name of [path, posix.basename(path)])
          if (!this.attachments.has(name.toLowerCase())) this.attachments.set(name.toLowerCase(), path);
  }

  blog(): OldBlog {
    const { folder, vault } = this;
    const read = this.paths.filter(isMarkdown).flatMap((path) => this.read(path) ?? []);
    const language = languageOf(textOf(vault.quartz?.locale)) ?? languageOfTexts(read.slice(0, 40).map(({ body }) => body));
    const isMarked = vault.isExplicit || read.some(({ fields }) => isPublished(fields));
    const timezone = timezoneOf(language);
    const texts = read.map((each) => this.text(each, isMarked, timezone));
    const files = this.files(texts);
    return {
      settings: {
        title: textOf(vault.quartz?.pageTitle) ?? posix.basename(posix.join(folder.root.replaceAll('\\', '/'), vault.root)),
        url: urlOf(vault.quartz),
        ...{ language, timezone, markdown: 'gfm+obsidian', more: {} },
      },
      texts,
      files,
      lists: [],
      notes: this.notes,
    };
  }

  private from(path: string): string {
    return posix.join(this.vault.root, path);
  }

  private note(about: string, outcome: string, path: string): void {
    this.notes.push({ about, outcome, at: this.from(path) });
  }

  /** Reads a note; undefined for templates and drawings. */
  private read(path: string): Read | undefined {
    const text = this.folder.text(this.from(path));
    const { fields, yaml, bodyOffset, mistake } = readOldHeader(text);
    if (/\.excalidraw\.md$/i.test(path) || fields['excalidraw-plugin'] !== undefined)
      this.note('a drawing of Excalidraw', 'was not moved: export it as a picture', path);
    else if (isTemplate(path, text, this.vault)) this.note('a template', 'was not moved', path);
    else {
      if (mistake) this.note('a mistake in a header', `was read as well as possible: ${mistake}`, path);
      for (const name of queriesIn(text))
        this.note(`a block "${name}"`, 'is shown as code: only its plugin gives its result', path);
      if (fields['kanban-plugin'] !== undefined) this.note('a board of Kanban', 'is shown as lists', path);
      return { path, fields, yaml, body: text.slice(bodyOffset) };
    }
    return undefined;
  }

  private text({ path, fields, yaml, body: written }: Read, isMarked: boolean, timezone: string): OldText {
    const from = this.from(path);
    const named = dateInName(path, this.vault);
    const stem = posix.basename(path).replace(/\.\w+$/, '');
    const { title, body } = withoutTitle(fields, written.replace(/^\s*/, ''));
    const { change, hidden, notes } = cleanedHeader(fields, from, timezone, this.heldBack(path, fields, body, isMarked));
    this.notes.push(...notes);
    const date = DATES.map((field) => readOldDate(single(fields[field]), timezone)).find(Boolean) ?? readOldDate(named, timezone);
    const isIndex = /(?:^|\/)index\.\w+$/i.test(path);
    const shown = title ?? (isIndex ? undefined : stem.replace(/^\d{4}-\d\d-\d\d[ _-]+(?=\S)/, ''));
    return {
      ...{ from, fields, yaml, body, to: newName(path), kind: date && !isIndex ? 'post' : 'page' },
      change: {
        ...change,
        ...(shown !== undefined && { title: shown }),
        ...(date && textOf(fields.date) !== single(fields.date) && { date: writtenDate(date) }),
        ...(date && fields.date === undefined && { date: writtenDate(date) }),
        ...tagsOf(fields, body),
        ...(fields.alias !== undefined && {
          alias: undefined,
          ...(fields.aliases === undefined && { aliases: listOf(fields.alias) }),
        }),
      },
      ...(hidden !== undefined && { hidden }),
      ...this.addressOf(path, fields),
      folders: [posix.dirname(from), ...this.foldersOf(body), this.vault.root],
    };
  }

  /** Returns the reason why a note may not be for everyone. In doubt, it is not. */
  private heldBack(path: string, fields: FieldValues, body: string, isMarked: boolean): string | undefined {
    if (isMarked) return isPublished(fields) ? undefined : 'it is not marked as public, as others are: `publish: true`';
    const isExcluded = matcherOf(this.vault.excluded);
    if (this.vault.excluded.some((folder) => isWithinFolder(path, folder)) || isExcluded(path))
      return 'the settings keep it from publication';
    // Quartz publishes all that its settings don't exclude.
    if (this.vault.quartz) return undefined;
    if (isDraftName(`/${path}`) || PRIVATE_FOLDER.test(path)) return 'its folder may be private';
    if (isDaily(path, this.vault)) return 'a note of a day may be private';
    const tags = [...listOf(fields.tags), ...tagsIn(body)].map((tag) => tag.replace(/^#/, '').toLowerCase());
    return tags.some((tag) => /^(?:private|draft|wip|personal|私人|私密|草稿)(?:\/|$)/.test(tag))
      ? 'a tag says that it is not public'
      : undefined;
  }

  /** Returns the address that a program which publishes vaults gave a note, if it is known. @see Quartz, "Slugs" */
  private addressOf(path: string, fields: FieldValues): { readonly address?: string } {
    const own = textOf(fields.permalink) ?? textOf(fields['dg-permalink']);
    if (own !== undefined && !/^(?:true|false)$/.test(own)) return { address: `/${own}`.replace(/\/{2,}/g, '/') };
    if (!this.vault.quartz) return {};
    const slug = path
      .replace(/\.\w+$/, '')
      .split('/')
      .map((part) => part.replace(/\s/g, '-').replace(/&/g, '-and-').replace(/%/g, '-percent').replace(/[?#]/g, ''))
      .join('/');
    return { address: `/${slug.replace(/(^|\/)index$/, '$1')}` };
  }

  /** Returns the file that a name means: by its path, from the note or from the vault, or by its name alone. */
  private attachment(name: string): string | undefined {
    const plain = posix
      .normalize(name.replaceAll('\\', '/'))
      .replace(/^(?:\.{1,2}\/)+|^\//, '')
      .toLowerCase();
    return this.attachments.get(plain) ?? this.attachments.get(posix.basename(plain));
  }

  /** Returns the folders of the files that a note names, in which its references lie. */
  private foldersOf(body: string): string[] {
    const found = targetsIn(body).flatMap((name) => this.attachment(name) ?? []);
    return [...new Set(found.map((path) => posix.dirname(this.from(path))))];
  }

  /** Returns the files that public notes refer to. The others may be private, and are listed. */
  private files(texts: readonly OldText[]): OldFile[] {
    const used = new Set<string>();
    for (const { hidden, body, fields } of texts) {
      if (hidden !== undefined) continue;
      const names = [
        ...targetsIn(body),
        ...Object.values(fields).flatMap((value) => textOf(value)?.replace(/^!?\[\[|\]\]$/g, '') ?? []),
      ];
      for (const name of names) {
        const found = this.attachment(name) ?? (/\.excalidraw$/i.test(name) ? this.attachment(`${name}.svg`) : undefined);
        if (found !== undefined) used.add(found);
      }
    }
    for (const path of new Set(this.attachments.values())) {
      if (used.has(path)) continue;
      if (/\.canvas$/i.test(path)) this.note('a canvas', 'was not moved: export it as a picture', path);
      else if (/\.excalidraw$/i.test(path)) this.note('a drawing of Excalidraw', 'was not moved: export it as a picture', path);
      else this.note('a file that no public note shows', 'was not moved', path);
    }
    return [...used].sort().map((path) => ({ from: this.from(path), to: newPlace(published(path)) }));
  }
}

const DATES = [
  'date',
  'created',
  'date created',
  'created_at',
  'create_date',
  'create_time',
  'date_created',
  'creation date',
  'dg-created',
  'publishDate',
  'pubDate',
];

/** Returns the text of a date that is a list, or a link to the note of a day: `[[2024-01-15]]`. */
function single(value: FieldValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.map((each) => single(each as FieldValue)).find(Boolean);
  return textOf(value)?.replace(/^\[\[(?:.*\/)?([^\]|]*).*$/, '$1');
}

/** True if a field marks a note as public. */
function isPublished(fields: FieldValues): boolean {
  return PUBLISH.some((name) => fields[name] === true || /^(?:true|yes|public)$/i.test(textOf(fields[name]) ?? ''));
}

function urlOf(quartz: FieldValues | undefined): string | undefined {
  const base = textOf(quartz?.baseUrl)
    ?.replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  return base ? `https://${base}` : undefined;
}

const newName = (path: string): string => published(path.replace(/\.\w+$/, '.md'));

/** Returns a path without `_` at the start of names, which keeps files from being published here. */
const published = (path: string): string =>
  path
    .split('/')
    .map((part) => part.replace(/^[_.]+(?=.)/, ''))
    .join('/');

/** Returns the tags of the header and of the text, which keeps them as well. */
function tagsOf(fields: FieldValues, body: string): HeaderChange {
  const written: FieldValue | undefined = fields.tags ?? fields.tag;
  const listed = (typeof written === 'string' ? written.split(/[,，\s]+/) : listOf(written))
    .map((tag) => tag.replace(/^#/, '').trim())
    .filter(Boolean);
  const all = [...new Map([...listed, ...tagsIn(body)].map((tag) => [tag.toLowerCase(), tag])).values()];
  const isSame = JSON.stringify(all) === JSON.stringify(listOf(fields.tags)) && typeof fields.tags !== 'string';
  return {
    ...(fields.tag !== undefined && { tag: undefined }),
    ...(!isSame && (all.length > 0 || fields.tags !== undefined) && { tags: all.length > 0 ? all : undefined }),
  };
}
