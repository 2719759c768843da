// What the settings of a vault say: which folders have templates and daily notes, and what is published.

import { posix } from 'node:path';
import { type FieldValues, isMapping, listOf, textOf } from '../../header.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { readScript } from '../../script/scriptFile.js';

export interface Vault {
  /** Folder of the vault below the old folder; empty for the old folder itself. */
  readonly root: string;
  /** Folders of templates, below the vault. */
  readonly templates: readonly string[];
  /** The folder of daily notes, and the form of their names. */
  readonly daily: { readonly folder: string; readonly format: string };
  /** Folders that the settings keep from publication. */
  readonly excluded: readonly string[];
  /** The configuration of Quartz, if it publishes the vault. */
  readonly quartz: FieldValues | undefined;
  /** True if Quartz publishes marked texts only. */
  readonly isExplicit: boolean;
}

const QUARTZ = 'quartz.config.ts';

/** Returns the folder of the vault: that of `.obsidian/`, or `content/` of Quartz. */
export function vaultRoot(folder: OldFolder): string | undefined {
  const found = [...new Set(folder.files.flatMap((path) => /^((?:[^/]+\/)*)\.obsidian\//.exec(path)?.[1] ?? []))];
  const [first] = found.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (folder.has(QUARTZ) && folder.hasFolder('content')) return 'content';
  return first?.replace(/\/$/, '') ?? (hasWikilinks(folder) ? '' : undefined);
}

/** Number of notes that are looked at, and that need to have wikilinks, for a vault whose settings were not copied. */
const [SAMPLE, LEAST] = [200, 5];

function hasWikilinks(folder: OldFolder): boolean {
  const notes = folder.files.filter((path) => isMarkdown(path) && !/(?:^|\/)\./.test(path)).slice(0, SAMPLE);
  const linked = notes.filter((path) => /\[\[[^[\]\n:]*\p{L}[^[\]\n:]*\]\]/u.test(folder.text(path)));
  return linked.length >= LEAST && linked.length * 20 >= notes.length;
}

export function readVault(folder: OldFolder): Vault {
  const root = vaultRoot(folder) ?? '';
  const settings = (name: string): FieldValues => json(folder, posix.join(root, '.obsidian', name));
  const daily = settings('daily-notes.json');
  const published = settings('publish.json');
  const script = folder.has(QUARTZ) ? folder.text(QUARTZ).replace(/^\s*\/\/.*$/gm, '') : '';
  const values = script === '' ? undefined : readScript(folder, QUARTZ).values;
  const quartz = values && (isMapping(values.configuration) ? values.configuration : {});
  const templates = [
    textOf(settings('templates.json').folder),
    textOf(settings('plugins/templater-obsidian/data.json').templates_folder),
    textOf(settings('plugins/quickadd/data.json').templateFolderPath),
  ];
  return {
    root,
    templates: templates.flatMap((each) => each?.replace(/^\/|\/$/g, '') || []),
    daily: { folder: textOf(daily.folder)?.replace(/^\/|\/$/g, '') ?? '', format: textOf(daily.format) ?? 'YYYY-MM-DD' },
    excluded: [...listOf(published.excluded), ...listOf(quartz?.ignorePatterns)].map((each) => each.replace(/^\/|\/$/g, '')),
    quartz,
    isExplicit: /\bExplicitPublish\(/.test(script),
  };
}

function json(folder: OldFolder, path: string): FieldValues {
  if (!folder.has(path)) return {};
  try {
    const value: unknown = JSON.parse(folder.text(path));
    return isMapping(value) ? value : {};
  } catch {
    return {};
  }
}

/** Returns the paths of a vault below its root, without hidden folders. */
export function pathsOf(folder: OldFolder, { root }: Vault): string[] {
  return folder
    .below(root)
    .map((path) => (root === '' ? path : path.slice(root.length + 1)))
    .filter((path) => !/(?:^|\/)\./.test(path));
}

export const isWithinFolder = (path: string, folder: string): boolean =>
  folder !== '' && path.toLowerCase().startsWith(`${folder.toLowerCase()}/`);

/** Names of folders with templates, for vaults without settings. */
const TEMPLATE_FOLDER = /(?:^|\/)(?:_?templates?|模板|テンプレート)\//i;

/** What templates are filled with: `{{date}}` of Obsidian, `<% tp.… %>` of Templater. */
const TO_FILL = /<%[-_*+]?\s*(?:await\s+)?tp\.|\{\{\s*(?:date|title|time)\s*(?::[^{}\n]*)?\}\}/;

/** True for a template. @param text its header and body */
export function isTemplate(path: string, text: string, { templates }: Vault): boolean {
  if (templates.some((folder) => isWithinFolder(path, folder))) return true;
  const plain = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  return TO_FILL.test(plain) || (TEMPLATE_FOLDER.test(path) && isMarkdown(path));
}

/** Returns the date in the name of a note: that of the form of daily notes, or one at its start. */
export function dateInName(path: string, { daily }: Vault): string | undefined {
  const stem = posix.basename(path).replace(/\.\w+$/, '');
  const form = posix.basename(daily.format);
  const names: string[] = [];
  const source = form.replace(
    /\[([^\]]*)\]|YYYY|MMMM|MMM|MM|M|dddd|ddd|DD|D|[.*+?^${}()|[\]\\]/g,
    (part, literal: string | undefined) => {
      if (literal !== undefined) return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (/^(?:YYYY|MM?|DD?)$/.test(part)) {
        names.push(part.charAt(0));
        return part === 'YYYY' ? '(\\d{4})' : part.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
      }
      return /^[A-Za-z]+$/.test(part) ? '[\\p{L}.]+' : `\\${part}`;
    },
  );
  const match = new RegExp(`^${source}$`, 'u').exec(stem) ?? undefined;
  const parts = Object.fromEntries(names.map((name, at) => [name, match?.[at + 1]]));
  const loose = /^(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d{7})/.exec(stem);
  const [year, month, day] = match && parts.Y && parts.M && parts.D ? [parts.Y, parts.M, parts.D] : (loose?.slice(1) ?? []);
  if (!year || !month || !day || Number(month) > 12 || Number(day) > 31 || !/^(?:19|20)/.test(year)) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** True for a note of a day: in the folder of daily notes, or with nothing but a date as its name. */
export function isDaily(path: string, vault: Vault): boolean {
  // Some write their posts by the command for daily notes.
  if (/(?:^|\/)_?(?:posts?|blogs?|articles?)\//i.test(path)) return false;
  if (isWithinFolder(path, vault.daily.folder)) return dateInName(path, vault) !== undefined;
  return /^\d{4}[-_.]?\d{2}[-_.]?\d{2}$/.test(posix.basename(path).replace(/\.\w+$/, ''));
}
