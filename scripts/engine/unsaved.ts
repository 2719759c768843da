// Finds the problems that a file would have with a different text, such as an editor's unsaved buffer. The text is laid over the
// inputs; reading, rendering and checking are the same code as for saved files. Nothing is recorded.

import { Plan } from '../assemble/plan.js';
import { type ArticleFacts, Site } from '../assemble/site.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { contentPath, isTemplateFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { withoutAnswered } from '../config/answers.js';
import type { ArticleHead, Diagnostic, Source } from '../types.js';
import type { Inputs } from './inputs.js';
import { parseHead } from './lastBuild.js';
import type { SettledSite, SiteParts } from './parts.js';
import { pictureUses, problemsOfPictures } from './pictures.js';
import { Reading, type ReadState } from './reading.js';
import { articleProblems, fieldReaders, type ReferringArticle } from './references.js';
import { renderTask } from './renderTask.js';
import { ThemeReader } from './theme.js';

/** A file with its unsaved text. */
export interface UnsavedFile {
  /** Path from the site's folder. */
  readonly file: string;
  readonly text: string;
  /** The site with its saved files. */
  readonly settled: SettledSite;
  readonly plan: Plan;
}

/**
 * Returns the problems that a file would have with a different text, unsorted: its own, and those of its links. Not included are
 * problems that a new header would cause in other files, and secrets in files that are not rendered.
 */
export async function problemsOfUnsaved(services: SiteParts, { file, text, settled, plan }: UnsavedFile): Promise<Diagnostic[]> {
  const { root, inputs, features, profile } = services.options;
  const overlaid = inputs.withText(file, text);
  const { config, configProblems } = services.reading.current;
  const known = { sources: services.reading.current.sources, site: { config, configProblems }, state: settled.state };
  const reading = new Reading({ root, inputs: overlaid, features, profile: { ...profile, mistakes: 'as they are' }, known });
  const { state } = reading;
  const found = [...reading.problems()];
  if (isTemplateFile(file)) found.push(...themeProblems(services, overlaid, state, reading));
  const path = contentPath(file);
  const source = state.outline.sources().find((each) => each.path === path);
  if (source && MARKDOWN_FILE.test(file)) found.push(...(await problemsOfText(services, { source, text, state, settled })));
  found.push(...planProblems(plan, state), ...fieldProblems(services, state, reading));
  const own = found.filter((each) => each.file === file);
  return withoutAnswered(own, state.outline.config.answered, state.outline.sources()).remaining;
}

interface UnsavedText {
  readonly source: Source;
  readonly text: string;
  readonly state: ReadState;
  readonly settled: SettledSite;
}

async function problemsOfText(services: SiteParts, { source, text, state, settled }: UnsavedText): Promise<Diagnostic[]> {
  const { articles, pictures, options } = services;
  const { outline, names, settings } = state;
  const { lang } = source.meta;
  const words = lang === undefined ? undefined : settings.wordsOf(lang);
  const input = { source, text, dialect: settings.dialectOf(source.path), answers: [], ...(words && { words }) };
  const [output] = await options.batches.one(renderTask(options.features), [input], { names, options: settings.options });
  const head = parseHead(output?.head ?? '');
  const referring: ReferringArticle = { path: source.path, url: source.url, head };
  await pictures.prepareUses(pictureUses([referring], []));
  const others = new Map(settled.state.outline.sources().map((each) => [each.path, each]));
  const headOf = (path: string): ArticleHead => (path === source.path || !others.has(path) ? head : articles.head(path));
  const known: ArticleFacts = {
    head: headOf,
    hashes: (path) => articles.hashes(path),
    pictures: (path) => articles.pictures(path),
  };
  return [
    ...articleProblems([referring], outline, known),
    ...problemsOfPictures([referring], [], pictures.result, outline.config),
  ];
}

function themeProblems(services: SiteParts, overlaid: Inputs, state: ReadState, { data }: Reading) {
  const { last } = services.options;
  const theme = new ThemeReader(overlaid, 'as they are', last?.site.templates);
  return theme.problems({ ...services.themeInput(state), data });
}

/** Returns the problems of layouts and of colliding addresses. */
function planProblems({ site: { facts }, features }: Plan, { outline }: ReadState): readonly Diagnostic[] {
  return new Plan(new Site(outline, { ...facts, made: {}, sharedImage: () => undefined }), features).problems();
}

function fieldProblems(services: SiteParts, state: ReadState, { bundled }: Reading): Diagnostic[] {
  const templates = services.themes.shownTemplates(services.themeInput(services.state));
  return unreadFields(state.outline.sources(), fieldReaders(state.outline.config, templates, bundled));
}
