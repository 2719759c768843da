// The report of an import: `import-report.json`, and a page with the same content for people.

import type { Speech } from '../base/speech.js';
import { escapeHtml } from '../base/text/characters.js';
import type { Diagnostic } from '../types.js';
import type { Note } from './oldBlog.js';
import type { Proof, TextProof } from './proof/proof.js';

/** The same thing in several places. */
export interface Group {
  /** The rule of its problems, unless all of them have one name. */
  readonly rule?: string;
  readonly about: string;
  readonly count: number;
  /** The first places. */
  readonly places: readonly string[];
}

export interface ImportReport {
  readonly tool: string;
  readonly from: string;
  readonly texts: { readonly posts: number; readonly pages: number; readonly hidden: Proof['hidden'] };
  /** Files that were edited here, and that the old blog has changed as well. */
  readonly kept: readonly string[];
  readonly addresses: {
    readonly served: number;
    readonly redirected: number;
    /** Those of texts that are drafts here. */
    readonly withheld: readonly { readonly address: string; readonly reason: string }[];
    readonly gone: readonly { readonly address: string; readonly reason: string }[];
  };
  readonly content: { readonly compared: number; readonly totals: Proof['totals']; readonly less: readonly TextProof[] };
  readonly feedIds: Proof['ids'];
  /** Foreign marks, dead links, missing pictures and other problems of the new site. */
  readonly left: readonly Group[];
  /** What was changed or not moved. */
  readonly notes: readonly Group[];
}

const PLACES = 3;

/** Counts things with the same name; the most frequent first. */
export function grouped(
  things: readonly { readonly about: string; readonly place: string | undefined; readonly rule?: string | undefined }[],
): Group[] {
  const groups = new Map<string, { rule?: string; count: number; places: string[] }>();
  for (const { about, place, rule } of things) {
    const group = groups.get(about) ?? { ...(rule !== undefined && { rule }), count: 0, places: [] };
    group.count++;
    if (place !== undefined && group.places.length < PLACES) group.places.push(place);
    groups.set(about, group);
  }
  return [...groups]
    .map(([about, group]) => ({ about, ...group }))
    .sort((a, b) => b.count - a.count || (a.about < b.about ? -1 : 1));
}

/** Groups the notes of an import. */
export function groupedNotes(notes: readonly Note[]): Group[] {
  return grouped(notes.map(({ about, outcome, at }) => ({ about: `${about} ${outcome}`, place: at })));
}

/** Rules whose problems differ only in what they name: they are one kind of work. */
const ONE_KIND: { readonly [rule: string]: string } = {
  'link/dead': 'a link to a page that does not exist',
  'link/anchor': 'a link to a heading that does not exist',
  'picture/missing': 'a missing picture',
  'picture/alt': 'a picture without alternative text',
  'picture/remote': 'a picture on another site, where it may disappear',
  'picture/fetch': 'a picture that could not be downloaded',
  'picture/unused': 'a picture that no page uses',
  'code/language': 'code in an unknown language',
  'title/repeated': 'a heading that repeats the title',
  'url/insecure': 'something that is loaded over http://',
  'front-matter/foreign': 'a field of another tool whose value cannot be used',
};

/** Rules whose problems no reader notices. */
const ADVICE = new Set(
  'picture/remote picture/alt picture/unused picture/suffix code/language title/repeated url/insecure'.split(' '),
);

/** Groups the problems of a site by construct: what readers notice, then advice. */
export function groupedProblems(problems: readonly Diagnostic[]): Group[] {
  const groupsOf = (some: readonly Diagnostic[]) =>
    grouped(
      some.map(({ ruleId, reason, file, place }) => ({
        about: ONE_KIND[ruleId] ?? withoutValues(reason),
        rule: ONE_KIND[ruleId] === undefined ? ruleId : undefined,
        place: place ? `${file}:${place.line}:${place.column}` : file,
      })),
    );
  const isAdvice = ({ ruleId }: Diagnostic) => ADVICE.has(ruleId);
  return [...groupsOf(problems.filter((each) => !isAdvice(each))), ...groupsOf(problems.filter(isAdvice))];
}

/** Removes what is particular from a reason: quoted texts and addresses. */
function withoutValues(reason: string): string {
  return reason.replace(/"[^"]*"/g, '"…"').replace(/https?:\/\/\S+/g, '…');
}

/** Returns the page of a report in the writer's language. */
export function reportPage(report: ImportReport, { language, text, problem }: Speech): string {
  const { texts, addresses, content, feedIds, left, notes, kept } = report;
  const part = (heading: string, body: string) =>
    body === '' ? '' : `<section>\n<h2>${escapeHtml(text(heading))}</h2>\n${body}\n</section>\n`;
  const sum = (before: number, now: number) => `<td>${before}</td><td>${now}</td>`;
  const rows = Object.entries(content.totals).map(
    ([kind, [before, now]]) => `<tr><th scope="row">${escapeHtml(text(KINDS[kind] ?? kind))}</th>${sum(before, now)}</tr>`,
  );
  const list = (items: readonly string[]) =>
    items.length === 0 ? '' : `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
  const nameOf = (rule: string | undefined, about: string) =>
    rule === undefined ? text(about) : problem({ file: '', ruleId: rule, fatal: false, reason: about, expected: [] }).reason;
  const code = (value: string) => `<code>${escapeHtml(value)}</code>`;
  const groups = (all: readonly Group[]) =>
    list(
      all.map(
        ({ rule, about, count, places }) =>
          `<b>${count}</b> × ${escapeHtml(nameOf(rule, about))}${places.length > 0 ? `<br>${places.map(code).join(' ')}` : ''}`,
      ),
    );
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(text('Import report'))}</title>
<style>${STYLE}</style>
<h1>${escapeHtml(text('Import report'))}</h1>
<p>${escapeHtml(text(`${texts.posts} posts and ${texts.pages} pages from ${report.from} (${report.tool})`))}</p>
${part(
  'Addresses',
  `<p>${escapeHtml(text(`${addresses.served} served, ${addresses.redirected} redirected, ${addresses.withheld.length} withheld, ${addresses.gone.length} gone`))}</p>${list(
    [...addresses.gone, ...addresses.withheld].map(({ address, reason }) => `${code(address)}: ${escapeHtml(text(reason))}`),
  )}`,
)}${part(
  'Content',
  `<table><tr><th></th><th>${escapeHtml(text('before'))}</th><th>${escapeHtml(text('now'))}</th></tr>${rows.join('')}</table>
<p>${escapeHtml(text(`${content.compared} texts compared; ${content.less.length} have less than before`))}</p>${list(content.less.map((each) => lessItem(each, text)))}`,
)}${part('Left to do by hand', groups(left))}${part(
  'Not published',
  list(texts.hidden.map(({ file, reason }) => `${code(file)}: ${escapeHtml(text(reason))}`)),
)}${part('Changed or left out', groups(notes))}${part(
  'Edited here, and changed in the old blog as well',
  list(kept.map(code)),
)}${part('Ids of feed entries', `<p>${escapeHtml(text(`${feedIds.kept} kept, ${feedIds.changed.length} changed`))}</p>${list(feedIds.changed.map(code))}`)}`;
}

const KINDS: { readonly [kind: string]: string } = {
  words: 'words',
  pictures: 'pictures',
  code: 'code blocks',
  formulas: 'formulas',
};

function lessItem({ file, lost, fewer }: TextProof, text: (english: string) => string): string {
  const counts = Object.entries(fewer).map(
    ([kind, [before, now]]) => `${escapeHtml(text(KINDS[kind] ?? kind))}: ${before} → ${now}`,
  );
  const words = lost.first.map(
    ({ word, around }) => `<q>${escapeHtml(around).replace(escapeHtml(word), (found) => `<mark>${found}</mark>`)}</q>`,
  );
  const first = lost.count > 0 ? [`${escapeHtml(text('words'))}: −${lost.count} ${words.join(' ')}`] : [];
  return `<code>${escapeHtml(file)}</code><br>${[...counts, ...first].join('; ')}`;
}

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1,h2{line-height:1.3}code{font-size:.9em;overflow-wrap:anywhere}li{margin:.4em 0}td,th{padding:.1em 1em .1em 0;text-align:left}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}}`;
