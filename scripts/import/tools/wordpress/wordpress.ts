// WordPress: one or several exports (WXR), with the folder of uploads beside them.

import { timezoneOf } from '../../../base/text/timezones.js';
import { commentFile, type OldComment } from '../../exports/comments.js';
import { exportTexts, SITE_DIALECT } from '../../exports/exportTool.js';
import { fileNameFor, withoutMail } from '../../exports/names.js';
import { pathBelow, patternOf } from '../../exports/permalinks.js';
import { hasHiddenPart, PART_REASON } from '../../exports/readers.js';
import { timezoneByDates } from '../../exports/timezone.js';
import { asTitle, mostFrequent, plainText } from '../../exports/titles.js';
import { uploadsIn } from '../../exports/uploads.js';
import type { FieldValues } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldBlog, OldText } from '../../oldBlog.js';
import { readOldDate, writtenDate } from '../../oldDate.js';
import type { OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { languageOf } from '../../services.js';
import type { TextPlace } from '../../text/place.js';
import { htmlOfPost } from './html.js';
import { ENTRY, entryOf, Media } from './media.js';
import { FORMS, unknownShortcodes } from './shortcodes.js';
import { Categories, categoriesOf, menuOf, termsOf, wordpressLists } from './terms.js';
import { readWxr, type Wxr, type WxrItem } from './wxr.js';

const TEXTS = exportTexts({ htmlOf: htmlOfPost, dialect: SITE_DIALECT });

export const wordpress: OldTool = {
  name: 'wordpress',
  title: 'WordPress',
  sign: 'an export in WXR (Tools → Export), a file .xml',
  recognises: (folder) => exportsIn(folder).length > 0,
  read: (folder) => new WordpressReader(folder).blog(),
  ...TEXTS,
  convert: (text, place) =>
    TEXTS.convert(text, { ...place, link: (address) => entryLink(address, place) ?? place.link(address) }),
};

/** Returns the address of a text that a link names by its entry. */
function entryLink(address: string, place: TextPlace): string | undefined {
  return address.startsWith(ENTRY) ? place.page(decodeURIComponent(address.slice(ENTRY.length)))?.address : undefined;
}

/** Characters in which an export says what it is. */
const START = 8000;

function exportsIn(folder: OldFolder): string[] {
  const files = folder.files.filter((path) => /^[^/]+\.(?:xml|wxr)$/i.test(path));
  return files.filter((path) => folder.start(path, START).includes('://wordpress.org/export/'));
}

/** Types of posts that have no text of a writer. */
const MACHINERY =
  /^(?:attachment|nav_menu_item|revision|customize_changeset|custom_css|oembed_cache|user_request|wp_global_styles|wp_template(?:_part)?|wp_navigation|wp_block|wp_font_\w+|jp_\w+|feedback|amp_\w+)$/;

const isOwn = (fields: WxrItem['fields']): boolean => ['post', 'page'].includes(fields['wp:post_type'] ?? '');

/** True for a text of a type that a plugin or theme has added. */
function isOther(fields: WxrItem['fields']): boolean {
  const type = fields['wp:post_type'] ?? '';
  return !isOwn(fields) && !MACHINERY.test(type) && (fields['content:encoded'] ?? '').trim() !== '';
}

class WordpressReader {
  private readonly wxr: Wxr;
  private readonly media: Media;
  private readonly categories: Categories;
  private readonly site: string | undefined;
  private readonly language: string;
  private readonly timezone: string;
  private readonly authors: ReadonlyMap<string, string>;
  private readonly mainAuthor: string | undefined;
  private readonly notes: Note[] = [];

  constructor(private readonly folder: OldFolder) {
    this.wxr = readWxr(folder.root, exportsIn(folder));
    const { channel, items, authors } = this.wxr;
    this.categories = new Categories(this.wxr);
    this.site = (channel['wp:base_blog_url'] ?? channel.link)?.trim().replace(/\/+$/, '');
    this.media = new Media(items, this.site);
    this.language =
      languageOf(channel.language?.trim()) ??
      languageOfTexts(
        this.ownTexts()
          .slice(0, 20)
          .map(({ fields }) => fields['content:encoded'] ?? ''),
      );
    const dates = items.map(({ fields }) => [fields['wp:post_date'] ?? '', fields['wp:post_date_gmt'] ?? ''] as const);
    this.timezone = timezoneByDates(dates, timezoneOf(this.language));
    this.authors = new Map(
      authors.map((fields) => [
        fields['wp:author_login'] ?? '',
        withoutMail(fields['wp:author_display_name']) ?? withoutMail(fields['wp:author_login']) ?? '',
      ]),
    );
    this.mainAuthor = mostFrequent(this.ownTexts().flatMap((item) => this.authorOf(item) ?? []));
  }

  private ownTexts(): WxrItem[] {
    return this.wxr.items.filter(({ fields }) => isOwn(fields) || isOther(fields));
  }

  blog(): OldBlog {
    const { channel } = this.wxr;
    const own = this.ownTexts();
    const texts = own.flatMap((item) => this.text(item) ?? []);
    const navigation = menuOf(this.wxr.items, this.media, this.site);
    const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
    const permalink = patternOf(
      posts.flatMap(({ address, to, fields }) =>
        address === undefined ? [] : [{ address, name: nameIn(to), date: String(fields.date) }],
      ),
    );
    this.noteOthers();
    return {
      settings: {
        title: asTitle(channel.title, SITE_DIALECT),
        url: this.site,
        description: withoutMail(channel.description),
        author: this.mainAuthor,
        ...{ language: this.language, timezone: this.timezone, permalink, markdown: SITE_DIALECT },
        ...(navigation && { navigation }),
        more: {},
      },
      texts,
      ...uploadsIn(this.folder, 'wp-content/uploads'),
      isExport: true,
      made: commentFile(this.comments(own)),
      lists: wordpressLists(
        own.filter(({ fields }) => isPublic(fields)),
        this.categories,
        [...new Set(own.map(({ fields }) => fields['dc:creator'] ?? ''))].filter(Boolean),
      ),
      notes: this.notes,
    };
  }

  private authorOf({ fields }: WxrItem): string | undefined {
    const login = fields['dc:creator']?.trim() ?? '';
    return this.authors.get(login) || withoutMail(login);
  }

  private text(item: WxrItem): OldText | undefined {
    const { fields } = item;
    const from = entryOf(item);
    const status = fields['wp:status'] ?? 'publish';
    if (/^(?:trash|auto-draft|inherit)$/.test(status)) {
      this.notes.push({ about: `a text with the status "${status}"`, outcome: 'was not moved', at: from });
      return undefined;
    }
    const hidden = this.reasonToHide(fields, from);
    const kind = fields['wp:post_type'] === 'post' ? 'post' : 'page';
    const wasPublic = hidden === undefined || (isOther(fields) && isPublic(fields));
    const address = wasPublic || fields['wp:post_password'] ? this.addressOf(fields, from) : undefined;
    const name = fileNameFor(fields['wp:post_name'], fields.title || (fields['wp:post_id'] ?? 'text'));
    const date = this.dateOf(fields['wp:post_date']);
    const to =
      kind === 'page'
        ? pagePath(address, name)
        : `${hidden === undefined ? 'posts' : 'drafts'}/${date && hidden === undefined ? `${date.slice(0, 10)}-` : ''}${name}.md`;
    const header = kind === 'page' ? this.pageHeader(item) : this.postHeader(item, date);
    this.noteContent(item, from);
    const isMarkdown = isPlainMarkdown(fields['content:encoded'] ?? '');
    return {
      ...{ from, to, kind, folders: ['.'], body: this.media.resolved(item) },
      fields: { ...header, ...(isMarkdown && { markdown: 'gfm' }), ...(hidden !== undefined && { draft: true }) },
      change: {},
      ...(hidden !== undefined && { hidden }),
      ...(address !== undefined && { address }),
      ...(fields.guid?.trim() && { feedId: fields.guid.trim() }),
    };
  }

  private reasonToHide(fields: WxrItem['fields'], at: string): string | undefined {
    if (fields['wp:post_password']) {
      this.notes.push({ about: 'a text with "password"', outcome: 'is a draft now, since a static site cannot protect it', at });
      return '"password" hides it from some readers';
    }
    if (hasHiddenPart(fields['content:encoded'] ?? '')) return PART_REASON;
    if (!isPublic(fields)) return `its status is "${fields['wp:status']}"`;
    return isOther(fields) ? `its type is "${fields['wp:post_type']}"` : undefined;
  }

  /** Returns the address of a text. `?p=12` is one that a static site cannot have. */
  private addressOf(fields: WxrItem['fields'], at: string): string | undefined {
    const link = fields.link?.trim() ?? '';
    const address = pathBelow(link, this.site);
    if (address !== undefined && (address !== '/' || fields['wp:post_type'] === 'page')) return address;
    this.notes.push({
      about: 'an address with a query, such as /?p=1',
      outcome: 'leads to the home page: a static site serves it so',
      at,
    });
    return undefined;
  }

  private dateOf(written: string | undefined): string | undefined {
    const date = written && !written.startsWith('0000') ? readOldDate(written.trim(), this.timezone) : undefined;
    return date && writtenDate(date);
  }

  private postHeader(item: WxrItem, date: string | undefined): FieldValues {
    const { fields } = item;
    const categories = categoriesOf(item, this.categories);
    const tags = termsOf(item, 'post_tag').map(({ name }) => name);
    return {
      ...this.commonHeader(item),
      ...(date !== undefined && { date }),
      ...this.updatedOf(fields, date),
      ...(categories.length > 0 && { categories }),
      ...(tags.length > 0 && { tags }),
      ...(fields['wp:is_sticky'] === '1' && { pinned: true }),
    };
  }

  private pageHeader(item: WxrItem): FieldValues {
    return this.commonHeader(item);
  }

  private commonHeader(item: WxrItem): FieldValues {
    const { fields, meta } = item;
    const author = this.authorOf(item);
    const description = plainText(fields['excerpt:encoded']);
    const cover = this.coverOf(this.media.address(meta._thumbnail_id));
    return {
      title: asTitle(fields.title, SITE_DIALECT) || fileNameFor(fields['wp:post_name'], fields['wp:post_id'] ?? ''),
      ...(author !== undefined && author !== this.mainAuthor && { author }),
      ...(description && { description }),
      ...(cover !== undefined && { cover }),
    };
  }

  /** Returns the address of a cover: its path if its file is here. */
  private coverOf(address: string | undefined): string | undefined {
    const path = address === undefined ? undefined : pathBelow(address, this.site);
    return path !== undefined && this.folder.files.some((file) => `/${file}`.endsWith(path)) ? encodeURI(path) : address;
  }

  /** The day of the last change, if it is another one. */
  private updatedOf(fields: WxrItem['fields'], date: string | undefined): FieldValues {
    const updated = this.dateOf(fields['wp:post_modified']);
    return updated !== undefined && date !== undefined && updated.slice(0, 10) > date.slice(0, 10)
      ? { updated: updated.slice(0, 10) }
      : {};
  }

  /** Notes what of a text is not moved. */
  private noteContent({ fields, terms, comments }: WxrItem, at: string): void {
    const content = fields['content:encoded'] ?? '';
    if (/<!--nextpage-->/i.test(content))
      this.notes.push({ about: 'a page break', outcome: 'was left out: the text is one page now', at });
    if (/<script\b/i.test(content))
      this.notes.push({ about: 'a script in a text', outcome: 'was left out, unless it shows something of another site', at });
    for (const [, name = ''] of content.matchAll(/<!--\s*wp:([\w/-]+)[^>]*\/-->/g))
      if (!/^(?:block|footnotes|more|nextpage|separator|spacer)$/.test(name))
        this.notes.push({ about: `the block "${name}"`, outcome: 'was left out: it has no text of its own', at });
    for (const name of unknownShortcodes(content))
      this.notes.push({ about: `the shortcode [${name}]`, outcome: 'is shown as text: its plugin is not here', at });
    const form = new RegExp(`\\[(?:${FORMS.replaceAll(' ', '|')})\\b`, 'i');
    if (form.test(content))
      this.notes.push({ about: 'a form', outcome: 'was left out: a static site cannot receive what is sent', at });
    const domains = new Set(
      terms.map(({ domain }) => domain).filter((domain) => !/^(?:category|post_tag|nav_menu|post_format|)$/.test(domain)),
    );
    for (const domain of domains) this.notes.push({ about: `the taxonomy "${domain}"`, outcome: 'was not moved', at });
    const others = comments.filter((comment) => /^(?:pingback|trackback)$/.test(comment['wp:comment_type'] ?? ''));
    for (const _other of others) this.notes.push({ about: 'a pingback or trackback', outcome: 'was not moved', at });
  }

  /** Notes what of the export is no text: types of plugins, files that are not here. */
  private noteOthers(): void {
    const known = new Set(
      uploadsIn(this.folder, 'wp-content/uploads').files.map(({ from }) => from.slice(from.indexOf('uploads/'))),
    );
    for (const { fields, file, number } of this.wxr.items) {
      const type = fields['wp:post_type'] ?? '';
      const at = `${file}#${number}`;
      const address = fields['wp:attachment_url']?.trim();
      if (address && !known.has(address.slice(address.indexOf('uploads/'))))
        this.notes.push({
          about: 'a file of the old site',
          outcome: 'stays there: no folder wp-content/uploads lies beside the export',
          at: address,
        });
      else if (isOther(fields))
        this.notes.push({
          about: `a text of the type "${type}"`,
          outcome: 'is a draft now: only its plugin knows who may read it',
          at,
        });
      else if (!MACHINERY.test(type) && !isOwn(fields))
        this.notes.push({ about: `the type "${type}"`, outcome: 'was not moved', at });
    }
  }

  private comments(items: readonly WxrItem[]): OldComment[] {
    return items
      .filter(({ fields }) => isPublic(fields) && !fields['wp:post_password'])
      .flatMap(({ fields, comments }) =>
        comments
          .filter((comment) => comment['wp:comment_approved'] === '1' && /^(?:comment)?$/.test(comment['wp:comment_type'] ?? ''))
          .map(
            (comment): OldComment => ({
              text: pathBelow(fields.link?.trim() ?? '', this.site) ?? fields.title ?? '',
              id: comment['wp:comment_id'] ?? '',
              parent: comment['wp:comment_parent'],
              name: comment['wp:comment_author'] ?? '',
              date: comment['wp:comment_date'] ?? '',
              content: comment['wp:comment_content'] ?? '',
            }),
          ),
      );
  }
}

/** True for a text that everyone could read. */
function isPublic(fields: WxrItem['fields']): boolean {
  return (fields['wp:status'] ?? 'publish') === 'publish' && !fields['wp:post_password'];
}

/** Returns the path of a page: that of its address. */
function pagePath(address: string | undefined, name: string): string {
  const parts = (address ?? '')
    .split('/')
    .filter(Boolean)
    .map((part) => fileNameFor(part.replace(/\.html?$/, ''), name));
  return `${parts.length > 0 ? parts.join('/') : name}.md`;
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/^\d{4}-\d{2}-\d{2}-|\.md$/g, '');

/** True for a text in markdown, which some plugins keep instead of HTML. */
function isPlainMarkdown(content: string): boolean {
  if (/<\/?(?:p|div|a|img|strong|em|ul|ol|li|h[1-6]|pre|blockquote|span|br|table)\b|<!--\s*wp:/i.test(content)) return false;
  return /^#{1,6} \S|^```|\]\((?:https?:\/\/|\/)[^)\s]+\)|^(?:- |\* )\S/m.test(content);
}
