// The table of settings that no feature declares, with their types, meanings and defaults.

import { boolean, defaultsOf, type Fields, integer, list, oneOf, text, withFields } from '../fields/fields.js';
import { answersField } from './answers.js';
import { IMAGE_FIELDS, images } from './imageSettings.js';
import { languagesWith } from './languageSettings.js';
import { permalinkPattern } from './permalink.js';
import { pluginsField } from './plugins.js';
import { redirects } from './redirects.js';
import {
  address,
  dialect,
  dialects,
  host,
  language,
  navigation,
  origin,
  pathPart,
  pictureFile,
  timezone,
} from './settingTypes.js';
import { taxonomies } from './taxonomies.js';

/** The fields of site.yaml that no feature declares. The table in docs/settings is made from this. */
export const CONFIG_FIELDS = {
  title: { type: text, required: true, meaning: 'the name of the site' },
  url: { type: address, required: true, meaning: 'address of the site, with its path if it is not at the root' },
  description: { type: text, default: '', meaning: 'one sentence about the site, for search engines and feeds' },
  author: { type: text, default: '', meaning: 'author of posts that do not name one' },
  aliases: {
    type: list(host),
    default: [],
    meaning: 'other host names of the site; links to them are treated as internal (in front matter, `aliases` are old addresses)',
  },
  language: { type: language, default: 'zh-Hans', meaning: 'language of the posts and of the interface' },
  languages: {
    type: languagesWith({}),
    default: [],
    meaning:
      'further languages, each with its own lists, feeds and navigation below `/en/`: `{en: {title: My notes}}`; see docs/languages.md',
  },
  timezone: {
    type: timezone,
    default: '',
    meaning:
      'time zone of post dates, in feeds and for `future`: `Asia/Shanghai` (default: from `language`, such as Asia/Shanghai for `zh-Hans`; else UTC)',
  },
  navigation: {
    type: navigation,
    meaning: 'entries with `title` and `url` (default: posts, tags and every page at the top of `content/`)',
  },
  notes: {
    type: pathPart,
    meaning: 'name of the file and the folder of notes below `content/`: `notes` for `notes.md` and `notes/`; see docs/pages.md',
  },
  pageSize: { type: integer(1), default: 11, meaning: 'posts per list page' },
  permalink: {
    type: permalinkPattern,
    meaning: 'pattern for the addresses of posts, such as `/:year/:month/:day/:name/` (default: the path of the file)',
  },
  markdown: {
    type: dialect,
    default: 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk',
    meaning: 'the dialect: Pandoc’s `markdown`, `commonmark` or `gfm`',
  },
  dialects: {
    type: dialects,
    default: [],
    meaning: 'dialects of folders below `content/`: `{posts/imported: gfm}`',
  },
  taxonomies: {
    type: taxonomies,
    default: [],
    meaning:
      'front matter fields that group posts, besides `tags` and `categories`: `{columns: 专栏}`; `{categories: {nested: true}}` if a list is a path, as in Hexo',
  },
  ignoreFields: {
    type: list(text),
    default: [],
    meaning: 'front matter fields that nothing reads and that are not reported: `[mathjax, id]`',
  },
  redirects: {
    type: redirects,
    default: [],
    meaning:
      'redirects from old addresses to new ones: `{/tags/x/: /tags/x.html}`; for old addresses of a post, use its `aliases`',
  },
  license: { type: text, default: '', meaning: 'license of the texts: `CC BY-SA 4.0`, or any text' },
  allow: {
    type: list(origin),
    default: [],
    meaning: 'origins that pages may load scripts and frames from: `https://example.org`',
  },
  safe: {
    type: boolean,
    default: false,
    meaning: '`true` removes scripts, forms, frames and styles from posts, for sites with several authors; see docs/security.md',
  },
  allowPrivate: {
    type: boolean,
    default: false,
    meaning:
      '`true` lets `images: {remote: localise}`, `check --external`, `friends` and `announce` connect to this machine and to private networks',
  },
  plugins: { type: pluginsField, default: [], meaning: 'plugins, as files or packages; see docs/plugins/' },
  logo: { type: pictureFile, meaning: 'picture shown before the site title' },
  favicon: { type: pictureFile, meaning: 'site icon (default: `content/favicon.svg`, `.png` or `.ico`)' },
  images: { type: images, default: defaultsOf(IMAGE_FIELDS), meaning: 'picture settings: see below' },
  answered: {
    type: answersField,
    default: [],
    meaning: 'warnings to silence, by rule and folder: `{picture/alt: posts/old, date/disagrees: .}`',
  },
  future: {
    type: oneOf('publish', 'wait', 'error'),
    default: 'publish',
    meaning: 'posts dated in the future: publish them now, wait for their date, or report an error',
  },
  links: { type: oneOf('error', 'warn'), default: 'error', meaning: 'severity of dead internal links' },
  pictures: { type: oneOf('error', 'warn'), default: 'error', meaning: 'severity of missing and unreadable pictures' },
} satisfies Fields;

/** Returns all fields of site.yaml. @param ofFeatures the settings that features declare */
export function configFields(ofFeatures: Fields): Fields {
  const languages = { ...CONFIG_FIELDS.languages, type: languagesWith(ofFeatures) };
  return withFields({ ...CONFIG_FIELDS, languages }, ofFeatures);
}
