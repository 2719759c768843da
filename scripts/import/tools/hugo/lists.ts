// The addresses of Hugo's lists and feeds: home page, sections, taxonomies and terms, with their further pages.

import { mapping } from '../../dataFiles.js';
import { type FieldValue, listOf, textOf } from '../../header.js';
import type { OldList, OldText } from '../../oldBlog.js';
import type { HugoConfig, HugoLanguage } from './config.js';
import { asFile, clean, filled, hugoSlug, type PathRules } from './permalink.js';

/** A text with what lists need to know of it. */
export interface Listed {
  readonly text: OldText;
  readonly language: HugoLanguage;
  readonly sections: readonly string[];
}

export interface ListRules extends PathRules {
  readonly isUgly: boolean;
}

/** Returns the addresses of lists; some may be those of texts. */
export function hugoLists(config: HugoConfig, all: readonly Listed[], rules: ListRules): OldList[] {
  const lists = new Lists(config);
  for (const language of config.languages) {
    const listed = all.filter((each) => each.language === language && each.text.hidden === undefined);
    if (listed.length === 0) continue;
    const folder = language.isMain ? undefined : language.prefix;
    const posts = listed.filter(({ text }) => text.kind === 'post');
    lists.add(clean(language.prefix), 'home', { folder, pages: posts.length });
    for (const section of sectionsOf(posts)) {
      const slug = hugoSlug(section, rules);
      const address = `${language.prefix}/${slug}/`;
      lists.add(address, 'posts', {
        folder,
        pages: posts.filter(({ sections }) => sections.join('/').startsWith(section)).length,
      });
      if (rules.isUgly) lists.add(asFile(address), 'posts', { folder });
    }
    for (const taxonomy of config.taxonomies) addTerms(lists, { config, taxonomy, language, listed, rules });
  }
  return lists.all;
}

function sectionsOf(posts: readonly Listed[]): Set<string> {
  return new Set(posts.flatMap(({ sections }) => sections.map((_name, at) => sections.slice(0, at + 1).join('/'))));
}

interface TaxonomyOf {
  readonly config: HugoConfig;
  readonly taxonomy: string;
  readonly language: HugoLanguage;
  readonly listed: readonly Listed[];
  readonly rules: ListRules;
}

function addTerms(lists: Lists, { config, taxonomy, language, listed, rules }: TaxonomyOf): void {
  const folder = language.isMain ? undefined : language.prefix;
  const counts = new Map<string, number>();
  for (const { text } of listed)
    for (const term of listOf(fieldNamed(text.fields, taxonomy))) counts.set(term, (counts.get(term) ?? 0) + 1);
  const [all, one] = taxonomy === 'categories' ? (['categories', 'category'] as const) : (['tags', 'tag'] as const);
  const own = taxonomy === 'tags' || taxonomy === 'categories' ? {} : { taxonomy };
  lists.add(`${language.prefix}/${taxonomy}/`, all, { folder, ...own });
  if (rules.isUgly) lists.add(`${language.prefix}/${taxonomy}.html`, all, { folder, ...own });
  const { term: terms, ...plain } = mapping(config.values.permalinks);
  const pattern = textOf(mapping(terms)[taxonomy]) ?? textOf(plain[taxonomy]);
  for (const [term, pages] of counts) {
    const facts = { sections: [taxonomy], name: term, title: term, slug: undefined, date: undefined };
    const path = (pattern && filled(pattern, facts, rules)) ?? `/${taxonomy}/${hugoSlug(term, rules)}/`;
    const address = clean(`${language.prefix}${path}`);
    lists.add(rules.isUgly ? asFile(address) : address, one, { folder, pages, term: [term], ...own });
  }
}

/** Returns a field whose name may be in capitals. */
export function fieldNamed(fields: OldText['fields'], name: string): FieldValue | undefined {
  const key = Object.keys(fields).find((each) => each.toLowerCase() === name);
  return key === undefined ? undefined : fields[key];
}

interface About {
  readonly folder: string | undefined;
  /** Number of texts in it. */
  readonly pages?: number;
  readonly term?: readonly string[];
  readonly taxonomy?: string;
}

class Lists {
  private readonly byAddress = new Map<string, OldList>();
  private readonly perPage: number;
  private readonly pageFolder: string;

  constructor({ values }: HugoConfig) {
    const pagination = mapping(values.pagination);
    this.perPage = Number(pagination.pagersize ?? values.paginate ?? 10) || 10;
    this.pageFolder = textOf(pagination.path) ?? textOf(values.paginatepath) ?? 'page';
  }

  get all(): OldList[] {
    return [...this.byAddress.values()];
  }

  /** Adds a list, its feed, and its further pages. */
  add(address: string, of: OldList['of'], { folder, pages = 0, term, taxonomy }: About): void {
    const about = { ...(folder !== undefined && { folder }), ...(term && { term }), ...(taxonomy !== undefined && { taxonomy }) };
    const set = (path: string, kind: OldList['of']) => {
      if (!this.byAddress.has(path)) this.byAddress.set(path, { address: path, of: kind, ...about });
    };
    set(address, of);
    if (!address.endsWith('/')) return;
    set(`${address}index.xml`, 'feed');
    for (let page = 2; page <= Math.ceil(pages / this.perPage); page++)
      set(`${address}${this.pageFolder}/${page}/`, of === 'home' ? 'posts' : of);
  }
}
