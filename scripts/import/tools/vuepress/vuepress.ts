// VuePress and VitePress: a configuration in `.vuepress/` or `.vitepress/`, and markdown beside it.

import { posix } from 'node:path';
import { decode } from '../../../base/siteLookup.js';
import { cleanedHeader, undated } from '../../fields.js';
import { matcherOf } from '../../globs.js';
import { type FieldValue, type HeaderChange, isMapping, listOf, readOldHeader, textOf } from '../../header.js';
import type { Note, OldBlog, OldFile, OldList, OldText } from '../../oldBlog.js';
import { type OldDate, readOldDate, writtenDate } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { newPlace } from '../../places.js';
import { dialectWith } from '../../settings.js';
import { withoutTitle } from '../../text/heading.js';
import { listOfPage, pressAddress, pressLists } from './addresses.js';
import { convertBody, folderOf, hasContents, pressMarks, withoutComponent } from './body.js';
import {
  authorOf,
  furtherLanguages,
  groupsOf,
  mainLocale,
  mapping,
  menuOf,
  names,
  notesOn,
  type Press,
  type PressConfig,
  pressFolder,
  readPressConfig,
  servicesOf,
} from './config.js';

const toolOf = (name: Press, title: string): OldTool => ({
  name,
  title,
  sign: `.${name}/config.js`,
  recognises: (folder) => pressFolder(folder, name) !== undefined,
  read: (folder) => new PressReader(folder, name).blog(),
  marks: pressMarks,
  convert: convertBody,
});

export const vuepress = toolOf('vuepress', 'VuePress');
export const vitepress = toolOf('vitepress', 'VitePress');

class PressReader {
  private readonly config: PressConfig;
  private readonly notes: Note[] = [];
  private readonly listPages: OldList[] = [];
  private readonly withheld: Withheld;

  constructor(
    private readonly folder: OldFolder,
    press: Press,
  ) {
    this.config = readPressConfig(folder, press);
    this.withheld = withheldBy(this.config);
  }

  blog(): OldBlog {
    const { config } = this;
    const { values, theme } = config;
    const paths = this.paths();
    const texts = this.withSeries(paths.filter(isMarkdown).flatMap((path) => this.text(path) ?? []));
    const titles = new Map(texts.map(({ address, fields }) => [address, textOf(fields.title)]));
    const menu = menuOf(config, (address) => titles.get(address));
    const languages = furtherLanguages(config);
    return {
      settings: {
        title: textOf(values.title) ?? textOf(mainLocale(values).title) ?? textOf(theme.title),
        url: config.url,
        description: textOf(values.description) ?? textOf(mainLocale(values).description),
        author: authorOf(config),
        language: config.language,
        timezone: config.timezone,
        markdown: this.dialect(),
        ...(menu && { navigation: menu }),
        more: { ...(Object.keys(languages).length > 0 && { languages }), ...servicesOf(config) },
      },
      texts,
      files: this.publicFiles(),
      spare: paths.filter((path) => !isMarkdown(path)).map((path) => ({ from: this.from(path), to: newPlace(path) })),
      lists: [...pressLists(config, texts), ...this.listPages],
      notes: [...this.notes, ...notesOn(config)],
    };
  }

  /** Returns the files below the folder of the texts, without those of the tool. */
  private paths(): string[] {
    const { root, publicFolder, values, press } = this.config;
    const below = this.folder
      .below(root)
      .filter((path) => !path.startsWith(`${publicFolder}/`))
      .map((path) => (root === '' ? path : path.slice(root.length + 1)))
      .filter((path) => !/(?:^|\/)\./.test(path));
    const excluded = listOf(
      press === 'vitepress'
        ? values.srcExclude
        : listOf(values.pagePatterns)
            .filter((each) => each.startsWith('!'))
            .map((each) => each.slice(1)),
    );
    const isExcluded = matcherOf(excluded);
    return below.filter((path) => {
      if (!isMarkdown(path)) return true;
      const isTemplate =
        press === 'vitepress' &&
        /\[[^\]]+\]\.\w+$/.test(path) &&
        this.folder.files.some((each) => each.startsWith(`${this.from(path).replace(/\.\w+$/, '')}.paths.`));
      if (isTemplate) this.note('a page with parameters', 'was not moved: a program makes its text', this.from(path));
      else if (isExcluded(path)) this.note('a text that the settings exclude', 'was not moved', this.from(path));
      return !isTemplate && !isExcluded(path);
    });
  }

  private note(about: string, outcome: string, at: string): void {
    this.notes.push({ about, outcome, at });
  }

  private from(path: string): string {
    return this.config.root === '' ? path : `${this.config.root}/${path}`;
  }

  private publicFiles(): OldFile[] {
    const { publicFolder } = this.config;
    return this.folder.below(publicFolder).map((from) => ({ from, to: newPlace(from.slice(publicFolder.length + 1)) }));
  }

  /** @see VuePress and VitePress, "Markdown": emoji and tables as on GitHub; further syntax comes with plugins */
  private dialect(): string {
    const { config } = this;
    const { values, theme } = config;
    const markdown = { ...mapping(values.markdown), ...mapping(theme.markdown), ...mapping(mapping(theme.plugins).mdEnhance) };
    const isAll = markdown.enableAll === true;
    const isOn = (name: string, pattern: RegExp) => isAll || Boolean(markdown[name]) || names(config, pattern);
    return dialectWith('gfm', [
      ...['alerts', 'emoji'],
      ...(markdown.breaks === true || mapping(markdown.config).breaks === true || markdown.gfm === true
        ? ['hard_line_breaks']
        : []),
      ...(isOn('mark', /markdown-it-mark|plugin-mark\b/) ? ['mark'] : []),
      ...(isOn('sup', /markdown-it-sup|plugin-sup\b/) ? ['superscript'] : []),
      ...(isOn('sub', /markdown-it-sub|plugin-sub\b/) ? ['subscript'] : []),
      ...(isOn('math', /katex|mathjax|markdown-it-tex|\btex\b/i) || markdown.katex ? ['tex_math_dollars'] : []),
    ]);
  }

  private text(path: string): OldText | undefined {
    const from = this.from(path);
    const written = this.folder.text(from);
    const { fields, yaml, bodyOffset, mistake } = readOldHeader(written);
    if (mistake) this.note('a mistake in a header', `was read as well as possible: ${mistake}`, from);
    const { title, body } = withoutTitle(fields, written.slice(bodyOffset));
    const date = this.dateOf(path, fields.date);
    const address = pressAddress(path, fields, date, this.config);
    const { body: shown, removed } = withoutComponent(body);
    const list = shown.trim() === '' ? listOfPage(fields) : undefined;
    if (list) {
      this.listPages.push({ address, of: list });
      return undefined;
    }
    if (removed > 0) this.note('a script or style of Vue', 'was left out: it is not compiled here', from);
    const isHome = fields.home === true || /^(?:home|bloghome|blog)$/i.test(textOf(fields.layout) ?? '');
    if (fields.hero !== undefined || fields.features !== undefined || fields.heroText !== undefined)
      this.note('the hero and features of a home page', 'are left in the header: the theme here does not show them', from);
    if (isHome && shown.trim() === '' && address === '/') {
      this.listPages.push({ address, of: 'home' });
      return undefined;
    }
    const held = this.withheld(address, fields);
    const { change, hidden, wasPublished, notes } = cleanedHeader(fields, from, this.config.timezone, held);
    this.notes.push(...notes.filter(({ about }) => !/the layout "(?:doc|docs|home|BlogHome|Blog|Layout)"/i.test(about)));
    const isPost = !isHome && address !== '/' && fields.article !== false && (date !== undefined || isInBlog(path));
    const own = {
      ...change,
      ...(title !== undefined && { title }),
      ...ownFields(fields),
      ...(fields.permalink !== undefined && { permalink: undefined }),
      ...(hasContents(body) && { toc: true }),
    };
    return {
      ...{ from, fields, yaml, body, to: this.to(path) },
      ...(isPost
        ? { kind: 'post', change: { ...own, ...((fields.date === undefined || !date) && { date: this.dated(date, from) }) } }
        : { kind: 'page', change: { ...own, ...undated(fields) } }),
      ...(hidden !== undefined && { hidden }),
      ...((wasPublished || held !== undefined) && { address }),
      folders: [folderOf(from), this.config.root, '', this.config.publicFolder],
    };
  }

  /** Returns the date in the header, or that in the name of a file. */
  private dateOf(path: string, written: FieldValue | undefined): OldDate | undefined {
    const [, year, month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})-/.exec(posix.basename(path)) ?? [];
    const named = year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return readOldDate(written ?? named, this.config.timezone);
  }

  /** Returns the date of a post, or that of its file. */
  private dated(date: OldDate | undefined, from: string): string | undefined {
    const own = date ?? readOldDate(this.folder.added(from), this.config.timezone);
    if (!date) this.note('a post without a date', 'has the date of its file now', from);
    return own && writtenDate(own);
  }

  /** Names that begin with `_` are not published here. */
  private to(path: string): string {
    const isReadme = this.config.press === 'vuepress' ? /(^|\/)README\.\w+$/i : /(^|\/)index\.\w+$/;
    return path
      .replace(isReadme, '$1index.md')
      .replace(/\.\w+$/, '.md')
      .split('/')
      .map((part) => part.replace(/^[_.]+(?=.)/, ''))
      .join('/');
  }

  /** Makes series of the groups of the side menu that have several posts. */
  private withSeries(texts: readonly OldText[]): OldText[] {
    const series = new Map<OldText, string>();
    const byAddress = new Map(texts.map((text) => [bare(text.address ?? ''), text]));
    const byPath = new Map(
      texts.map((text) => [bare(`/${this.config.root === '' ? text.from : text.from.slice(this.config.root.length + 1)}`), text]),
    );
    for (const { title, links } of groupsOf(this.config)) {
      const found = links.map((link) => byAddress.get(bare(link)) ?? byPath.get(bare(link)));
      const posts = [...new Set(found)].filter(
        (text) => text?.kind === 'post' && text.hidden === undefined && text.fields.series === undefined,
      );
      if (posts.length > 1) for (const post of posts) if (post && !series.has(post)) series.set(post, title);
    }
    return texts.map((text) =>
      series.has(text) ? { ...text, change: { ...text.change, series: series.get(text) as string } } : text,
    );
  }
}

/** True for a text without a date in the folder of a blog, such as `posts/`, in which its theme lists it. */
const isInBlog = (path: string): boolean =>
  /(?:^|\/)_?(?:posts?|blogs?|articles?)\//i.test(path) && !/(?:^|\/)(?:README|index)\.\w+$/i.test(path);

const bare = (address: string): string =>
  decoded(address)
    .replace(/(?:README|index)?(?:\.html|\.md)?$/i, '')
    .replace(/\/+$/, '');

const decoded = (address: string): string => decode(address) ?? address;

/** Returns the reason why a text is not for everyone, beside what its header says. */
type Withheld = (address: string, fields: OldText['fields']) => string | undefined;

/** @see vuepress-theme-hope, "Encryption"; vuepress-theme-reco, "Password" */
function withheldBy({ theme, unread }: PressConfig): Withheld {
  const encrypt = mapping(theme.encrypt);
  const places = Object.keys(mapping(encrypt.config));
  const isAll = encrypt.global === true || listOf(mapping(theme.keyPage).keys).length > 0;
  const isUnclear =
    unread.some((name) => /(?:^|\.)encrypt(?:\.|$)/.test(name) && !/\.(?:admin|\w*[Ll]ocale\w*)$/.test(name)) ||
    unread.some((name) => /keyPage(?:\.keys)?$/.test(name));
  return (address, fields) => {
    if (isAll) return 'a password protects the whole site';
    if (isUnclear) return 'the settings protect some texts with a password, and do not say plainly which';
    if (places.some((place) => decoded(address).startsWith(decoded(place)))) return 'a password protects it';
    if (listOf(fields.keys).length > 0) return 'a password protects it';
    return undefined;
  };
}

/** Fields that have other names or forms in the themes of VuePress. */
function ownFields(fields: OldText['fields']): HeaderChange {
  const { author, tag, category, tags, categories } = fields;
  const name = isMapping(author) ? (textOf(author.name) ?? null) : undefined;
  return {
    ...(name !== undefined && { author: name ?? undefined }),
    ...(tag !== undefined && { tag: undefined, ...(tags === undefined && listOf(tag).length > 0 && { tags: listOf(tag) }) }),
    ...(category !== undefined && {
      category: undefined,
      ...(categories === undefined && listOf(category).length > 0 && { categories: listOf(category) }),
    }),
    ...(fields.keys !== undefined && { keys: undefined }),
    ...(typeof fields.sidebar === 'string' && { sidebar: undefined }),
  };
}
