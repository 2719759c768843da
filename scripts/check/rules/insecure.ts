// Reports pictures, media and frames loaded over http:// by a site with https://: browsers block or upgrade them (W3C, Mixed Content,
// section 4).

import { placeAt, problem } from '../../base/diagnostics.js';
import { contentFile } from '../../base/inputFolders.js';
import { rawTags } from '../../base/text/rawHtml.js';
import type { CheckRule } from '../../engine/checkedSite.js';
import type { Diagnostic, Place } from '../../types.js';

const LOADED = ['src', 'data', 'poster'];
const LOADING = /^(?:iframe|frame|embed|object|video|audio|source|track|script)$/;

export const insecure: CheckRule = function* ({ outline, referring, textOf }) {
  if (!outline.config.url.origin.startsWith('https:')) return;
  // Pictures on other sites are taken from the problems that report them.
  for (const { path, head } of referring)
    for (const { ruleId, reason, place } of head.problems) {
      const url = ruleId === 'picture/remote' ? /http:\S+$/i.exec(reason)?.[0] : undefined;
      if (url) yield insecureProblem(contentFile(path), place, `the picture ${url}`);
    }
  for (const { path } of outline.sources()) yield* tagsIn(contentFile(path), textOf(contentFile(path)));
};

function* tagsIn(file: string, text: string): Iterable<Diagnostic> {
  if (!/http:/i.test(text)) return;
  for (const { name, attributes } of rawTags(withoutCode(text)).filter((tag) => LOADING.test(tag.name))) {
    for (const attribute of LOADED) {
      const { value = '', from = 0, to = 0 } = attributes.get(attribute) ?? {};
      if (/^http:/i.test(value)) yield insecureProblem(file, placeAt(text, from, to), `${value} in <${name}>`);
    }
  }
}

/** Replaces code with spaces, so that offsets stay the same. */
function withoutCode(text: string): string {
  const blank = (code: string) => code.replace(/[^\n]/g, ' ');
  return text
    .replace(/^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?^ {0,3}\1[^\n]*$/gm, blank)
    .replace(/(?<!`)(`+)(?!`)[^`][\s\S]*?\1(?!`)/g, blank);
}

function insecureProblem(file: string, place: Place | undefined, what: string): Diagnostic {
  const note = 'use https:// if the site supports it, or keep a copy in images/';
  return problem(file, place, 'url/insecure', `${what} is loaded over plain HTTP`, { note });
}
