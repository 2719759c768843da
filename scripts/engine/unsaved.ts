// The problems of one file as it would be with another text, such as one that is being written and not saved yet. The rest of the site
// is as it is, and nothing is noted: the text is laid over the inputs, and read, rendered and checked by whoever does so otherwise.

import { Plan } from '../assemble/plan.js';
import { type KnownArticles, Site } from '../assemble/site.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { contentPath, isTemplateFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { withoutAnswered } from '../config/answers.js';
import type { ArticleHead, Diagnostic, Source } from '../types.js';
import type { Inputs } from './inputs.js';
import { parseHead } from './lastBuild.js';
import type { Settled, SiteParts } from './parts.js';
import { problemsOfPictures, usesOf } from './pictures.js';
import { Reading, type ReadState } from './reading.js';
import { articleProblems, fieldReaders, type Referring } from './references.js';
import { renderTask } from './renderTask.js';
import { ThemeReader } from './theme.js';

/** What is asked. */
export interface Unsaved {
  /** From the root of the site. */
  readonly file: string;
  readonly text: string;
  /** The site as it is. */
  readonly settled: Settled;
  readonly plan: Plan;
}

/**
 * The problems of a file with another text, sorted by nothing: of what it says itself, and of where it leads. What a new header would
 * change in other files is not among them, nor are secrets in files that are not rendered.
 */
export async function problemsOfUnsaved(parts: SiteParts, { file, text, settled, plan }: Unsaved): Promise<Diagnostic[]> {
  const { root, inputs, features, profile } = parts.options;
  const overlaid = inputs.withText(file, text);
  const { config, configProblems } = parts.reading.current;
  const known = { sources: parts.reading.current.sources, site: { config, configProblems }, state: settled.state };
  const reading = new Reading({ root, inputs: overlaid, features, profile: { ...profile, mistakes: 'as they are' }, known });
  const { state } = reading;
  const found = [...reading.problems()];
  if (isTemplateFile(file)) found.push(...themeProblems(parts, overlaid, state, reading));
  const path = contentPath(file);
  const source = state.outline.sources().find((each) => each.path === path);
  if (source && MARKDOWN_FILE.test(file)) found.push(...(await problemsOfText(parts, { source, text, state, settled })));
  found.push(...planProblems(plan, state), ...fieldProblems(parts, state, reading));
  const own = found.filter((each) => each.file === file);
  return withoutAnswered(own, state.outline.config.answered, state.outline.sources()).remaining;
}

interface UnsavedText {
  readonly source: Source;
  readonly text: string;
  readonly state: ReadState;
  readonly settled: Settled;
}

async function problemsOfText(parts: SiteParts, { source, text, state, settled }: UnsavedText): Promise<Diagnostic[]> {
  const { articles, pictures, options } = parts;
  const { outline, names, settings } = state;
  const { lang } = source.meta;
  const footnotes = lang === undefined ? undefined : settings.footnotesOf(lang);
  const input = { source, text, dialect: settings.dialectOf(source.path), answers: [], ...(footnotes && { footnotes }) };
  const [output] = await options.batches.one(renderTask(options.features), [input], { names, options: settings.options });
  const head = parseHead(output?.head ?? '');
  const referring: Referring = { path: source.path, url: source.url, head };
  await pictures.ready(usesOf([referring], []));
  const others = new Map(settled.state.outline.sources().map((each) => [each.path, each]));
  const headOf = (path: string): ArticleHead => (path === source.path || !others.has(path) ? head : articles.head(path));
  const known: KnownArticles = {
    head: headOf,
    hashes: (path) => articles.hashes(path),
    pictures: (path) => articles.pictures(path),
  };
  return [
    ...articleProblems([referring], outline, known),
    ...problemsOfPictures([referring], [], pictures.result, outline.config),
  ];
}

function themeProblems(parts: SiteParts, overlaid: Inputs, state: ReadState, { data }: Reading) {
  const { last } = parts.options;
  const theme = new ThemeReader(overlaid, 'as they are', last?.site.templates);
  return theme.problems({ ...parts.readFor(state), data });
}

/** Layouts that are not there, and addresses that are taken. */
function planProblems({ site: { facts }, features }: Plan, { outline }: ReadState): readonly Diagnostic[] {
  return new Plan(new Site(outline, { ...facts, made: {}, sharedImage: () => undefined }), features).problems();
}

function fieldProblems(parts: SiteParts, state: ReadState, { bundled }: Reading): Diagnostic[] {
  const templates = parts.themes.shownTemplates(parts.readFor(parts.state));
  return unreadFields(state.outline.sources(), fieldReaders(state.outline.config, templates, bundled));
}
