// Reads a Hugo site: where each text was published, who could read it, and which files go with it.

import { posix } from 'node:path';
import { stringify } from 'yaml';
import { contentFile } from '../../../base/inputFolders.js';
import { dateOfInstant, parseMoment } from '../../../base/text/civilDate.js';
import { mapping, merged } from '../../dataFiles.js';
import { cleanedHeader, isEmpty, undated } from '../../fields.js';
import { type FieldValue, type FieldValues, type HeaderChange, isMapping, listOf, readOldHeader, textOf } from '../../header.js';
import type { Note, OldBlog, OldFile, OldList, OldText } from '../../oldBlog.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { newPlace } from '../../places.js';
import { dialectWith } from '../../settings.js';
import { htmlAsMarkdown } from '../../text/html.js';
import { type Cascade, cascadesOf, inheritedFrom, isTargeted } from './cascade.js';
import { type HugoConfig, type HugoLanguage, type MenuEntry, menuOf, notesOn, readHugoConfig, servicesOf } from './config.js';
import { fieldNamed, hugoLists, type Listed, type ListRules } from './lists.js';
import { asFile, clean, filled, hugoSlug, newPattern, type PageFacts } from './permalink.js';

/** Folders of pages that are no posts, whatever their dates. */
const PAGE_FOLDERS = /^(?:pages?|about|links?|friends?|archives?|search|contact|tags|categories|series|authors?)$/i;

/** A markdown or HTML file below a content folder. */
interface ContentFile {
  readonly from: string;
  readonly language: HugoLanguage;
  /** Folders below the content folder. */
  readonly folders: readonly string[];
  /** Name without language and extension. */
  readonly name: string;
  readonly hasSuffix: boolean;
}

export class HugoReader {
  private readonly config: HugoConfig;
  private readonly notes: Note[] = [];
  private readonly rules: ListRules;
  private readonly files: readonly string[];
  private readonly contents: readonly ContentFile[];
  /** Folders of leaf bundles, from the old folder. */
  private readonly bundles: ReadonlySet<string>;
  private readonly cascades: readonly Cascade[];
  private readonly listPages: OldList[] = [];
  private readonly menu: MenuEntry[] = [];

  constructor(private readonly folder: OldFolder) {
    this.config = readHugoConfig(folder);
    const { values, languages, content } = this.config;
    this.rules = {
      keepsCase: values.disablepathtolower === true,
      isWithoutAccents: values.removepathaccents === true,
      isUgly: values.uglyurls === true,
    };
    const isIgnored = ignored(values);
    const roots = [...new Set([content, ...languages.map((each) => each.content)])];
    this.files = [...new Set(roots.flatMap((root) => folder.below(root)))].filter((path) => !isIgnored(path)).sort();
    this.contents = this.files.filter((path) => this.isText(path)).flatMap((path) => this.placed(path) ?? []);
    const indexes = this.contents.filter(({ name }) => name === 'index').map(({ from }) => posix.dirname(from));
    this.bundles = new Set(indexes.filter((path) => !roots.includes(path)));
    this.cascades = this.contents
      .filter(({ name }) => name === '_index')
      .flatMap(({ from }) => cascadesOf(readOldHeader(folder.text(from)).fields, posix.dirname(from)));
  }

  blog(): OldBlog {
    const { config } = this;
    const { values, params, language, timezone } = config;
    const listed = this.contents.flatMap((file) => this.text(file) ?? []);
    const texts = listed.map(({ text }) => text);
    const menu = menuOf(this.menuValues(), this.menu);
    return {
      settings: {
        title: textOf(this.mainLanguage.values.title) ?? textOf(values.title),
        url: textOf(values.baseurl)?.replace(/\/+$/, ''),
        description: this.ownParam('description') ?? this.ownParam('subtitle') ?? textOf(values.description),
        author: authorIn(params.author) ?? authorIn(values.author) ?? authorIn(params.authors),
        ...{ language, timezone, permalink: this.permalink(texts) },
        markdown: this.dialect(texts),
        ...(menu && { navigation: menu }),
        more: { ...this.languageSettings(listed), ...this.taxonomySettings(texts), ...this.future(), ...servicesOf(config) },
      },
      texts,
      files: this.otherFiles(),
      spare: this.spareFiles(),
      lists: [...hugoLists(config, listed, this.rules), ...this.listPages],
      made: this.folderFields(),
      notes: [...this.notes, ...notesOn(config)],
    };
  }

  private get mainLanguage(): HugoLanguage {
    return this.config.languages.find(({ isMain }) => isMain) as HugoLanguage;
  }

  private menuValues(): FieldValues {
    const { values } = this.config;
    const own = this.mainLanguage.values;
    return own.menus !== undefined || own.menu !== undefined ? own : values;
  }

  private ownParam(name: string): string | undefined {
    return textOf(mapping(this.mainLanguage.values.params)[name]) ?? textOf(this.config.params[name]);
  }

  private future(): { readonly [setting: string]: unknown } {
    return this.config.values.buildfuture === true ? {} : { future: 'wait' };
  }

  private isText(path: string): boolean {
    if (isMarkdown(path)) return true;
    return /\.html?$/.test(path) && readOldHeader(this.folder.text(path)).bodyOffset > 0;
  }

  /** Finds the language and the folders of a file. */
  private placed(from: string): ContentFile | undefined {
    const { languages } = this.config;
    const roots = languages.filter(({ content }) => from.startsWith(`${content}/`));
    const longest = Math.max(...roots.map(({ content }) => content.length));
    const candidates = roots.filter(({ content }) => content.length === longest);
    const below = from.slice(longest + 1).replace(/\.[^./]+$/, '');
    const [, stem = below, suffix] = /^(.*)\.([^./]+)$/.exec(below) ?? [];
    const bySuffix = suffix === undefined ? undefined : languages.find(({ key }) => key === suffix.toLowerCase());
    const language = bySuffix ?? candidates.find(({ isMain }) => isMain) ?? candidates[0];
    if (!language) return undefined;
    const path = (bySuffix ? stem : below).split('/');
    return { from, language, folders: path.slice(0, -1), name: path.at(-1) as string, hasSuffix: bySuffix !== undefined };
  }

  private text(file: ContentFile): Listed | undefined {
    const { from, name } = file;
    const written = this.folder.text(from);
    const { fields, yaml, bodyOffset, mistake } = readOldHeader(written);
    if (mistake)
      this.notes.push({ about: 'a mistake in a header', outcome: `was read as well as possible: ${mistake}`, at: from });
    const isBroken = bodyOffset === 0 && /^\s*(?:\+{3}|-{3}|\{)[ \t]*\n/.test(written);
    const body = isBroken
      ? withShownHeader(written)
      : this.withParams(isMarkdown(from) ? written.slice(bodyOffset) : htmlAsMarkdown(written.slice(bodyOffset)), fields);
    const inherited = inheritedFrom(this.cascades, from, file.folders);
    const held = this.heldBack(file, isBroken);
    const list = this.listOf(file, fields, body);
    if (list === 'list') return undefined;
    const isOwnList = list !== undefined && body.trim() !== '';
    const all = merged(inherited, fields);
    const cleaned = cleanedHeader(
      all,
      from,
      this.config.timezone,
      held ?? (isOwnList ? `the page of ${list} is made here` : undefined),
    );
    this.notes.push(...cleaned.notes);
    const sections = name === 'index' ? file.folders.slice(0, -1) : file.folders;
    const facts = this.facts(file, fields, sections);
    const kind = this.kindOf(file, all, sections);
    const address = cleaned.wasPublished && !isOwnList ? this.address(file, fields, facts) : undefined;
    const hidden = cleaned.hidden ?? this.untimely(all);
    const text: OldText = {
      ...{ from, to: newName(file), kind, fields, body },
      change: {
        ...cleaned.change,
        ...this.inheritedChange(inherited, fields),
        ...this.changed(fields, address),
        ...(kind === 'page' && undated(fields)),
      },
      ...(yaml !== undefined && { yaml }),
      ...(hidden !== undefined && { hidden }),
      ...(address !== undefined && { address }),
      folders: [posix.dirname(from), file.language.content],
    };
    if (hidden === undefined && address !== undefined) this.menu.push(...menuEntries(fields, address));
    return { text, language: file.language, sections };
  }

  /** Returns why a text is not published on the day of the import. Its own dates go on to decide. @see Hugo, "Front matter", expiryDate */
  private untimely(fields: FieldValues): string | undefined {
    const today = dateOfInstant(new Date(), this.config.timezone);
    const day = (name: string) => parseMoment(textOf(fieldNamed(fields, name)) ?? '')?.date;
    const [from, until] = [day('publishdate') ?? day('date'), day('expirydate')];
    if (from !== undefined && from > today && this.config.values.buildfuture !== true) return 'its date is in the future';
    return until !== undefined && until <= today && this.config.values.buildexpired !== true ? 'it has expired' : undefined;
  }

  /** Returns why Hugo does not publish a file as a page. */
  private heldBack({ from, name, language, folders }: ContentFile, isBroken: boolean): string | undefined {
    if (isBroken) {
      this.notes.push({ about: 'a header that cannot be read', outcome: 'is part of the text now, which is a draft', at: from });
      return 'its header cannot be read';
    }
    if (language.isDisabled) return 'its language is switched off';
    const isPart = folders.length > 0 && this.isInBundle(posix.dirname(from), name);
    if (isPart) this.notes.push({ about: 'a text in a bundle', outcome: 'is a draft now: Hugo gives it no page', at: from });
    return isPart ? 'it is a part of a bundle' : undefined;
  }

  private isInBundle(folder: string, name: string): boolean {
    if (this.bundles.has(folder) && name !== 'index') return true;
    const above = posix.dirname(folder);
    return above !== '.' && above !== folder && this.isInBundle(above, '');
  }

  /** Returns what a page lists if it lists only that; `list` for a page that has no text of its own. */
  private listOf(file: ContentFile, fields: FieldValues, body: string): OldList['of'] | 'list' | undefined {
    const { name, folders, from } = file;
    if (name === '_index') {
      const { cascade: _cascade, ...own } = fields;
      if (body.trim() !== '') return undefined;
      const left = Object.keys(own).filter(
        (field) => !/^(?:title|linktitle|menu|menus|type|layout|url|date|lastmod|draft|weight|aliases|sort_by)$/i.test(field),
      );
      if (left.length > 0)
        this.notes.push({ about: 'the header of a list', outcome: `was not moved: ${left.join(', ')}`, at: from });
      const url = textOf(fields.url);
      if (url !== undefined) this.listPages.push({ address: clean(url), of: 'posts' });
      this.menu.push(
        ...menuEntries(
          fields,
          clean(url ?? `${file.language.prefix}/${folders.map((each) => hugoSlug(each, this.rules)).join('/')}`),
        ),
      );
      return 'list';
    }
    const own = name === 'index' ? folders.at(-1) : name;
    const of =
      LISTS[(textOf(fields.layout) ?? textOf(fields.type) ?? own ?? '').toLowerCase()] ??
      (body.trim() === '' ? LISTS[(own ?? '').toLowerCase()] : undefined);
    if (of === undefined) return undefined;
    const address = this.address(file, fields, this.facts(file, fields, name === 'index' ? folders.slice(0, -1) : folders));
    this.listPages.push({ address, of });
    if (body.trim() === '') {
      this.menu.push(...menuEntries(fields, address));
      return 'list';
    }
    this.notes.push({ about: `the text of the page of ${of}`, outcome: 'is a draft now: that page is made here', at: from });
    return of;
  }

  private facts({ name, folders }: ContentFile, fields: FieldValues, sections: readonly string[]): PageFacts {
    return {
      sections,
      name: name === 'index' ? (folders.at(-1) ?? 'index') : name,
      title: textOf(fieldNamed(fields, 'title')) ?? '',
      slug: textOf(fieldNamed(fields, 'slug')),
      date: dateOf(fields),
    };
  }

  private kindOf({ name, folders }: ContentFile, fields: FieldValues, sections: readonly string[]): OldText['kind'] {
    const [section] = sections;
    const isDated = dateOf(fields) !== undefined;
    if (name === '_index' || !isDated || textOf(fields.type) === 'page') return 'page';
    if (section === undefined) return this.hasPostsAtRoot && folders.length <= 1 ? 'post' : 'page';
    return PAGE_FOLDERS.test(section) ? 'page' : 'post';
  }

  /** True if the posts of the blog are not in a folder. */
  private get hasPostsAtRoot(): boolean {
    return !this.contents.some(
      ({ name, folders }) => name !== '_index' && (name === 'index' ? folders.length > 1 : folders.length > 0),
    );
  }

  /** Returns the address of a page. @see Hugo, "URL management" */
  private address({ name, folders, language }: ContentFile, fields: FieldValues, facts: PageFacts): string {
    const { prefix } = language;
    const url = textOf(fieldNamed(fields, 'url'));
    if (url !== undefined && !/^[a-z]+:/i.test(url))
      return clean(url.includes(':') ? (filled(url, facts, this.rules) ?? url) : url.startsWith('/') ? url : `${prefix}/${url}`);
    const path = folders.map((each) => hugoSlug(each, this.rules));
    if (name === '_index') return this.shaped(clean(`${prefix}/${path.join('/')}`));
    const pattern = this.patternOf(facts.sections);
    const byPattern = pattern === undefined ? undefined : filled(pattern, facts, this.rules);
    if (byPattern !== undefined) return this.shaped(clean(`${prefix}${byPattern}`));
    const last = hugoSlug(facts.slug ?? facts.name, this.rules);
    const isHome = name === 'index' && folders.length === 0;
    const parts = isHome ? [] : [...facts.sections.map((each) => hugoSlug(each, this.rules)), last];
    return this.shaped(clean(`${prefix}/${parts.join('/')}/`));
  }

  private shaped(address: string): string {
    return this.rules.isUgly ? asFile(address) : address;
  }

  /** Returns the pattern of a section; that of the longest path wins. @see Hugo, "Configure permalinks" */
  private patternOf(sections: readonly string[]): string | undefined {
    const permalinks = mapping(this.config.values.permalinks);
    const all = { ...permalinks, ...mapping(permalinks.page) };
    for (let count = sections.length; count > 0; count--) {
      const key = sections.slice(0, count).join('/').toLowerCase();
      const pattern = textOf(all[key]) ?? textOf(all[`/${key}`]) ?? textOf(all[`/${key}/`]);
      if (pattern !== undefined) return pattern;
    }
    return sections.length === 0 ? (textOf(all['/']) ?? textOf(all[''])) : undefined;
  }

  /** Returns the pattern of the section with most posts, for the new site. */
  private permalink(texts: readonly OldText[]): string | undefined {
    const posts = texts.filter(({ kind }) => kind === 'post');
    const counts = new Map<string, number>();
    for (const { from } of posts) {
      const section = this.contents.find((each) => each.from === from)?.folders[0] ?? '';
      counts.set(section, (counts.get(section) ?? 0) + 1);
    }
    const [section = ''] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    const hasSlugs = posts.filter(({ fields }) => fields.slug !== undefined).length * 2 > posts.length;
    const pattern = this.patternOf(section === '' ? [] : [section]);
    return this.rules.isUgly ? '/:sections/:name.html' : (newPattern(pattern, hasSlugs) ?? '/:sections/:name/');
  }

  /** Makes values of Hugo's forms what the new site reads. */
  private changed(fields: FieldValues, address: string | undefined): HeaderChange {
    const change: { [field: string]: FieldValue | undefined } = {};
    const params = fields.params;
    if (isMapping(params)) {
      change.params = undefined;
      for (const [name, value] of Object.entries(params)) if (fields[name] === undefined && !isEmpty(value)) change[name] = value;
    }
    for (const name of ['menu', 'menus', 'cascade', 'type', 'url', 'markup', 'outputs'])
      if (fields[name] !== undefined) change[name] = undefined;
    const { series, weight, aliases } = fields;
    if (Array.isArray(series)) change.series = textOf(series[0] as FieldValue);
    // A weight sorts menus and sections in Hugo; here it would pin the text.
    if (weight !== undefined) change.weight = undefined;
    if (address !== undefined && aliases !== undefined) change.aliases = aliasesOf(aliases, address);
    const images = listOf(fields.images);
    if (images.length > 1) change.images = images.slice(0, 1);
    return change;
  }

  /** Returns the fields of cascades that `_meta.yaml` cannot give to a text, because they are for some texts only. */
  private inheritedChange(inherited: FieldValues, fields: FieldValues): HeaderChange {
    if (!this.cascades.some(isTargeted)) return {};
    return Object.fromEntries(Object.entries(inherited).filter(([name]) => fields[name] === undefined && !UNREAD.test(name)));
  }

  /** Returns the `_meta.yaml` of each folder with a cascade. */
  private folderFields(): { readonly [path: string]: string } {
    if (this.cascades.some(isTargeted)) return {};
    return Object.fromEntries(
      this.cascades.flatMap(({ folder, values }) => {
        const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !UNREAD.test(name)));
        const file = this.contents.find(({ from, name }) => name === '_index' && posix.dirname(from) === folder);
        return Object.keys(kept).length > 0 && file
          ? [[contentFile(posix.join(posix.dirname(newName(file)), '_meta.yaml')), stringify(kept)]]
          : [];
      }),
    );
  }

  /** Writes the values of `param` shortcodes, which only the old settings have. @see Hugo, shortcodes, "Param" */
  private withParams(body: string, fields: FieldValues): string {
    return body.replace(/\{\{[<%]\s*param\s+["'`]?([\w.-]+)["'`]?\s*[>%]\}\}/g, (all, path: string) => {
      const own = [fields, mapping(fields.params)].map((each) => valueAt(each, path)).find((each) => each !== undefined);
      return own ?? valueAt(this.config.params, path.toLowerCase()) ?? all;
    });
  }

  /** The dialect of goldmark with its settings. @see Hugo, "Configure markup" */
  private dialect(texts: readonly OldText[]): string {
    const { values, params } = this.config;
    const goldmark = mapping(mapping(values.markup).goldmark);
    const passthrough = mapping(mapping(goldmark.extensions).passthrough);
    const namesFormulas = () =>
      /mathjax|katex/i.test(JSON.stringify(this.config.params)) ||
      this.folder.files.some(
        (path) => /^(?:layouts|themes)\/.*\.html$/.test(path) && /mathjax|katex/i.test(this.folder.text(path)),
      );
    const hasMath =
      [params, ...texts.map(({ fields }) => fields)].some(usesFormulas) ||
      passthrough.enable === true ||
      texts.some(({ body }) => /\{\{[<%]\s*(?:math|katex|latex|mathjax)\b/.test(body)) ||
      (texts.some(({ body }) => FORMULA.test(body)) && namesFormulas());
    const isUnsafe = mapping(goldmark.renderer).unsafe === true;
    const withHtml = isUnsafe ? [] : texts.filter(({ body, from }) => !from.endsWith('.html') && RAW_HTML.test(body));
    for (const { from } of withHtml)
      this.notes.push({
        about: 'HTML in a text',
        outcome: 'is shown now; Hugo left it out, unless its version was old',
        at: from,
      });
    return dialectWith('gfm', [
      'alerts',
      ...(values.enableemoji === true ? ['emoji'] : []),
      ...(mapping(goldmark.renderer).hardwraps === true ? ['hard_line_breaks'] : []),
      ...(hasMath ? ['tex_math_dollars'] : []),
      ...(passthrough.enable === true ? ['tex_math_single_backslash'] : []),
    ]);
  }

  private languageSettings(listed: readonly Listed[]): { readonly languages?: unknown } {
    const others = this.config.languages.filter((each) => !each.isMain && listed.some(({ language }) => language === each));
    if (others.length === 0) return {};
    const entries = others.map(({ key, tag, values }) => {
      if (values.menu !== undefined || values.menus !== undefined)
        this.notes.push({
          about: 'the menu of a language',
          outcome: `was not moved: add it to "languages" as navigation of ${tag}`,
          at: this.config.file,
        });
      const author = authorIn(mapping(values.params).author);
      const description = textOf(mapping(values.params).description) ?? textOf(values.description);
      const title = textOf(values.title);
      return [
        tag,
        {
          ...(title && { title }),
          ...(description && { description }),
          ...(author && { author }),
          ...(key !== tag && { path: key }),
        },
      ];
    });
    return { languages: Object.fromEntries(entries) };
  }

  /** Returns taxonomies other than tags and categories, which the new site has without a setting. */
  private taxonomySettings(texts: readonly OldText[]): { readonly taxonomies?: unknown } {
    const own = this.config.taxonomies.filter(
      (name) => !/^(?:tags|categories)$/.test(name) && texts.some(({ fields }) => fields[name] !== undefined),
    );
    return own.length > 0 ? { taxonomies: Object.fromEntries(own.map((name) => [name, name])) } : {};
  }

  private otherFiles(): OldFile[] {
    const texts = new Set(this.contents.map(({ from }) => from));
    const { languages } = this.config;
    const besides = this.files
      .filter((path) => !texts.has(path))
      .map((from): OldFile => {
        const root = languages
          .filter(({ content }) => from.startsWith(`${content}/`))
          .sort((a, b) => b.content.length - a.content.length)[0];
        const below = from.slice((root?.content ?? this.config.content).length + 1);
        const isOther = root && !root.isMain && root.content !== this.config.content;
        if (/\.(?:org|rst|adoc|asciidoc|pdc|pandoc|Rmd|ipynb)$/i.test(from))
          this.notes.push({
            about: 'a text that is not markdown',
            outcome: 'was copied but is not shown: convert it by hand',
            at: from,
          });
        return { from, to: newPlace(isOther ? `${root.key}/${below}` : below) };
      });
    const statics = this.config.statics.flatMap((base) =>
      this.folder.below(base).map((from): OldFile => ({ from, to: newPlace(from.slice(base.length + 1)) })),
    );
    return [...besides, ...statics.filter(({ from }) => this.isServed(from))];
  }

  /** True for a file that a static site can have; code of the theme is left out. */
  private isServed(from: string): boolean {
    if (!/\.(?:css|js|map|scss|woff2?|ttf|eot|otf)$|(?:^|\/)(?:CNAME|robots\.txt|_redirects|_headers)$/i.test(from)) return true;
    if (/\/(?:_redirects|_headers)$/.test(from)) return true;
    this.notes.push({ about: 'a file of the old theme', outcome: 'was moved only if a text refers to it', at: from });
    return false;
  }

  private spareFiles(): OldFile[] {
    const bases = ['assets', ...this.config.themes.flatMap((theme) => [`${theme}/static`, `${theme}/assets`])];
    const own = bases.flatMap((base) =>
      this.folder.below(base).map((from) => ({ from, to: newPlace(from.slice(base.length + 1)) })),
    );
    const code = this.config.statics.flatMap((base) =>
      this.folder.below(base).map((from) => ({ from, to: newPlace(from.slice(base.length + 1)) })),
    );
    return [...own, ...code.filter(({ from }) => /\.(?:css|js|map|scss|woff2?|ttf|eot|otf)$/i.test(from))];
  }
}

/** Fields that only Hugo reads. */
const UNREAD = /^(?:_?target|type|layout|cascade|menus?|outputs|url|params)$/i;

/** Kinds of pages that list something, by layout, type or name. */
const LISTS: { readonly [kind: string]: OldList['of'] } = {
  ...{ archives: 'years', archive: 'years', search: 'search', tags: 'tags', categories: 'categories' },
};

/** A formula without doubt: in a block of its own, or with a command. */
const FORMULA = /^\s*\$\$|\$[^$\n]*\\[a-zA-Z]{2,}[^$\n]*\$|\\\\[([]/m;

const RAW_HTML = /^ {0,3}<(?!!--)(?:\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?)>/im;

/** True if settings or a header switch formulas on. */
function usesFormulas(values: FieldValues): boolean {
  return ['math', 'katex', 'mathjax', 'latex', 'page', 'article', 'features'].some((name) => {
    const value = values[name];
    return isMapping(value)
      ? /^(?:page|article|features)$/.test(name)
        ? usesFormulas(value)
        : value.enable !== false
      : value === true;
  });
}

/** Returns the date of a text. @see Hugo, "Configure front matter", dates */
function dateOf(fields: FieldValues): string | undefined {
  const written = ['date', 'publishdate', 'pubdate', 'published'].map((name) => textOf(fieldNamed(fields, name)));
  return written.find((each) => each !== undefined && /^\d{4}-/.test(each) && !each.startsWith('0001'));
}

/** Returns the file of a text in the new site. A language other than the main one stays in its folder or suffix. */
function newName({ folders, name, language, hasSuffix }: ContentFile): string {
  const stem = name === '_index' ? 'index' : name;
  const { isMain, key } = language;
  const path = [...(isMain || hasSuffix ? [] : [key]), ...folders, stem].join('/');
  return `${path}${!isMain && hasSuffix ? `.${key}` : ''}.md`;
}

/** Returns the entries of a text in the main menu. @see Hugo, "Menus", front matter */
function menuEntries(fields: FieldValues, url: string): MenuEntry[] {
  const menus = fields.menu ?? fields.menus;
  const own = isMapping(menus) ? mapping(menus.main) : {};
  if (!listOf(menus).includes('main') && !(isMapping(menus) && menus.main !== undefined)) return [];
  const title = textOf(own.name) ?? textOf(own.title) ?? textOf(fields.linkTitle) ?? textOf(fields.title);
  return title ? [{ title, url, weight: Number(own.weight ?? fields.weight ?? 0) || 0 }] : [];
}

/** Returns aliases below the root. Relative ones start at the folder above the page. @see Hugo, "URL management", aliases */
function aliasesOf(aliases: FieldValue, address: string): readonly string[] {
  const above = posix.dirname(address.replace(/\/$/, ''));
  const paths = listOf(aliases)
    .filter((alias) => !/^[a-z]+:/i.test(alias))
    .map((alias) => (alias.startsWith('/') ? alias : posix.join(above, alias)))
    .map((alias) => posix.normalize(alias));
  return [...new Set(paths)].filter((alias) => alias !== address && `${alias}/` !== address && alias !== '/');
}

function authorIn(value: FieldValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.flatMap((each: FieldValue) => authorIn(each) ?? []).join('; ') || undefined;
  return isMapping(value) ? textOf(value.name) : textOf(value);
}

/** Returns the text at a path of names: `a.b`. */
function valueAt(values: FieldValues, path: string): string | undefined {
  let value: FieldValue | undefined = values;
  for (const name of path.split('.')) value = isMapping(value) ? value[name] : undefined;
  return textOf(value);
}

/** @see Hugo, "Configure Hugo", ignoreFiles: regular expressions */
function ignored(values: FieldValues): (path: string) => boolean {
  const patterns = listOf(values.ignorefiles).flatMap((pattern) => {
    try {
      return [new RegExp(pattern)];
    } catch {
      return [];
    }
  });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** Returns a text whose header cannot be read, with the header as code. */
function withShownHeader(written: string): string {
  const [, , header, rest] = /^\s*(\+{3}|-{3})[ \t]*\n([\s\S]*?)\n\1[ \t]*(?:\n|$)([\s\S]*)$/.exec(written) ?? [];
  return header === undefined ? `\`\`\`\n${written.replace(/`{3,}/g, '``')}\n\`\`\`\n` : `\`\`\`\n${header}\n\`\`\`\n\n${rest}`;
}
