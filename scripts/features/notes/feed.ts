// The feed of the newest notes, as RSS with their full text.

import { feedHtml } from '../../assemble/fill.js';
import { instantsOf } from '../../assemble/instants.js';
import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { byPath } from '../../assemble/rendered.js';
import type { Site } from '../../assemble/site.js';
import { absolute } from '../../assemble/urls.js';
import { wordsFor } from '../../assemble/words/words.js';
import { hashOf } from '../../base/hash.js';
import { notesFeedUrl, notesRoot, notesUrl } from '../../base/notes.js';
import { newestChange } from '../feeds/feeds.js';
import type { Item } from '../feeds/format.js';
import { rss } from '../feeds/rss.js';
import { FEED_SIZE } from '../feeds/settings.js';
import { beginning, type NoteEntry, notesHash, notesOf, shownNotes } from './entries.js';
import { mainFile } from './stream.js';

/** Maximum number of characters of the title that a note without one gets from its text. */
const TITLE = 40;

/** Returns the newest notes that are not drafts. */
function newestIn(site: Site): readonly NoteEntry[] {
  const { outline } = site;
  return notesOf(site)
    .filter(({ path }) => !outline.isDraft(path))
    .slice(0, FEED_SIZE.valueIn(outline.config));
}

function titleOf({ outline, facts }: Site): string {
  const main = mainFile(outline);
  const { config } = facts.frame;
  return (main && facts.articles.head(main.path).title.text) || wordsFor(config.language, config).notes;
}

export const feed = output<string, Outline>({
  name: 'notesFeed',
  isPerLanguage: true,
  readsAll: true,
  *addresses({ config: { notes: name, prefix }, notes }) {
    if (name !== undefined && notes.length > 0) yield { url: notesFeedUrl(notesRoot(prefix, name)), data: name };
  },
  parts: {
    frame: { meaning: 'the frame of the site', hash: ({ frameHash }) => frameHash },
    notes: {
      meaning: 'the newest notes',
      hash: (site) =>
        hashOf(notesHash(site, newestIn(site)), titleOf(site), JSON.stringify(itemsOf(site).map(({ updated }) => updated))),
    },
  },
  content: (site, name) => {
    const items = itemsOf(site);
    const newest = newestChange(items, site.outline.index.today);
    const root = notesRoot('', name);
    const part = { name: titleOf(site), url: notesFeedUrl(root), page: notesUrl(root) };
    return Buffer.from(rss.text({ frame: site.facts.frame, items, newest, part }));
  },
});

function itemsOf(site: Site): Item[] {
  const { config } = site.facts.frame;
  const all = notesOf(site).map((note) => ({ ...note, meta: {} }));
  const instants = instantsOf(all, site.outline.config.timezone);
  const shown = new Set(newestIn(site).map(({ page, id }) => `${page}#${id}`));
  return all
    .filter(({ page, id }) => shown.has(`${page}#${id}`))
    .map((note): Item => {
      const url = `${absolute(config.url, note.page)}#${encodeURIComponent(note.id)}`;
      const pictures = byPath(shownNotes(site, [note]).pictures);
      return {
        id: url,
        url,
        title: note.title || beginning(note.text, TITLE) || note.date,
        html: feedHtml(note, note.page, config.url, pictures),
        summary: beginning(note.text, 2 * TITLE),
        authors: [],
        tags: [],
        ...instants(note),
        ...(note.lang !== undefined && { lang: note.lang }),
      };
    });
}
