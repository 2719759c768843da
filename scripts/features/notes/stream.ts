// The pages of notes: the latest ones below the title and introduction of the writer's file, and all notes of each year.

import { commonValues } from '../../assemble/common.js';
import { listedHtml, titleHtml } from '../../assemble/entry.js';
import { kind } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { cssOf, type PictureStyles } from '../../assemble/pictureHtml.js';
import type { Site } from '../../assemble/site.js';
import type { SiteAddress } from '../../assemble/siteAddress.js';
import { href } from '../../assemble/urls.js';
import { LINK, type VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import { hashOf } from '../../base/hash.js';
import { isMainNotesFile, notesFeedUrl, notesRoot, notesUrl, notesYearUrl } from '../../base/notes.js';
import { sheetsOf } from '../../base/sheets.js';
import type { InlineCode, InlineText, Source } from '../../types.js';
import { articleFacts, articleValues, emptyArticle } from '../pages/article.js';
import { NOTE, type NoteEntry, notesHash, notesOf, noteValues, type ShownNotes, shownNotes } from './entries.js';

const VARIABLES = {
  notes: { meaning: 'the latest notes, or those of a year, newest first', list: true, fields: NOTE },
  year: { meaning: 'the year; empty on the page of the latest notes' },
  years: {
    meaning: 'the years with notes, newest first',
    list: true,
    fields: { ...LINK, title: { meaning: 'the year' }, current: { meaning: 'true for that of the page' } },
  },
  latest: { meaning: 'address of the page of the latest notes' },
} as const satisfies VariableDocs;

/** A page of notes: of a year, or of the latest ones. */
interface Data {
  readonly year?: string;
}

interface Input extends ShownNotes, Data {
  /** What the addresses of notes begin with. */
  readonly root: string;
  readonly years: readonly string[];
  /** Title of the page of the latest notes; absent if the writer gave none. */
  readonly title?: InlineText;
  /** Code in raw HTML of the notes. */
  readonly code?: InlineCode;
}

/** Returns the writer's file with the title and the introduction. */
export function mainFile({ notes, config }: Outline): Source | undefined {
  return notes.find(({ path, unmarked = path }) => isMainNotesFile(unmarked, config.notes ?? ''));
}

/** True if the outline has pages of notes. */
export function hasNotes({ notes, config }: Outline): boolean {
  return config.notes !== undefined && notes.length > 0;
}

/** Returns the years with notes, newest first. */
function yearsIn({ notes }: Outline): readonly string[] {
  const days = notes.flatMap((file) => file.days ?? []);
  return [...new Set(days.map((day) => day.slice(0, 4)))].sort().reverse();
}

function notesOn(site: Site, { year }: Data): readonly NoteEntry[] {
  const all = notesOf(site);
  return year === undefined ? all.slice(0, site.outline.config.pageSize) : all.filter(({ date }) => date.startsWith(year));
}

/** Returns the code in the raw HTML of the files that some notes are from. */
function codeOf({ facts }: Site, notes: readonly NoteEntry[]): InlineCode | undefined {
  const all = [...new Set(notes.map(({ path }) => path))].flatMap((path) => facts.articles.head(path).code ?? []);
  const merged = (name: keyof InlineCode) => [...new Set(all.flatMap((code) => code[name]))];
  const names = Object.keys(all[0] ?? {}) as (keyof InlineCode)[];
  return all.length === 0 ? undefined : (Object.fromEntries(names.map((name) => [name, merged(name)])) as unknown as InlineCode);
}

export const stream = kind<Data, Input>({
  name: 'notes',
  isPerLanguage: true,
  template: 'notes',
  about: 'the latest notes, or the notes of a year',
  showsArticle: true,
  variables: VARIABLES,
  *addresses(outline): Iterable<SiteAddress<Data>> {
    const { config } = outline;
    if (config.notes === undefined || !hasNotes(outline)) return;
    const article = mainFile(outline);
    const years = yearsIn(outline);
    const indexed = { lastmod: undefined };
    const root = notesRoot(config.prefix, config.notes);
    yield { url: notesUrl(root), data: {}, indexed, hasCounterpart: true, ...(article ? { article } : { yields: true }) };
    for (const year of years) yield { url: notesYearUrl(root, year), data: { year }, indexed };
  },
  parts: {
    notes: { meaning: 'the notes on it', hash: (site, data) => notesHash(site, notesOn(site, data)) },
    years: { meaning: 'the years with notes', hash: ({ outline }) => hashOf(yearsIn(outline).join()) },
    title: {
      meaning: 'the title of the notes',
      hash: ({ outline, facts }) => {
        const main = mainFile(outline);
        return main && JSON.stringify(facts.articles.head(main.path).title);
      },
    },
    code: { meaning: 'the code in the notes', hash: (site, data) => JSON.stringify(codeOf(site, notesOn(site, data))) },
  },
  shows: ({ outline }) => outline.notes,
  input: (site, data) => {
    const { outline, facts } = site;
    const main = mainFile(outline);
    const notes = notesOn(site, data);
    const code = codeOf(site, notes);
    return {
      ...data,
      ...shownNotes(site, notes),
      root: notesRoot(outline.config.prefix, outline.config.notes ?? ''),
      years: yearsIn(outline),
      ...(main && { title: facts.articles.head(main.path).title }),
      ...(code && { code }),
    };
  },
  values: (frame, { root, year, years, title: given, code, ...shown }, rendered) => {
    const { config } = frame;
    const words = wordsFor(config.language, config);
    const title = given ?? { html: words.notes, text: words.notes };
    const url = year === undefined ? notesUrl(root) : notesYearUrl(root, year);
    const css: PictureStyles = new Map();
    const { values, ...styles } = rendered ? articleValues(frame, rendered) : { values: emptyArticle(), css: '', sheets: [] };
    const notes = noteValues(frame, shown, { url, styles: css });
    const own = {
      ...values,
      title: titleHtml(frame, { html: listedHtml(title), text: title.text }),
      notes,
      hasgallery: notes.some(({ body }) => body.html.includes('<a class="zoom"')),
      year: year ?? '',
      years: years.map((each) => ({
        title: each,
        url: href(config.url, notesYearUrl(root, each)),
        current: each === year,
      })),
      latest: href(config.url, notesUrl(root)),
    };
    const facts = rendered
      ? articleFacts(frame, rendered, 'website')
      : { url, title: title.text, description: config.description, ogtype: 'website' as const };
    const common = {
      ...facts,
      url,
      title: year === undefined ? title.text : `${title.text} · ${year}`,
      css: styles.css + cssOf(css),
      sheets: [...new Set([...styles.sheets, ...shown.notes.flatMap(({ body }) => sheetsOf(body)), 'notes'])],
      ...(code && { code }),
      feed: { title: title.text, url: notesFeedUrl(root) },
    };
    return [own, ...commonValues(frame, common)];
  },
});
