// The words of generated tables and pages in Chinese. A text without a translation is an error, so that no table is half English.

import type { RuleId } from '../../base/diagnostics.js';
import { RULES } from '../../base/diagnostics.js';
import { translator } from '../../language/translator.js';
import { RULES_ZH } from '../../language/zh/problems.js';
import type { Translate } from './words.js';

/** Heads of tables, and types of fields. */
const HEADS = {
  field: '字段',
  type: '类型',
  default: '默认',
  meaning: '含义',
  required: '必填',
  rule: '规则',
  severity: '级别',
  error: '错误',
  warning: '警告',
  variable: '变量',
  value: '值',
  effect: '作用',
  'field or name': '字段或名称',
  'is read from': '也读取',
  text: '文字',
  'web address': '网址',
  'list of host name or web address': '主机名或网址的列表',
  'language tag': '语言标签',
  'time zone': '时区',
  'list of `title` and `url`': '`title` 和 `url` 的列表',
  'whole number ≥ {#least}': '整数，≥ {#least}',
  pattern: '格式',
  '`markdown` with extensions, `commonmark` or `gfm`': '`markdown`（可加扩展）、`commonmark` 或 `gfm`',
  'mapping of folders to dialects': '文件夹到方言的映射',
  'mapping of front matter fields': '元数据字段的映射',
  'mapping of language tags': '语言标签的映射',
  'mapping of taxonomies to headings': '分类字段到标题的映射',
  'folder in addresses': '网址里的文件夹',
  'list of text': '文字的列表',
  'mapping of old addresses to new ones': '旧网址到新网址的映射',
  'true or false': 'true 或 false',
  mapping: '映射',
  'list of origin': '来源的列表',
  'list of files and packages': '文件和包的列表',
  'path of a picture': '图片路径',
  'mapping of rules to folders or files': '规则到文件夹或文件的映射',
  '`publish` or `wait` or `error`': '`publish`、`wait` 或 `error`',
  '`error` or `warn`': '`error` 或 `warn`',
  'list of whole number ≥ {#least}': '整数的列表，≥ {#least}',
  'list of `avif` or `webp`': '`avif`、`webp` 的列表',
  '`keep` or `localise`': '`keep` 或 `localise`',
  'list of name': '名字的列表',
  date: '日期',
  'list of text, or of lists of text': '文字的列表，可以再含列表',
  'address or pattern': '网址或格式',
  'list of path': '路径的列表',
  'path of a picture, or `{image: …, alt: …}`': '图片路径，或 `{image: …, alt: …}`',
  'true, or a number': 'true 或数字',
  'mapping of language tags to pages': '语言标签到页面的映射',
  'number from -5 to 5': '-5 到 5 的数',
  list: '列表',
  'list, HTML': '列表，HTML',
  HTML: 'HTML',
  'any fields': '任意字段',
  '; ': '；',
  ':': '：',
  '. It has the variables of `page.html`, and': '，另有 `page.html` 的全部变量',
};

/** Settings. */
const SETTINGS = {
  'the name of the site': '站点名称',
  'address of the site, with its path if it is not at the root': '站点网址；不在根目录时要带上路径',
  'one sentence about the site, for search engines and feeds': '一句话介绍站点，供搜索引擎和订阅使用',
  'author of posts that do not name one': '没写作者的文章的作者',
  'other host names of the site; links to them are treated as internal (in front matter, `aliases` are old addresses)':
    '站点的其他主机名；指向它们的链接算站内链接（元数据里的 `aliases` 是旧网址）',
  'language of the posts and of the interface': '文章和界面的语言',
  'absolute address of the page in the site’s main language, for `hreflang="x-default"`; empty without `languages`':
    '页面在主要语言里的完整网址，用于 `hreflang="x-default"`；没有 `languages` 时为空',
  'the languages of the site, each with the page in that language; empty without `languages` in site.yaml':
    '站点的各种语言，各有这个页面在那种语言里的网址；site.yaml 里没有 `languages` 时为空',
  '`rtl` or `ltr`, if it has another direction than the language of the navigation':
    '`rtl` 或 `ltr`，如果它的书写方向和导航的语言不同',
  'name of the language': '语言的名字',
  'address of the translation of the page; without one, of the home page in that language':
    '页面译文的网址；没有译文时是那种语言的首页',
  'true for the language of the navigation': '导航所用的语言为 true',
  'further languages, each with its own lists, feeds and navigation below `/en/`: `{en: {title: My notes}}`; see docs/languages.md':
    '其他语言，各有自己的列表、订阅和导航，在 `/en/` 下面：`{en: {title: My notes}}`；见[多种语言](languages.md)',
  'the name of the site in that language (default: the site’s)': '站点在这种语言里的名称（默认：站点的）',
  'one sentence about the site, in that language': '用这种语言写的一句话介绍',
  'author of posts that do not name one (default: the site’s)': '没写作者的文章的作者（默认：站点的）',
  'license of the texts (default: the site’s)': '文章的许可（默认：站点的）',
  'entries with `title` and `url` (default: posts, tags and the pages of that language at the top of `content/`)':
    '导航各项的 `title` 和 `url`（默认：文章、标签，以及直接放在 `content/` 下的这种语言的页面）',
  'headings of taxonomies in that language: `{columns: Columns}`': '分类在这种语言里的标题：`{columns: Columns}`',
  'folder of its pages in addresses (default: the language tag)': '它的页面在网址里的文件夹（默认：语言标签）',
  'its name in the header (default: the language’s own name for itself, such as English)':
    '页头里显示的名字（默认：这种语言自己的叫法，例如 English）',
  'time zone of post dates, in feeds and for `future`: `Asia/Shanghai` (default: from `language`, such as Asia/Shanghai for `zh-Hans`; else UTC)':
    '文章日期的时区，用于订阅和 `future`：`Asia/Shanghai`（默认：由 `language` 得出，例如 `zh-Hans` 是 Asia/Shanghai，没有就用 UTC）',
  'entries with `title` and `url` (default: posts, tags and every page at the top of `content/`)':
    '导航各项的 `title` 和 `url`（默认：文章、标签，以及直接放在 `content/` 下的页面）',
  'posts per list page': '列表每页的文章数',
  'posts on the home page': '首页的文章数',
  'posts in the feeds': '订阅源里的文章数',
  'pattern for the addresses of posts, such as `/:year/:month/:day/:name/` (default: the path of the file)':
    '文章网址的格式，例如 `/:year/:month/:day/:name/`（默认：文件的路径）',
  'the dialect: Pandoc’s `markdown`, `commonmark` or `gfm`': '方言：Pandoc 的 `markdown`、`commonmark` 或 `gfm`',
  'dialects of folders below `content/`: `{posts/imported: gfm}`': '`content/` 里各文件夹的方言：`{posts/imported: gfm}`',
  'front matter fields that group posts, besides `tags` and `categories`: `{columns: 专栏}`; `{categories: {nested: true}}` if a list is a path, as in Hexo':
    '除 `tags` 和 `categories` 之外，用来给文章归类的字段：`{columns: 专栏}`；Hexo 的多级列表写 `{categories: {nested: true}}`',
  'front matter fields that nothing reads and that are not reported: `[mathjax, id]`':
    '没人读、但不用报告的元数据字段：`[mathjax, id]`',
  'redirects from old addresses to new ones: `{/tags/x/: /tags/x.html}`; for old addresses of a post, use its `aliases`':
    '从旧网址跳转到新网址：`{/tags/x/: /tags/x.html}`；文章的旧网址写在文章的 `aliases` 里',
  'license of the texts: `CC BY-SA 4.0`, or any text': '文章的许可：`CC BY-SA 4.0`，或任意文字',
  '`false` disables search': '`false` 关闭搜索',
  'WebSub hub that notifies feed readers': '通知订阅者的 WebSub 服务',
  '`false` disables social cards': '`false` 关闭分享卡片',
  'comments under posts: giscus, Waline or Twikoo; see docs/services.md':
    '文章下的评论：giscus、Waline 或 Twikoo；见[评论和统计](services.md)',
  'analytics: Baidu Tongji, Umami, GoatCounter or Cloudflare; see docs/services.md':
    '访问统计：百度统计、Umami、GoatCounter 或 Cloudflare；见[评论和统计](services.md)',
  'services that `npm run announce` notifies: `{indexnow: …, baidu: …}`; see docs/publishing/':
    '`npm run announce` 要通知的服务：`{indexnow: …, baidu: …}`；见[发布](publishing/README.md)',
  'origins that pages may load scripts and frames from: `https://example.org`':
    '页面可以加载脚本和 iframe 的来源：`https://example.org`',
  '`true` removes scripts, forms, frames and styles from posts, for sites with several authors; see docs/security.md':
    '`true` 去掉文章里的脚本、表单、框架和样式，用于多人撰写的站点；见 docs/security.md',
  '`true` lets `images: {remote: localise}`, `check --external` and `announce` connect to this machine and to private networks':
    '`true` 让 `images: {remote: localise}`、`check --external` 和 `announce` 可以访问本机和内网',
  'plugins, as files or packages; see docs/plugins/': '插件，文件或包；见[插件](../plugins/README.md)（英文）',
  'picture shown before the site title': '显示在站点名称前的图片',
  'site icon (default: `content/favicon.svg`, `.png` or `.ico`)': '站点图标（默认：`content/favicon.svg`、`.png` 或 `.ico`）',
  'picture settings: see below': '图片的设置，见下文',
  'warnings to silence, by rule and folder: `{picture/alt: posts/old, date/disagrees: .}`':
    '要屏蔽的警告，按规则和文件夹写：`{picture/alt: posts/old, date/disagrees: .}`',
  'posts dated in the future: publish them now, wait for their date, or report an error':
    '日期还没到的文章：马上发布、等到那天，还是报错',
  'severity of dead internal links': '站内死链的级别',
  'severity of missing and unreadable pictures': '缺图和坏图的级别',
  'widths in pixels to generate, up to the width of the picture and three times the width it is shown at':
    '要生成的宽度（像素），不超过图片本身的宽度，也不超过显示宽度的三倍',
  'formats to offer in addition to JPEG or PNG, where they are smaller': '除 JPEG、PNG 外再提供的格式，比原来小才提供',
  'encoder quality from 1 to 100: `{avif: 50, webp: 80, jpeg: 80}`': '编码质量，1 到 100：`{avif: 50, webp: 80, jpeg: 80}`',
  'largest picture to read, in millions of pixels, counting all frames of an animation':
    '能读取的最大图片（百万像素），动图按所有帧合计',
  '`localise` downloads pictures from other sites once, into `images/remote/`':
    '`localise` 把别的网站上的图片下载一次，存到 `images/remote/`',
  'largest picture to download, in megabytes': '能下载的最大图片（MB）',
};

/** Front matter. */
const FRONT_MATTER = {
  'title in inline markdown; overrides the first `%` line': '标题，可以用行内 markdown；优先于第一行 `%`',
  'one or more authors; overrides the second `%` line': '一位或多位作者；优先于第二行 `%`',
  'the same as `author`': '同 `author`',
  'publication date; overrides the third `%` line': '发布日期；优先于第三行 `%`',
  'date of the last substantial change': '最近一次较大修订的日期',
  'one or two sentences for lists, feeds and search engines (default: the beginning of the text)':
    '一两句话的摘要，用于列表、订阅和搜索引擎（默认：正文开头）',
  'tags; text is split at commas': '标签；写成文字时按逗号分开',
  'categories; a list within the list is a path, the outermost first: `[[后端, Java], 生活]`':
    '分类；列表里的列表表示上下级，上级在前：`[[后端, Java], 生活]`',
  'replaces the file name in the address; a leading date is kept': '在网址里代替文件名；开头的日期保留',
  'address, or a pattern such as `/:year/:month/:name/`; see [addresses](#addresses)':
    '网址，或 `/:year/:month/:name/` 这样的格式；见[网址](#网址)',
  'old addresses that redirect to the post: `/2019/old.html`; without `/` and `.`, a name for wikilinks':
    '会跳转到这篇文章的旧网址：`/2019/old.html`；不含 `/` 和 `.` 的，是维基链接用的名称',
  '`true` keeps it out of the site; for fields of other tools, see [below](#who-may-read-a-text)':
    '`true` 表示不发布；其他工具的写法见[下文](#谁能读到文章)',
  'language, if it differs from the site’s': '语言，和站点不同时才写',
  'whether to show a table of contents (default: with three or more headings)': '是否显示目录（默认：有三个以上小标题就显示）',
  'picture at the top of the post and for social networks; `{image: a.jpg, alt: …}` adds alternative text':
    '文章顶部和分享时用的图片；要写替代文字就用 `{image: a.jpg, alt: …}`',
  '`true` keeps it at the top of the lists; of several, the higher number comes first':
    '`true` 表示置顶；置顶几篇时，数字大的在前',
  'template name without `.html`': '模板名，不带 `.html`',
  'name of the series that the post belongs to; parts are ordered by date': '所属系列的名称；各篇按日期排列',
  'feed id (default: from `content/urls.yaml`, or the address)': '订阅 id（默认：取自 `content/urls.yaml`，或用网址）',
  'license, if it differs from the site’s': '许可，和站点不同时才写',
  '`false` disables comments': '`false` 关闭评论',
  'translations by language tag: `{en: hello.md, ja: /posts/ja.html}`': '其他语言的版本：`{en: hello.md, ja: /posts/ja.html}`',
  'subtitle in inline markdown': '副标题，可以用行内 markdown',
  'abstract in markdown, shown above the text': '提要，用 markdown 写，显示在正文上方',
  'keywords for templates (default: the tags)': '供模板使用的关键词（默认：标签）',
  'markdown or HTML to add to the page’s head': '加到页面 head 里的 markdown 或 HTML',
  'markdown or HTML to add before the text': '加在正文之前的 markdown 或 HTML',
  'markdown or HTML to add after the text': '加在正文之后的 markdown 或 HTML',
  '`true` numbers headings, except those with the class `.unnumbered`': '`true` 给标题编号，带 `.unnumbered` 类的除外',
  'deepest heading level in the table of contents': '目录里最深的标题级别',
  'shifts heading levels: `1` makes `#` an `<h2>`': '调整标题级别：`1` 让 `#` 成为 `<h2>`',
  'dialect, if it differs from the site’s': '方言，和站点不同时才写',
};

/** Markers that keep a text back. */
const MARKERS = {
  yes: '是',
  no: '否',
  'a draft: not published; `draft: false` publishes what is in a folder of drafts':
    '草稿，不发布；草稿文件夹里的文章写 `draft: false` 才发布',
  'no, or a future date': '否，或者还没到的日期',
  'a draft, or scheduled for that day': '草稿，或者定在那天发布',
  'no, or a word that `visibility` takes': '否，或者 `visibility` 里可以写的词',
  'a draft, or as the word says': '草稿，或者按所写的意思',
  'a draft': '草稿',
  'as the word says; an unknown word is an error': '按所写的意思；不认识的写法是错误',
  'anything but no': '除“否”之外的任何值',
  'an error: a static site cannot protect a text': '错误：静态网站保护不了文章',
  'an error: it is meant for some readers only, and everyone would see it': '错误：本来只给一部分读者看，结果人人都能看到',
  'published at its address, with `noindex`; in no list, feed, sitemap or search':
    '知道网址就能打开，带 `noindex`；不进列表、订阅、站点地图和搜索',
  'the same': '同上',
  'a draft; unlisted': '草稿；不列出',
  'published and listed; not in the sitemap, with `noindex`': '发布并列出；不进站点地图，带 `noindex`',
  'no, or `{exclude: true}`': '否，或 `{exclude: true}`',
  'a future date': '还没到的日期',
  'published from that day on (with a time of day: from the next day on)': '从那天起发布（写了时刻就等到第二天）',
  'a day': '日期',
  'not published from that day on': '从那天起不再发布',
  'drafts, unless they say `draft: false`': '草稿，除非写了 `draft: false`',
  'conflict copies that sync programs make': '同步软件留下的冲突副本',
  'names that begin with `_`, apart from `_posts/`, `_meta.yaml`, `_headers` and `_redirects`':
    '以 `_` 开头的名称，`_posts/`、`_meta.yaml`、`_headers` 和 `_redirects` 除外',
  'not published, with a warning; pictures and files that posts use are published':
    '不发布，并给出警告；文章用到的图片和文件照常发布',
  '`x.org`, `x.rst`, `x.mdx`, `x.canvas` and other texts that are not `.md` or `.markdown`':
    '`x.org`、`x.rst`、`x.mdx`、`x.canvas` 等不是 `.md`、`.markdown` 的文本',
  'not published, with a warning, unless a post links to them': '不发布，并给出警告；文章链接到的照常发布',
  'names that begin with a dot, apart from `content/.well-known/`': '以点开头的名称，`content/.well-known/` 除外',
  'not part of the site; `.htaccess` and other files for servers are a warning': '不属于站点；`.htaccess` 等服务器文件会给出警告',
  '`node_modules/`, `@eaDir/`, `__MACOSX/`, `Thumbs.db`, lock files, backups such as `x.md~` and `x.md.bak`':
    '`node_modules/`、`@eaDir/`、`__MACOSX/`、`Thumbs.db`、锁文件，以及 `x.md~`、`x.md.bak` 这样的备份',
  'not part of the site': '不属于站点',
};

/** Variables of templates. */
const VARIABLES = {
  'language of the page, for `<html lang>`': '页面的语言，用于 `<html lang>`',
  'language of the site, if it differs from the page’s': '站点的语言，和页面不同时才有',
  '`rtl` for right-to-left languages, else empty': '从右往左书写的语言是 `rtl`，其他为空',
  '`rtl` or `ltr`, if the language of the site has another direction than the page’s':
    '站点和页面书写方向不同时，是 `rtl` 或 `ltr`',
  '`lang` and `dir` for an element that shows a text of `words`; empty if `words` are in the language of the page':
    '显示 `words` 文字的元素要加的 `lang` 和 `dir`；和页面语言相同时为空',
  'the same for a text of `sitewords`, inside an element in the language of the site':
    '同上，用于 `sitewords` 的文字，外层元素是站点的语言',
  'title as text, followed by the site’s name, for `<title>`': '纯文字标题加站点名称，用于 `<title>`',
  'description as text': '纯文字摘要',
  'absolute address of the page': '页面的完整网址',
  'path of the site on its host (`/blog`), empty at the root': '站点在主机上的路径（`/blog`），在根目录时为空',
  'address of the home page': '首页的网址',
  'address of the list of all posts': '全部文章列表的网址',
  'addresses of the stylesheets in `templates/`': '`templates/` 里样式表的网址',
  'addresses of the scripts in `templates/`': '`templates/` 里脚本的网址',
  'addresses of the scripts in `templates/scripts/`, by name': '`templates/scripts/` 里脚本的网址，按名称取用',
  'true where search engines must not index: in a preview, on unlisted pages and those with `noindex`':
    '搜索引擎不该收录时为真：预览、不列出的页面、带 `noindex` 的页面',
  'address of the icon: `favicon` in site.yaml, else `content/favicon.svg`, `.png` or `.ico`':
    '图标的网址：site.yaml 的 `favicon`，否则 `content/favicon.svg`、`.png` 或 `.ico`',
  'feed of the page’s list; empty on pages that list all posts': '本页列表的订阅源；列出全部文章的页面上为空',
  'its title': '它的标题',
  'its address': '它的网址',
  'absolute address of the picture for social networks': '分享图片的完整网址',
  'its size in pixels; empty if it is on another site': '它的尺寸（像素）；在别的网站上时为空',
  'its width': '它的宽度',
  'its height': '它的高度',
  'title for social networks, which show the site’s name beside it': '分享时的标题；站点名称会另外显示',
  'CSS rules of the page’s pictures and style attributes, for a `<style>` in the head':
    '页面里图片和 style 属性的 CSS 规则，放在 head 的 `<style>` 里',
  'its Content-Security-Policy, for a `<meta http-equiv>`': '页面的内容安全策略，用于 `<meta http-equiv>`',
  '`article` or `website`': '`article` 或 `website`',
  'JSON-LD metadata, ready for `<script type="application/ld+json">`':
    'JSON-LD 元数据，直接放进 `<script type="application/ld+json">`',
  'the site': '站点',
  'its name': '它的名称',
  'its logo, from `logo` in site.yaml': '它的徽标，来自 site.yaml 的 `logo`',
  'first character of its name': '名称的第一个字',
  'its description': '它的介绍',
  'its author': '它的作者',
  'its absolute address': '它的完整网址',
  'its language': '它的语言',
  'address of the RSS feed': 'RSS 订阅源的网址',
  'address of the Atom feed': 'Atom 订阅源的网址',
  'address of the JSON feed': 'JSON 订阅源的网址',
  'entries of the navigation': '导航各项',
  'true on the page that it links to': '在它指向的页面上为真',
  'interface words in the page’s language': '界面文字，用页面的语言',
  '“Skip to the text”': '“跳到正文”',
  '“Navigation”': '“导航”',
  '“Posts”': '“文章”',
  '“All posts”': '“所有文章”',
  '“Latest posts”': '“最近的文章”',
  '“Newer”': '“更新鲜”',
  '“Older”': '“更早些时候”',
  '“Previous post”': '“上一篇”',
  '“Next post”': '“下一篇”',
  '“More to read”': '“更多阅读”',
  '“Contents”': '“目录”',
  '“Footnotes”': '“脚注”',
  '“Back to the text”': '“回到正文”',
  '“updated”': '“更新于”',
  '“Archive”': '“归档”',
  '“Tags”': '“标签”',
  '“Categories”': '“分类”',
  'heading of the 404 page': '404 页面的标题',
  'text of the 404 page': '404 页面的文字',
  '“This page has moved to”': '“本页已移到”',
  '“Light or dark”': '“亮色或暗色”',
  '“Home”': '“首页”',
  '“Series”': '“系列”',
  '“License”': '“许可”',
  '“Comments”': '“评论”',
  '“Other languages”': '“其他语言”',
  '“Search”': '“搜索”',
  '“Searching…”': '“正在查找……”',
  'message when a search finds nothing': '没有找到时的文字',
  '“Found: #”, with a number of results in place of the `#`': '“找到 # 篇”，`#` 处是结果的数目',
  '“at least”, before a number of results': '“至少”，放在结果数目之前',
  '“More results”': '“更多结果”',
  'message when the search index cannot be loaded': '搜索索引加载不了时的文字',
  'message when scripts are disabled': '禁用脚本时的文字',
  '“code”, the accessible name of a block that scrolls': '“代码”，可滚动的代码块的名称',
  '“table”, the same for a table': '“表格”，可滚动的表格的名称',
  '“formula”, the same for a formula': '“公式”，可滚动的公式的名称',
  '“diagram”, the same for a diagram': '“图”，可滚动的图的名称',
  '“Copy”': '“复制”',
  '“Copied”': '“已复制”',
  '“Did you mean:”': '“是不是：”',
  '“Draft”': '“草稿”',
  '“Pinned”': '“置顶”',
  '“No posts yet.”': '“还没有文章。”',
  'separator between names': '名字之间的分隔符',
  'colon after a label': '标签后的冒号',
  'interface words in the site’s language': '界面文字，用站点的语言',
  'all translations of the page, including itself; empty if there are none': '页面的全部语言版本，包括它自己；没有时为空',
  '`rtl` or `ltr`, if it has another direction than the page’s': '和页面书写方向不同时，是 `rtl` 或 `ltr`',
  'name of the language, in that language': '语言的名称，用该语言写',
  'absolute address': '完整网址',
  'true for the page itself': '是页面自己时为真',
  'front matter fields that titleblock does not use, by name: `$meta.mood$`':
    'titleblock 不使用的元数据字段，按名称取用：`$meta.mood$`',
  'address of the archive': '归档页的网址',
  'address of the search page; empty if there is none': '搜索页的网址；没有时为空',
  'address of the web manifest; empty without `images/icon`': 'web manifest 的网址；没有 `images/icon` 时为空',
  'address of the home-screen icon; empty without `images/icon`': '主屏幕图标的网址；没有 `images/icon` 时为空',
  'analytics scripts from `analytics` in site.yaml': '统计脚本，来自 site.yaml 的 `analytics`',
  subtitle: '副标题',
  abstract: '提要',
  'extra content for the head': 'head 里额外的内容',
  'extra content before the text': '正文之前额外的内容',
  'extra content after the text': '正文之后额外的内容',
  title: '标题',
  authors: '作者',
  'authors as one text': '作者，合成一段文字',
  'date, as precise as known: `2023-11-12`, `2005`': '日期，已知多细就多细：`2023-11-12`、`2005`',
  'time of day of the date, if the header has one: `21:10`': '日期里的时刻，元数据写了才有：`21:10`',
  'the same date, for `<time datetime>`': '同一个日期，用于 `<time datetime>`',
  'description from the front matter': '元数据里的摘要',
  tags: '标签',
  'keywords, or the tags': '关键词，没有就用标签',
  'cover picture': '封面图片',
  'the text': '正文',
  'table of contents; empty if there is none': '目录；没有时为空',
  'the same, under Pandoc’s other name': '同上，Pandoc 的另一个名称',
  'reading time, as text': '阅读时间，文字',
  'true for a draft in a preview (`npm run build -- --drafts`)': '预览里的草稿为真（`npm run build -- --drafts`）',
  'the home page': '首页',
  'the latest posts': '最近的文章',
  'its date, as precise as known: `2023-11-12`, `2005`': '它的日期，已知多细就多细：`2023-11-12`、`2005`',
  'the year of its date': '日期的年份',
  'description, or the beginning of its text': '摘要，或正文开头',
  'its tags': '它的标签',
  'its categories, with the addresses of their pages': '它的分类，带各自页面的网址',
  'true for a post that is pinned to the top of the lists': '置顶的文章为真',
  'its language, if it differs from the page’s': '它的语言，和页面不同时才有',
  '`rtl` or `ltr`, if its language has another direction than the page’s': '它的语言和页面书写方向不同时，是 `rtl` 或 `ltr`',
  'a post, and a `layout` of a post or page': '文章，以及文章、页面的 `layout`',
  license: '许可',
  'the next older post': '前一篇文章',
  'the next newer post': '后一篇文章',
  'its tags with the addresses of their pages': '它的标签，带各自页面的网址',
  'the tag': '标签',
  'its categories; each is a list of links, from the outermost category to the category itself':
    '它的分类；每个都是一串链接，从最外层到它自己',
  'the links': '各个链接',
  'like `categories`, for each taxonomy by its name: `$terms.columns$`':
    '和 `categories` 一样，每种归类按名称取用：`$terms.columns$`',
  'up to three similar posts': '最多三篇相关文章',
  'series that it belongs to; empty if there is none': '所属的系列；没有时为空',
  'the name of the series': '系列的名称',
  '“Part 2 of 5”': '“第 2 篇，共 5 篇”',
  'all parts in order': '各篇，按顺序',
  'true for the post itself': '是这篇文章自己时为真',
  'comments, if enabled': '评论，打开了才有',
  'one page of the list of all posts': '全部文章列表的一页',
  'one page of the posts with a tag, category or other term': '某个标签、分类或其他归类的文章列表的一页',
  'heading of the list': '列表的标题',
  'posts of this page of the list, newest first': '本页的文章，新的在前',
  '“Page 2 of 36”': '“第 2 页，共 36 页”',
  'address of the page with newer posts': '较新文章那一页的网址',
  'address of the page with older posts': '较早文章那一页的网址',
  'the terms that a category lies within, the outermost first': '分类的各级上级，最外层在前',
  'the index of tags, of categories, or of another taxonomy': '标签、分类或其他归类的索引页',
  'all tags or other terms, most used first; each is followed by those within it':
    '全部标签或其他归类：用得最多的在前，上级在下级之前',
  'number of posts': '文章数',
  'how deep it is nested; empty at the top': '在第几级之内；最外层为空',
  '`tags`, `categories` or the field of another taxonomy': '`tags`、`categories`，或其他归类的字段',
  'the list of all years, and the page of each year': '年份列表，以及每年的页面',
  'heading of the page': '页面的标题',
  'all years, newest first': '全部年份，新的在前',
  'the year': '年份',
  'true on its own page': '在它自己的页面上为真',
  'on the page of all years, years with their posts by month, newest first; empty with more than 2,000 posts':
    '年份列表页上，各年的文章按月排列，新的在前；超过 2,000 篇时为空',
  'its months, latest first': '各月，新的在前',
  'name of the month; empty for posts of which only the year is known': '月份名称；只知道年份的文章为空',
  'its posts, newest first': '各篇文章，新的在前',
  'day of the month': '日',
  'posts of the year, newest first; empty on the page of all years': '这一年的文章，新的在前；在年份列表页上为空',
  'posts by the day of their last change': '按最近修订日期排列的文章',
  'posts with an update date, latest first': '有修订日期的文章，最近的在前',
  'the search page': '搜索页',
  'address of the script that searches the index': '搜索脚本的网址',
  'redirect from an old address': '旧网址的跳转页',
  'address that the alias leads to': '跳转的目标网址',
};

/** Tables of benchmarks. */
const BENCHES = {
  'Seconds to build {count} Chinese posts, and peak megabytes of a build from scratch; {@where}:':
    '构建 {count} 篇中文文章所用的秒数，以及从头构建所用的内存（MB）；{@where}：',
  'Milliseconds, {@where}:': '毫秒；{@where}：',
  'Microseconds for each of {count} posts, {@where}:': '{count} 篇文章，每篇的微秒数；{@where}：',
  'one round on {date}, on a machine with {#cores} cores ({cpu}) and Node {.version}':
    '{date} 测一轮，{#cores} 核（{cpu}），Node {.version}',
  'One round on {date}, on a machine with {#cores} cores ({cpu}) and Node {.version}.':
    '{date} 测一轮，{#cores} 核（{cpu}），Node {.version}。',
  'medians of {#rounds} rounds on {date}, on a machine with {#cores} cores ({cpu}) and Node {.version}':
    '{date} 测 {#rounds} 轮取中位数，{#cores} 核（{cpu}），Node {.version}',
  'Medians of {#rounds} rounds on {date}, on a machine with {#cores} cores ({cpu}) and Node {.version}.':
    '{date} 测 {#rounds} 轮取中位数，{#cores} 核（{cpu}），Node {.version}。',
  'from scratch': '从头构建',
  'nothing changed': '什么都没变',
  'a text edited': '改一篇正文',
  'a title edited': '改一个标题',
  'a template edited': '改一个模板',
  'a new post': '新增一篇',
  '**titleblock**, equal work': '**titleblock**，同等工作',
  '**titleblock**, as it comes': '**titleblock**，默认设置',
  '{#count} posts, seconds:': '{#count} 篇文章，秒：',
  '{#count} posts, CPU seconds · peak megabytes:': '{#count} 篇文章，处理器秒数 · 内存峰值 MB：',
  '{#count} posts of a real archive, seconds:': '真实博客的 {#count} 篇文章，秒：',
  '{#count} posts of a real archive, CPU seconds · peak megabytes:': '真实博客的 {#count} 篇文章，处理器秒数 · 内存峰值 MB：',
  '{#count} posts: {@what}': '{#count} 篇：{@what}',
  'first page without a cache': '没有缓存时的第一个页面',
  'first page with a cache': '有缓存时的第一个页面',
  'a text saved → served': '保存正文 → 送到浏览器',
  'a title saved → served': '保存标题 → 送到浏览器',
  'a template saved → served': '保存模板 → 送到浏览器',
  'Node alone, doing nothing': '只启动 Node',
  'Node alone, a `stat` of each file': '只启动 Node，对每个文件 `stat` 一次',
  'bare unified': '单用 unified',
  'titleblock, cold': 'titleblock，冷启动',
  'bare unified, cold': '单用 unified，冷启动',
  read: '读取',
  parse: '解析',
  tree: '语法树',
  stringify: '输出 HTML',
  'links and the rest of render': '链接及其余渲染',
  template: '模板',
  write: '写入',
  together: '合计',
};

/** Extensions of the dialect. */
const EXTENSION_MEANINGS = {
  'Removes definitions of abbreviations in the style of PHP Markdown Extra.': '去掉 PHP Markdown Extra 风格的缩写定义。',
  'Reads quotes that begin with `[!NOTE]` as callouts, as GitHub does.': '像 GitHub 那样，把以 `[!NOTE]` 开头的引用读作标注。',
  'Lets a backslash escape any character that is not a letter or digit.': '反斜杠可以转义字母、数字之外的任何字符。',
  'Lets a backslash escape `<` and `>`, without all_symbols_escapable.':
    '没有 all_symbols_escapable 时，反斜杠可以转义 `<` 和 `>`。',
  'Removes accents and non-ASCII characters from the ids of headings.': '标题的 id 里去掉重音符号和 ASCII 之外的字符。',
  'Gives each heading an id made from its text.': '用标题的文字生成 id。',
  'Makes bare addresses links.': '光写网址也成为链接。',
  'Reads code blocks fenced with backticks.': '读取用反引号围起来的代码块。',
  'Requires a blank line before a block quote.': '引用前面必须有空行。',
  'Requires a blank line before a heading.': '标题前面必须有空行。',
  'Reads `[text]{.class}` as a span.': '把 `[文字]{.类}` 读作 span。',
  'Reads citations such as `[@doe99, p. 3]`.': '读取 `[@doe99, p. 3]` 这样的文献引用。',
  'Reads Chinese, Japanese and Korean as their writers mean it.': '按作者的本意读取中文、日文和韩文。',
  'Reads terms with definitions.': '读取定义列表。',
  'Ignores line breaks between wide characters.': '全角字符之间的换行不算空格。',
  'Replaces `:smile:` with the emoji.': '把 `:smile:` 换成表情。',
  'Makes a backslash at the end of a line a line break.': '行末的反斜杠表示换行。',
  'Numbers examples through the whole text, with labels to refer to.': '全文统一给例子编号，可以用标签引用。',
  'Allows letters, Roman numerals and parentheses in ordered lists.': '有序列表可以用字母、罗马数字和括号。',
  'Allows attributes after the fence of a code block.': '代码块的围栏后面可以写属性。',
  'Reads code blocks fenced with tildes.': '读取用波浪号围起来的代码块。',
  'Reads blocks between lines of `:::` as divs.': '把两行 `:::` 之间的内容读作 div。',
  'Reads footnotes `[^1]`.': '读取脚注 `[^1]`。',
  'Requires four spaces of indentation in list items, as older versions did.': '列表项必须缩进四个空格，和旧版本一样。',
  'Makes ids of headings as GitHub does.': '像 GitHub 那样生成标题的 id。',
  'Reads tables drawn with `+`, `-` and `|`, with blocks in their cells.':
    '读取用 `+`、`-` 和 `|` 画的表格，单元格里可以有段落、列表等。',
  'Changes plain text output only; accepted without effect.': '只影响纯文本输出；可以写，没有作用。',
  'Makes every line break visible.': '每个换行都显示为换行。',
  'Allows attributes after a heading.': '标题后面可以写属性。',
  'Ignores line breaks without adding a space.': '忽略换行，也不加空格。',
  'Makes a picture alone in its paragraph a figure with a caption.': '单独成段的图片成为带说明的插图。',
  'Lets a heading’s text serve as a link reference.': '标题的文字可以当作链接的标签。',
  'Allows attributes after inline code.': '行内代码后面可以写属性。',
  'Reads footnotes written in place.': '读取就地写的脚注。',
  'Reads underscores within words as text.': '单词里的下划线是普通文字。',
  'Expands TeX macros in formulas.': '展开公式里的 TeX 宏。',
  'Keeps lines that begin with `|` apart, as in poems.': '以 `|` 开头的行各占一行，适合写诗。',
  'Allows attributes after links and pictures.': '链接和图片后面可以写属性。',
  'Lets a list begin right after a line of text.': '列表可以紧跟在一行文字后面。',
  'Reads lines that begin with `>` as Haskell code.': '把以 `>` 开头的行读作 Haskell 代码。',
  'Reads `==text==` as highlighted.': '把 `==文字==` 读作高亮。',
  'Reads markdown within HTML blocks.': '读取 HTML 块里的 markdown。',
  'Reads `[id]` after a heading as its id.': '把标题后面的 `[id]` 读作它的 id。',
  'Reads attributes after link references, as MultiMarkdown does.': '像 MultiMarkdown 那样，读取链接定义后面的属性。',
  'Reads tables whose rows can have several lines.': '读取一行可以占几行文字的表格。',
  'Reads `<div>` as a div with markdown in it.': '把 `<div>` 读作可以写 markdown 的 div。',
  'Reads `<span>` as a span with markdown in it.': '把 `<span>` 读作可以写 markdown 的 span。',
  'Reads `--` as an em dash, and `-` before a digit as an en dash.': '把 `--` 读作长破折号，数字前的 `-` 读作短破折号。',
  'Reads title, authors and date from lines that begin with `%`.': '从以 `%` 开头的行读取标题、作者和日期。',
  'Reads tables with `|` between cells.': '读取用 `|` 分隔单元格的表格。',
  'Reads code with `{=format}` as raw text for that format.': '把带 `{=格式}` 的代码当作该格式的原样文字。',
  'Keeps HTML tags.': '保留 HTML 标签。',
  'Reads TeX commands as raw TeX, which pages leave out.': '把 TeX 命令读作原样的 TeX，网页上不显示。',
  'Concerns several input files; accepted without effect.': '只和多个输入文件有关；可以写，没有作用。',
  'Allows `x^2` and `O~2` without a closing marker.': '`x^2` 和 `O~2` 不用写结束符号。',
  'Allows `[text]` for `[text][]`.': '`[文字][]` 可以简写为 `[文字]`。',
  'Reads tables with dashed lines under their heads.': '读取表头下面画短横线的表格。',
  'Makes straight quotes, dashes and dots typographic.': '把直引号、连字符和三个点换成印刷体。',
  'Requires a space after the `#` of a heading.': '标题的 `#` 后面必须有空格。',
  'Allows a space between `[text]` and `[label]`.': '`[文字]` 和 `[标签]` 之间可以有空格。',
  'Keeps the number that an ordered list starts with.': '保留有序列表的起始编号。',
  'Reads `~~text~~` as struck out.': '把 `~~文字~~` 读作删除线。',
  'Reads `~text~` as a subscript.': '把 `~文字~` 读作下标。',
  'Reads `^text^` as a superscript.': '把 `^文字^` 读作上标。',
  'Allows attributes at the end of a table’s caption.': '表格说明的末尾可以写属性。',
  'Reads a paragraph that begins with `:` or `Table:` as the caption of a table.':
    '把以 `:` 或 `Table:` 开头的段落读作表格说明。',
  'Reads `[ ]` and `[x]` at the start of list items as checkboxes.': '把列表项开头的 `[ ]` 和 `[x]` 读作复选框。',
  'Reads formulas between dollar signs.': '读取美元符号之间的公式。',
  'Reads formulas between `\\\\(` and `\\\\)`.': '读取 `\\\\(` 和 `\\\\)` 之间的公式。',
  'Reads formulas between `\\(` and `\\)`.': '读取 `\\(` 和 `\\)` 之间的公式。',
  'Reads `[[address|text]]` as a link.': '把 `[[网址|文字]]` 读作链接。',
  'Reads `[[text|address]]` as a link.': '把 `[[文字|网址]]` 读作链接。',
  'Reads YAML between `---` lines as metadata.': '把两行 `---` 之间的 YAML 读作元数据。',
};

/** The page of extensions. */
const EXTENSION_PAGE = {
  'Extensions by example': '扩展示例',
  'Each extension of [the dialect](markdown.md), with an example and the HTML that it becomes. The examples are conformance cases: a test compares each result with Pandoc’s own. `npm run docs` makes this page.':
    '[方言](markdown.md)的每个扩展，各有一个例子和它生成的 HTML。例子取自一致性测试：每个结果都和 Pandoc 自己的结果比较过。本页由 `npm run docs` 生成。',
  'On by default': '默认打开',
  'Off by default': '默认关闭',
  'titleblock itself turns on `autolink_bare_uris`, `cjk` and `east_asian_line_breaks`.':
    'titleblock 自己打开了 `autolink_bare_uris`、`cjk` 和 `east_asian_line_breaks`。',
};

/** Examples of rules. */
const RULE_EXAMPLES = {
  'With `{command}`': '运行 `{command}`',
  'Delete {path}.': '删掉 {path}。',
  Fix: '改法',
  ': ': '：',
  ' (': '（',
  ')': '）',
  picture: '图片',
  'JPEG picture': 'JPEG 图片',
  'JPEG picture whose metadata are cut off': '元数据不完整的 JPEG 图片',
  'picture of {width} × {height} pixels': '{width} × {height} 像素的图片',
  'animation of {size} MB': '{size} MB 的动图',
  video: '视频',
  'video with its location': '带拍摄地点的视频',
  'in GBK': 'GBK 编码',
  '… stands for the rest of the key': '… 代表私钥的其余部分',
  '… stands for {count} letters': '… 代表 {count} 个字母',
  'A file differs only after a mistake in titleblock itself: please report it.':
    '只有 titleblock 自己出错，文件才会不一样：请报告给我们。',
};

const MEANINGS = Object.fromEntries(Object.entries(RULES_ZH()).map(([rule, { meaning }]) => [RULES[rule as RuleId][1], meaning]));

const translate = translator({
  ...MEANINGS,
  ...HEADS,
  ...SETTINGS,
  ...FRONT_MATTER,
  ...MARKERS,
  ...VARIABLES,
  ...BENCHES,
  ...EXTENSION_MEANINGS,
  ...EXTENSION_PAGE,
  ...RULE_EXAMPLES,
});

/** Names that are the same in Chinese: of programs, formats and units. */
const NAME = /^(?:\*\*)?(?:MB|HTML|titleblock|(?:[A-Z][\w-]*|bare Node)(?: [\d.]+)?(?: \+ [A-Z]\w+ [\d.]+)?)(?:\*\*)?$/;

/**
 * Returns a text of a generated table in Chinese.
 * @throws Error if there is no translation
 */
export const CHINESE: Translate = (english) => {
  const chinese = translate(english);
  if (chinese === undefined && !NAME.test(english))
    throw new Error(`scripts/tools/docs/chinese.ts has no translation of "${english}"`);
  return chinese ?? english;
};
