// The latest notes on the home page, if `home` in site.yaml names them.

import { additionAnyway } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { href } from '../../assemble/urls.js';
import { notesRoot, notesUrl } from '../../base/notes.js';
import { HOME } from '../pages/settings.js';
import { NOTE, type NoteEntry, notesHash, notesOf, noteValues } from './entries.js';

/** Number of notes on the home page. */
const SHOWN = 3;

const isShown = ({ outline }: Site) => outline.notes.length > 0 && HOME.valueIn(outline.config).includes('notes');

const latest = (site: Site): readonly NoteEntry[] => (isShown(site) ? notesOf(site).slice(0, SHOWN) : []);

interface Input {
  readonly notes: readonly NoteEntry[];
  /** Address of the page of the latest notes, decoded. */
  readonly url: string;
}

export const onHome = additionAnyway<null, Input>({
  anyway: true,
  variables: {
    notes: { meaning: 'the latest notes, if the home page shows them', list: true, fields: NOTE },
    notesurl: { meaning: 'address of the page of the latest notes' },
  },
  parts: {
    notes: { meaning: 'the latest notes', hash: (site) => (isShown(site) ? notesHash(site, latest(site)) : undefined) },
  },
  shows: (site) => (isShown(site) ? site.outline.notes : []),
  input: (site) => ({
    notes: latest(site).map((note) => ({ ...note, body: [] })),
    url: notesUrl(notesRoot(site.outline.config.prefix, site.outline.config.notes ?? '')),
  }),
  values: (frame, { notes, url }) => ({
    notes: noteValues(frame, { notes, pictures: [] }, { url, styles: new Map() }),
    notesurl: href(frame.config.url, url),
  }),
});
