// The rules in Chinese: the meaning of each, and the reasons and notes of its problems. Texts that several rules share are in
// shared.ts, those of markdown/foreign in foreign.ts. Keys are English texts (scripts/language/translator.ts).

import type { RuleId } from '../../base/diagnostics.js';
import { lazy } from '../../base/flow/lazy.js';
import type { Catalogue } from '../translator.js';

/** The texts of one rule. */
export interface RuleTexts {
  readonly meaning: string;
  /** Reasons and notes. */
  readonly texts?: Catalogue;
}

/** Made when first used: a command in English never needs it. */
export const RULES_ZH: () => { readonly [rule in RuleId]: RuleTexts } = lazy(() => ({
  'config/missing': {
    meaning: '缺少 `content/site.yaml`，或者其中缺少必填的设置',
    texts: {
      'missing content/site.yaml': '找不到 content/site.yaml',
      'missing field "{name}"': '缺少设置“{name}”',
      'create it with at least `{title}` and `{url}`': '新建这个文件，至少写上 `{title}` 和 `{url}`',
      'add a line `{line}`': '加一行 `{line}`',
    },
  },
  'config/syntax': {
    meaning: '`content/site.yaml` 不是合法的 YAML',
    texts: { 'expected lines of `name: value`': '这里应该是一行行的 `名称: 值`' },
  },
  'config/unknown': {
    meaning: '`content/site.yaml` 里有不认识的设置',
    texts: { 'unknown field "{name}"': '没有“{name}”这个设置', 'known fields: {names}': '可用的设置：{names}' },
  },
  'config/wrong': { meaning: '`content/site.yaml` 里某个设置的值不对' },
  'source/encoding': {
    meaning: '文本文件不是 UTF-8 编码',
    texts: {
      'this is {encoding}, not UTF-8': '这是 {encoding} 编码，不是 UTF-8',
      'this is not UTF-8': '这里不是 UTF-8 编码',
      'save it as UTF-8: `{command}`': '请另存为 UTF-8：`{command}`',
      'save it as UTF-8 (older Chinese files are often GBK: `{command}`)':
        '请另存为 UTF-8（早年的中文文件多半是 GBK：`{command}`）',
    },
  },
  'source/control': {
    meaning: '文中有控制字符；发布时会去掉',
    texts: {
      'the control character {code} is not allowed in a page and is removed': '控制字符 {code} 不能出现在网页里，已去掉',
      'delete it; editors can show invisible characters': '删掉它；编辑器可以显示不可见字符',
    },
  },
  'source/bidi': {
    meaning: '一个不可见字符改变了后文的书写方向，又没有结束',
    texts: {
      '{name} reorders the text after it and is not closed': '{name} 改变了后文的书写方向，而且没有结束',
      'delete it, or close it on its line; editors can show invisible characters':
        '删掉它，或者在同一行结束它；编辑器可以显示不可见字符',
    },
  },
  'source/unreadable': {
    meaning: '文件或文件夹读不出来',
    texts: {
      'change its permissions, or move it away': '改一下它的权限，或者移到别处',
      'this folder cannot be read: {@reason}': '这个文件夹读不出来：{@reason}',
      'the folder cannot be read: {@reason}': '文件夹读不出来：{@reason}',
      'it is a file': '它是一个文件',
      'rename it': '给它改名',
      'the file cannot be read: {@reason}': '文件读不出来：{@reason}',
    },
  },
  'source/outside': {
    meaning: '符号链接指向了站点文件夹之外',
    texts: {
      'this symlink points outside the site’s folders and is not followed': '这个符号链接指向站点文件夹之外，不会跟进去',
      'copy the file instead; only content/, images/, templates/, data/ and plugins/ themselves may be symlinks':
        '请把文件复制进来；只有 content/、images/、templates/、data/ 和 plugins/ 本身可以是符号链接',
    },
  },
  'source/loop': {
    meaning: '符号链接绕回了自己',
    texts: {
      'this symlink leads back to itself or to a folder that it is in': '这个符号链接绕回了它自己，或者它所在的文件夹',
      'delete it': '删掉它',
    },
  },
  'source/special': {
    meaning: '站点文件夹里有命名管道、套接字或设备文件',
    texts: {
      'this is a named pipe (FIFO), which is not opened': '这是命名管道（FIFO），不会打开',
      'this is a socket, which is not opened': '这是套接字，不会打开',
      'this is a device, which is not opened': '这是设备文件，不会打开',
      'only files and folders can be part of a site; delete it or move it away': '站点里只能有文件和文件夹；删掉它，或者移到别处',
    },
  },
  'source/name': {
    meaning: '文件名不是 UTF-8，或者含有反斜杠、控制字符',
    texts: {
      'the name is not UTF-8, so no address can be made from it': '文件名不是 UTF-8，无法变成网址',
      'the name has a character that no address can have: a backslash, a drive letter or a control character':
        '文件名里有网址不能有的字符：反斜杠、盘符或控制字符',
      'rename it (`{command}` converts many at once)': '给它改名（`{command}` 可以一次转换许多文件）',
      'rename it': '给它改名',
    },
  },
  'source/hidden': {
    meaning: '隐藏文件（例如 `.htaccess`）不会发布',
    texts: {
      'this file is not published: its name begins with a dot': '这个文件不会发布：文件名以点开头',
      'copy it into the output folder after each build, or configure your host instead; see docs/publishing/':
        '每次构建后把它复制到输出文件夹，或者在托管商那里做同样的设置；见 docs/publishing/',
    },
  },
  'source/format': {
    meaning: '不支持的文本格式，例如 `.org`；不会发布',
    texts: {
      '{count} files end with {ending}: no page is made from such a text, and it is not published':
        '有 {count} 个 {ending} 文件：这种格式不会变成网页，也不会发布',
      'a file ends with {ending}: no page is made from such a text, and it is not published':
        '有一个 {ending} 文件：这种格式不会变成网页，也不会发布',
      'convert them: `{command}`; what a post links to is published': '转换一下：`{command}`；文章链接到的文件照常发布',
      'export them as pictures; what a post links to is published': '导出成图片；文章链接到的文件照常发布',
      'rename them to end with `{ending}`; what a post links to is published':
        '把扩展名改成 `{ending}`；文章链接到的文件照常发布',
    },
  },
  'source/language': {
    meaning: '文件名以站点没有的语言结尾，例如 `a.fr.md`',
    texts: {
      '"{suffix}" in the file name is not a language of this site, so the text is in the lists of {language}':
        '文件名里的“{suffix}”不是本站的语言，所以这篇文字列在 {language} 的列表里',
      'add `{suffix}` to `languages` in content/site.yaml, or rename the file':
        '在 content/site.yaml 的 `languages` 里加上 `{suffix}`，或者给文件改名',
    },
  },
  'source/underscore': {
    meaning: '名称以 `_` 开头的文件和文件夹不会发布',
    texts: {
      '{count} files in it are not published, because the name begins with "_"': '其中 {count} 个文件不会发布，因为名称以“_”开头',
      'a file in it is not published, because the name begins with "_"': '其中一个文件不会发布，因为名称以“_”开头',
      'this file is not published, because the name begins with "_"': '这个文件不会发布，因为名称以“_”开头',
      'the title and text of this Hugo file are not shown': '这是 Hugo 的文件，它的标题和正文不会显示',
      'files that posts use are published all the same; rename it to publish the rest':
        '文章用到的图片和文件照常发布；其余的要发布，请改名',
      'rename it to index.md to make it the page of its folder, or delete it':
        '改名为 index.md，它就是这个文件夹的页面；否则删掉它',
    },
  },
  'front-matter/syntax': {
    meaning: '元数据（front matter）写法有误',
    texts: {
      'expected a mapping': '这里应该是一行行的 `名称: 值`',
      '`<<` would copy fields from elsewhere, which YAML 1.2 does not do': '`<<` 想从别处复制字段，YAML 1.2 没有这个功能',
      'write out the fields that it stands for': '把它代表的字段逐一写出来',
      'invalid TOML: {@reason}': 'TOML 写法有误：{@reason}',
      // The parser’s reasons
      'control characters are not allowed in comments': '注释里不能有控制字符',
      'control characters are not allowed in strings': '文字里不能有控制字符',
      'document contains an unsafe property': '用了不安全的字段名',
      'each key-value declaration must be followed by an end-of-line': '一行只能写一个字段，后面不能再有别的',
      'expected comma or end of structure': '这里应该是逗号，或者结束的括号',
      'expected end of table array declaration': '这里应该是“]]”',
      'illegal character in key': '字段名里不能有这个字符',
      'illegal empty bare key': '缺少字段名',
      'illegal leading zero': '数字不能以 0 开头',
      'illegal underscore': '数字里的下划线位置不对',
      'integer value cannot be represented losslessly': '整数太大',
      'invalid non-hex character in unicode escape': 'Unicode 转义里只能有十六进制数字',
      'invalid unicode escape': 'Unicode 转义无效',
      'invalid value': '值无效：文字要加引号',
      'key contains illegal lone surrogates': '字段名里有不成对的代理字符',
      'trying to redefine an already defined table or value': '同一字段或表定义了两次',
      'trying to redefine an already defined value': '同一字段定义了两次',
      'unexpected end of key': '字段名没有写完，或者缺少“=”',
      'unfinished array': '列表没有结束：缺少“]”',
      'unfinished numeric value': '数字没有写完',
      'unfinished string': '文字没有结束：缺少引号',
      'unfinished table': '表没有结束：缺少“}”',
      'unrecognised escape sequence': '反斜杠后面不能是这个字符',
      '_meta.yaml must contain front matter: lines of `name: value`': '_meta.yaml 的内容必须是元数据：一行行的 `名称: 值`',
    },
  },
  'front-matter/language': {
    meaning: '元数据用了不支持的语言，例如 JavaScript',
    texts: {
      'front matter in "{language}" is not supported, and its code never runs':
        '不支持用“{language}”写元数据，其中的代码也绝不会运行',
      'write it in YAML, after a line `{fence}`': '请用 YAML 写，放在单独一行 `{fence}` 之后',
    },
  },
  'front-matter/wrong': { meaning: '元数据字段的值不对' },
  'front-matter/large': {
    meaning: '标题超过 10,000 字，或者标签超过 500 个',
    texts: {
      'the title has {count} characters; at most {most} are allowed': '标题有 {count} 个字；最多 {most} 个',
      '{count} entries of {name}; at most {most} are allowed': '{name} 有 {count} 项；最多 {most} 项',
      '{count} {name}; at most {most} are allowed': '{name} 有 {count} 个；最多 {most} 个',
      'is the header closed where you meant it to be?': '元数据是不是没有在该结束的地方结束？',
    },
  },
  'front-matter/almost': {
    meaning: '看起来像标题块或元数据，其实不是',
    texts: {
      'JSON front matter is not supported': '不支持 JSON 写的元数据',
      'a blank line follows the `---`; Pandoc would not read this front matter': '`---` 后面有空行；Pandoc 不会把它读作元数据',
      'a blank line precedes the `%`, so it does not begin a title block': '`%` 前面有空行，所以不算标题块',
      'a comment precedes this front matter, so it is not read': '元数据前面有注释，所以不会读取',
      'a title block begins with `%`, not the full-width `％`': '标题块以半角的 `%` 开头，不是全角的 `％`',
      'front matter begins with three hyphens, not `{signs}`': '元数据以三个连字符开头，不是 `{signs}`',
      'front matter precedes the `%`, so it does not begin a title block': '`%` 前面有元数据，所以不算标题块',
      'front matter precedes this front matter, so it is not read': '前面已经有一段元数据，所以这一段不会读取',
      'missing `---` before this front matter; Hexo reads it, but Pandoc would not':
        '这段元数据前面缺少 `---`；Hexo 能读，Pandoc 不能',
      'the `---` before this front matter is indented, so it is not front matter': '`---` 前面有缩进，所以不算元数据',
      'this `%` is indented, so it does not begin a title block': '`%` 前面有缩进，所以不算标题块',
      'this front matter is never closed': '这段元数据没有结束',
      'add a line `---` before it': '在它前面加一行 `---`',
      'begin the file with `---`, and close it with `---`': '文件以 `---` 开头，元数据也以 `---` 结束',
      'delete the blank line': '删掉空行',
      'make `%` the first character of the file; write `\\%` to begin a text with a percent sign':
        '让 `%` 成为文件的第一个字符；正文要以百分号开头，请写 `\\%`',
      'put `---` at the beginning of a line, the fields right below it, and `---` after them':
        '`---` 写在行首，字段紧接在下面，最后再写一行 `---`',
      'write it in YAML: `---`, then lines like `title: …` and `date: 2024-01-31`, then `---`':
        '请用 YAML 写：先 `---`，再写 `title: …`、`date: 2024-01-31` 这样的行，最后 `---`',
    },
  },
  'front-matter/middle': {
    meaning: '两行 `---` 之间的文字被读作元数据，不会显示',
    texts: {
      'this is parsed as metadata, as in Pandoc, and not shown: {names}': '和 Pandoc 一样，这里被读作元数据，不会显示：{names}',
      'add a blank line after the `---` for a horizontal rule': '想要分隔线，请在 `---` 后面加一个空行',
    },
  },
  'front-matter/field': {
    meaning: '元数据字段名可能拼错了',
    texts: {
      '"{name}" is not a known field': '没有“{name}”这个字段',
      '"{name}" is read as "{known}"': '“{name}”按“{known}”读取',
      'other fields are passed to templates as $meta.{name}$': '其他字段会传给模板：$meta.{name}$',
    },
  },
  'front-matter/readers': {
    meaning: '`password` 之类限制读者的字段，或者没说清楚文章是否公开的字段',
    texts: {
      '"{field}" cannot protect this text: everybody could read it on a static site':
        '“{field}”保护不了这篇文章：静态网站上人人都能读到',
      '"{field}" does not say whether the text is public': '“{field}”没有说清楚这篇文章是否公开',
      'add `draft: true` to withhold it, or `draft: false` to publish it; docs/front-matter.md lists the words that are known':
        '不想发布就加 `draft: true`，要发布就加 `draft: false`；认识的写法见 docs/front-matter.md',
      'add `draft: true` to withhold it; or remove the field to publish it, `unlisted: true` for an address that no list shows':
        '不想发布就加 `draft: true`；要发布就删掉这个字段，想只给知道网址的人看就写 `unlisted: true`',
    },
  },
  'front-matter/ignored': {
    meaning: 'titleblock、模板和插件都不读取的字段（全站只说一次）',
    texts: {
      '{count} files have "{name}", which titleblock ignores': '{count} 个文件有“{name}”，titleblock 不读取它',
      '{count} file has "{name}", which titleblock ignores': '{count} 个文件有“{name}”，titleblock 不读取它',
      'show it in a template (`{variable}`), remove it, or add `{line}` to content/site.yaml':
        '在模板里显示它（`{variable}`），删掉它，或者在 content/site.yaml 里加上 `{line}`',
    },
  },
  'front-matter/foreign': {
    meaning: '其他工具的字段，值在这里用不上',
    texts: {
      '{name} is not used: {@reason}': '{name} 没有用上：{@reason}',
      'write it as `{line}`': '请写成 `{line}`',
      'the permalink "{written}" is not a valid address: {@reason}': '固定链接“{written}”不是可用的网址：{@reason}',
      'it is an address of another site': '这是别的网站的网址',
      'it is the address of the home page': '这是首页的网址',
      'change the permalink, or the fields that it uses': '改一下固定链接，或者它用到的字段',
      'this file has no text, and titleblock makes {@page} itself, so no page is made from it':
        '这个文件没有正文；titleblock 会自己生成{@page}，所以不为它生成网页',
      'the archive': '归档页',
      'the list of categories': '分类页',
      'the list of tags': '标签页',
      'the search page': '搜索页',
      'this is an Excalidraw drawing; no page is made from it': '这是 Excalidraw 的图，不会生成网页',
      'this is a template for new notes, since {sign} stands for a value; no page is made from it':
        '这是新笔记的模板（{sign} 是占位符），不会生成网页',
      'delete it, or move it out of content/': '删掉它，或者移出 content/',
      'delete it; links to its old address can become `aliases` of another page':
        '删掉它；原来的网址可以写进别的页面的 `aliases`',
      'export it as SVG, and show that as a picture': '导出成 SVG，作为图片显示',
    },
  },
  'front-matter/separator': {
    meaning: '列表各项之间用了中文标点',
    texts: {
      '{field}: "{sign}" is not a separator, so this is one item': '{field}：“{sign}”不是分隔符，所以这里算一项',
      '{field}: "{sign}" separates two items here': '{field}：这里的“{sign}”把两项分开了',
      'write "{sign}" between them': '请用“{sign}”分隔',
    },
  },
  'title/link': {
    meaning: '标题或名称里的链接或图片，只显示其中的文字',
    texts: {
      'a title or name shows only the text of the link {url}': '标题和名称里的链接只显示文字：{url}',
      'a title or name shows only the description of the picture {url}': '标题和名称里的图片只显示替代文字：{url}',
      'a title or name shows only the description of the picture ': '标题和名称里的图片只显示替代文字',
      'a title or name shows only the text of the link ': '标题和名称里的链接只显示文字',
      'a note in a title or a name is not shown': '标题和名称里的脚注不会显示',
      'put it into the text': '请写到正文里',
      'put the link into the text': '请把链接写到正文里',
      'show it in the text, or as `cover`': '请放到正文里，或者写成 `cover`',
    },
  },
  'title/duplicate': {
    meaning: '（`check`）两篇文章标题相同',
    texts: {
      '{file} has the same title, "{title}"': '{file} 的标题也是“{title}”',
      'readers cannot tell them apart in lists, feeds and search results': '在列表、订阅和搜索结果里，读者分不清它们',
    },
  },
  'title/repeated': {
    meaning: '正文开头的标题和文章标题重复，页面上已经有标题了',
    texts: {
      'this heading repeats the title, which the page shows above it': '这个标题和文章标题重复，页面上方已经显示了',
      'delete the heading': '删掉正文里的这个标题',
    },
  },
  'title/missing': {
    meaning: '文章或页面没有标题；用文件名代替',
    texts: {
      'the post has no title': '这篇文章没有标题',
      'the page has no title': '这个页面没有标题',
      'add a first line `% The title`': '在第一行写 `% 标题`',
      'add a first line `{line}`': '在第一行写 `{line}`',
      'if this heading is the title, write it as `{line}`': '如果这就是标题，请写成 `{line}`',
      'if this heading is the title, write it into the header: `{line}`': '如果这就是标题，请写进元数据：`{line}`',
    },
  },
  'date/malformed': {
    meaning: '日期不对',
    texts: {
      'the file name begins with {date}, which is not a valid date': '文件名以 {date} 开头，这不是一个日期',
      '{name}: "{date}" is not a valid date; write YYYY-MM-DD, such as {example}':
        '{name}：“{date}”不是日期；请写成 YYYY-MM-DD，例如 {example}',
    },
  },
  'date/more': {
    meaning: '标题块里，日期后面还有别的文字',
    texts: {
      'extra text after the date: "{text}"': '日期后面多出了文字：“{text}”',
      'a line that begins with a space continues the line before; add a blank line between header and text':
        '以空格开头的行会接到上一行；标题块和正文之间请空一行',
    },
  },
  'date/updated': {
    meaning: '`updated` 早于发布日期，或者还没到（设了 `future: error` 时是错误）',
    texts: {
      'the `updated` date, {updated}, is before the date, {date}': '修订日期（`updated`）{updated} 早于发布日期 {date}',
      'the `updated` date, {updated}, is in the future and is not shown until then':
        '修订日期（`updated`）{updated} 还没到，到那天才会显示',
      'the `updated` date, {updated}, is in the future': '修订日期（`updated`）{updated} 还没到',
      'correct one of them': '改正其中一个',
      'change it; or set `{line}` in content/site.yaml': '改一下；或者在 content/site.yaml 里写 `{line}`',
    },
  },
  'date/future': {
    meaning: '（设了 `future: error`）文章的日期还没到',
    texts: {
      'the date {date} is in the future': '{date} 还没到',
      'publish it on that date, or set `{line}` in content/site.yaml': '到那天再发布，或者在 content/site.yaml 里写 `{line}`',
    },
  },
  'date/disagrees': {
    meaning: '元数据和文件名里的日期不一样；以元数据为准',
    texts: {
      'the header says {header}, the file name says {name}': '元数据里是 {header}，文件名里是 {name}',
      'the header wins; rename the file or change the header': '以元数据为准；请改文件名，或者改元数据',
    },
  },
  'url/duplicate': {
    meaning: '两个文件的网址相同',
    texts: {
      '{url} is also the address of a page that titleblock generates': '{url} 也是 titleblock 自己生成的页面的网址',
      '{url} is also the address of {file}': '{url} 也是 {file} 的网址',
      '{url} needs a folder where {other} (a page that titleblock generates) is a file':
        '{url} 需要一个文件夹，但那里已经有文件 {other}（titleblock 生成的页面）',
      '{url} needs a folder where {other} ({file}) is a file': '{url} 需要一个文件夹，但那里已经有文件 {other}（{file}）',
      '{url}: names that begin with .titleblock- are reserved for files of the build':
        '{url}：以 .titleblock- 开头的名称留给构建使用',
      'choose another address for one of them': '给其中一个换个网址',
      'choose another name': '换个名称',
      'rename one of them, or set `{line}` in one': '给其中一个改名，或者在其中一个里写 `{line}`',
    },
  },
  'url/case': {
    meaning: '两个网址只有大小写不同，在有些系统上是同一个文件',
    texts: {
      '{newer} and {older} ({file}) differ only by case': '{newer} 和 {older}（{file}）只有大小写不同',
      'rename one of them, or set `{line}` in one': '给其中一个改名，或者在其中一个里写 `{line}`',
      '{url} needs a folder where {other} (a page that titleblock generates) is a file, on systems that ignore case':
        '在不分大小写的系统上，{url} 需要一个文件夹，但那里已经有文件 {other}（titleblock 生成的页面）',
      '{url} needs a folder where {other} ({file}) is a file, on systems that ignore case':
        '在不分大小写的系统上，{url} 需要一个文件夹，但那里已经有文件 {other}（{file}）',
      'choose another address for one of them': '给其中一个换个网址',
    },
  },
  'url/insecure': {
    meaning: '（`check`）`https://` 网站里用了 `http://` 的图片、视频或框架',
    texts: {
      '{url} in {tag} is loaded over plain HTTP': '{tag} 里的 {url} 走的是不加密的 HTTP',
      'the picture {url} is loaded over plain HTTP': '图片 {url} 走的是不加密的 HTTP',
      'use https:// if the site supports it, or keep a copy in images/': '如果对方支持，就改成 https://；或者在 images/ 里存一份',
    },
  },
  'url/list': {
    meaning: '`content/urls.yaml` 或 `content/links.yaml` 里有一行不对',
    texts: {
      'this line is not an address': '这一行不是网址',
      'a line is `{line}`; after a merge, keep the lines of both sides': '一行的格式是 `{line}`；合并冲突时，两边的行都要保留',
      'after a merge, keep the lines of both sides; an address whose line was removed is checked again':
        '合并冲突时，两边的行都要保留；删掉的行会重新检查',
    },
  },
  'url/lost': {
    meaning: '发布过的网址不见了',
    texts: {
      '{url} no longer exists; it was {file}': '{url} 不见了；它原来是 {file}',
      '{url} no longer exists; an older site had it': '{url} 不见了；旧站有这个网址',
      '{url} has no heading or id "{id}", which other pages have linked to': '{url} 里没有标题或 id“{id}”，而别的页面链接过它',
      'add the item `{url}` to `aliases` at {place}; or give it up: `{command}`':
        '在 {place} 的 `aliases` 里加上 `{url}`；要是不再需要，就运行 `{command}`',
      'add the line `{line}` to the front matter of {file}; or give it up: `{command}`':
        '在 {file} 的元数据里加一行 `{line}`；要是不再需要，就运行 `{command}`',
      'write `{line}` at {place}; or give it up: `{command}`': '在 {place} 写 `{line}`；要是不再需要，就运行 `{command}`',
      'add three lines after the `%` lines of {file}: `{a}`, `{b}`, `{c}`; or give it up: `{command}`':
        '在 {file} 的 `%` 行后面加三行：`{a}`、`{b}`、`{c}`；要是不再需要，就运行 `{command}`',
      'add three lines at the beginning of {file}: `{a}`, `{b}`, `{c}`; or give it up: `{command}`':
        '在 {file} 开头加三行：`{a}`、`{b}`、`{c}`；要是不再需要，就运行 `{command}`',
      'add `{aliases}` to the post that replaces it, or add `{redirect}` to content/site.yaml (or one more entry, if it has `redirects`); or give it up: `{command}`':
        '在替代它的文章里加上 `{aliases}`，或者在 content/site.yaml 里加上 `{redirect}`（已有 `redirects` 就添一项）；要是不再需要，就运行 `{command}`',
      'add `{redirect}` to content/site.yaml (or one more entry, if it has `redirects`); or give it up: `{command}`':
        '在 content/site.yaml 里加上 `{redirect}`（已有 `redirects` 就添一项）；要是不再需要，就运行 `{command}`',
      'in {file} restore the heading’s id with `{attribute}`, or write `{span}` in its old place; or give it up: `{command}`':
        '在 {file} 里用 `{attribute}` 恢复标题的 id，或者在原处写 `{span}`；要是不再需要，就运行 `{command}`',
      'give it up: `{command}`': '要是不再需要，就运行 `{command}`',
    },
  },
  'url/permalink': {
    meaning: '固定链接不是可用的网址',
    texts: {
      'the permalink "{written}" is not a valid address: {@reason}': '固定链接“{written}”不是可用的网址：{@reason}',
      'the file has no {field}': '文件里没有 {field}',
      'change the permalink, or the fields that it uses': '改一下固定链接，或者它用到的字段',
    },
  },
  'url/long': {
    meaning: '网址太长，超过文件名的上限',
    texts: {
      '{@what} is too long for a file name': '{@what}太长，超过文件名的上限',
      'the file name, with .html appended,': '文件名加上 .html ',
      'the file name, with .html appended, is too long for a file name': '文件名加上 .html 后太长，超过上限',
      'the slug is too long for a file name': 'slug 太长，超过文件名的上限',
      'the tag "{name}" is too long for a file name': '标签“{name}”太长，超过文件名的上限',
      'the {kind} "{name}" is too long for a file name': '{kind}“{name}”太长，超过文件名的上限',
      'a file name is at most {bytes} bytes: {letters} Latin letters, or {characters} Chinese characters':
        '文件名最多 {bytes} 字节，也就是 {letters} 个英文字母，或 {characters} 个汉字',
    },
  },
  'tag/alike': {
    meaning: '两个不同的标签用了同一个网址',
    texts: {
      'the tags "{a}" and "{b}" share one page, {url}': '标签“{a}”和“{b}”用了同一个页面：{url}',
      'the categories "{a}" and "{b}" share one page, {url}': '分类“{a}”和“{b}”用了同一个页面：{url}',
      'the entries of {name} "{a}" and "{b}" share one page, {url}': '{name} 里的“{a}”和“{b}”用了同一个页面：{url}',
      '"{name}" is at {place}; spell both the same, or give one of them different letters':
        '“{name}”在 {place}；请把两个写成一样，或者让其中一个换几个字母',
    },
  },
  'link/dead': {
    meaning: '链接指向本站不存在的页面（设了 `links: warn` 时是警告）',
    texts: {
      'redirects: {@reason}': 'redirects：{@reason}',
      'translations: {@reason}': 'translations：{@reason}',
      'no page or file at "{url}"': '没有这个页面或文件：“{url}”',
      'no file "{path}"': '没有这个文件：“{path}”',
      '"{url}" is not the address of a page itself': '“{url}”本身不是页面的网址',
      'link to a page of this site, or to a file in content/ or images/': '请链接到本站的页面，或者 content/、images/ 里的文件',
      'looked beside the post, at the root of the site, and in images/': '找过文章旁边、站点根目录和 images/',
      'name the final page': '请写最终的页面',
      'put the file into content/ or images/': '请把文件放进 content/ 或 images/',
      'that post is a draft; remove `draft: true` to publish it': '那篇文章是草稿；删掉 `draft: true` 才会发布',
      'that post is scheduled for {date}; publish this one on that day too, or link to it then':
        '那篇文章定在 {date} 发布；请让这一篇也在那天发布，或者到那时再加链接',
    },
  },
  'link/address': {
    meaning: '网址为空、不完整，或者只在某台机器、某个内网有效',
    texts: {
      'the address is empty': '网址是空的',
      'the address "{url}" is unfinished': '网址“{url}”没写完',
      '"{url}" is a path on one machine, which no reader can open': '“{url}”是某台机器上的路径，读者打不开',
      '"{url}" is an address of one machine or network, which no reader can reach': '“{url}”是本机或内网的地址，读者访问不到',
      '"{url}" is not a full address': '“{url}”不是完整的网址',
      '"{url}" is not a known scheme': '没有“{url}”这种协议',
      'the cover "{url}" cannot be the picture of a shared post': '封面“{url}”不能用作分享时的图片',
      'did you mean {url}?': '是不是 {url}？',
      'put the file into content/ or images/': '请把文件放进 content/ 或 images/',
      'put the picture into a file': '请把图片存成文件',
      'write one, or remove the link or picture': '请写上网址，或者去掉链接、图片',
      'write the host, such as {url}': '请写上域名，例如 {url}',
      'write the public address; or show it as text or code': '请写公开的网址；或者写成普通文字、代码',
      'write two slashes: {url}': '请写两个斜杠：{url}',
    },
  },
  'link/equation': {
    meaning: '引用的公式标签不存在（设了 `links: warn` 时是警告）',
    texts: { 'no equation has the label "{label}"': '没有标签为“{label}”的公式' },
  },
  'link/text': {
    meaning: '链接没有文字，读者看不见',
    texts: {
      'the link to "{url}" has no text, so nobody sees it': '指向“{url}”的链接没有文字，读者看不见',
      'write its text between the brackets: `{link}`': '请在方括号里写上文字：`{link}`',
    },
  },
  'link/anchor': {
    meaning: '链接指向不存在的标题（设了 `links: warn` 时是警告）',
    texts: {
      'this page has no heading or id "{id}"': '本页没有标题或 id“{id}”',
      '{where} has no heading or id "{id}"': '{where} 里没有标题或 id“{id}”',
    },
  },
  'link/gone': {
    meaning: '（`check --external`）外部链接有好几天打不开',
    texts: {
      '{url} failed on {count} days, last seen on {seen}; last result: {@reason}':
        '{url} 已有 {count} 天打不开，上次能打开是 {seen}；最近一次：{@reason}',
      '{url} failed on {count} days; last result: {@reason}': '{url} 已有 {count} 天打不开；最近一次：{@reason}',
      'the Internet Archive has a copy': '互联网档案馆存有一份',
      'fix the link or remove it': '改正这个链接，或者去掉它',
    },
  },
  'link/spelling': {
    meaning: '链接和目标的大小写或百分号编码不一样；已自动改正',
    texts: { '"{url}" differs in spelling from its target': '“{url}”和目标的写法不一样' },
  },
  'picture/missing': {
    meaning: '图片不存在（设了 `pictures: warn` 时是警告）',
    texts: {
      'missing picture "{path}"': '找不到图片“{path}”',
      'looked beside the post, at the root of the site, and in images/': '找过文章旁边、站点根目录和 images/',
      'searched next to the file, in content/, and in the site’s root': '找过文件旁边、content/ 和站点根目录',
      'this is a path on one machine: put the file into content/ or images/':
        '这是某台机器上的路径：请把文件放进 content/ 或 images/',
    },
  },
  'picture/unreadable': {
    meaning: '图片解不开（设了 `pictures: warn` 时是警告）',
    texts: {
      'the picture {file} cannot be read: {@reason}': '图片 {file} 读不出来：{@reason}',
      'cannot make icons from {file}: {@reason}': '不能用 {file} 做图标：{@reason}',
      'it has {count} megapixels; the limit is {most}': '它有 {count} 百万像素，上限是 {most}',
      'a picture in it cannot be read': '其中的一张图片读不出来',
      'it is a HEIC picture': '这是 HEIC 图片',
      'it is a JPEG XL picture': '这是 JPEG XL 图片',
      'it is a JPEG XR picture': '这是 JPEG XR 图片',
      'it is a web page': '这是网页',
      'it is empty': '文件是空的',
      'it is of an unknown type': '文件类型不明',
      'it is text': '这是文本',
      'its entities are not plain text': '其中的实体不是纯文本',
      'the file is truncated or damaged': '文件不完整，或者已经损坏',
      'it is a GIMP file': '这是 GIMP 的文件',
      'it is a Photoshop file': '这是 Photoshop 的文件',
      'it is a raw photograph, or a TIFF with another file extension': '这是 RAW 照片，或者换了扩展名的 TIFF',
      'it is a file with the extension {ending}, which may be a picture with metadata': '扩展名是 {ending}，可能是带元数据的图片',
      'it has {reason}': '{reason}',
      'show a video with `<video src>`': '视频请用 `<video src>` 显示',
      'convert it to JPEG: `{a}`, or on a Mac `{b}`': '转换成 JPEG：`{a}`，在 Mac 上用 `{b}`',
      'convert it to JPEG: `{command}`': '转换成 JPEG：`{command}`',
      'convert it to JPEG': '转换成 JPEG',
      'copy it again from the original': '请从原件重新复制一份',
      'copy it again': '请重新复制一份',
      'export it as PNG or JPEG': '请导出成 PNG 或 JPEG',
      'open it in a picture editor and save it again as JPEG or PNG': '用看图软件打开，另存为 JPEG 或 PNG',
      'save the picture itself, not the page that shows it': '请保存图片本身，而不是显示它的网页',
      'unpack it with `{command}`': '请用 `{command}` 解压',
    },
  },
  'picture/limit': {
    meaning: '图片超过 `images: {maxMegapixels}` 的上限（设了 `pictures: warn` 时是警告）',
    texts: {
      'the picture {file} is too large: it has {count} megapixels in {frames} frames; the limit is {most}':
        '图片 {file} 太大：{frames} 帧共 {count} 百万像素，上限是 {most}',
      'the picture {file} is too large: it has {count} megapixels; the limit is {most}':
        '图片 {file} 太大：它有 {count} 百万像素，上限是 {most}',
      'the picture {file} is too large: it has {count} megapixels': '图片 {file} 太大：它有 {count} 百万像素',
      'make it smaller, or raise `{setting}` in content/site.yaml': '缩小图片，或者在 content/site.yaml 里调高 `{setting}`',
    },
  },
  'picture/alt': {
    meaning: '图片没有替代文字；纯装饰的图片请写 `{alt=""}`',
    texts: {
      'the picture "{path}" has no alternative text': '图片“{path}”没有替代文字',
      'describe it, or use alt="" if it is decoration': '请描述它；纯装饰就写 alt=""',
      'describe it: `{a}`; or mark it as decoration: `{b}`': '请描述它：`{a}`；纯装饰就写 `{b}`',
    },
  },
  'picture/suffix': {
    meaning: '图片的扩展名不对；照样能显示',
    texts: {
      '{file} has the wrong file extension: it is a {format}': '{file} 的扩展名不对：它其实是 {format}',
      '{file} has the wrong file extension: it is an {format}': '{file} 的扩展名不对：它其实是 {format}',
      'rename it to end in {ending}': '请把扩展名改成 {ending}',
    },
  },
  'picture/recoded': {
    meaning: '只有重新编码才能去掉元数据的图片',
    texts: {
      '{file} was decoded and encoded again to remove its metadata: {@reason}': '为了去掉元数据，{file} 重新编码过：{@reason}',
      'the file is truncated or damaged': '文件不完整，或者已经损坏',
      'open it in a picture editor and save it again': '用看图软件打开，另存一份',
    },
  },
  'picture/unused': {
    meaning: '（`check`）没有页面用到的图片',
    texts: { 'no page uses this picture': '没有页面用到这张图片', 'delete it, or use it': '删掉它，或者用上它' },
  },
  'picture/heavy': {
    meaning: '超过 2 MB 的动图',
    texts: {
      '{file} is an animation of {size}': '{file} 是 {size} 的动图',
      'a video is a tenth of the size: `{html}`': '换成视频只有十分之一大小：`{html}`',
    },
  },
  'picture/unsafe': {
    meaning: 'SVG 里有脚本或外部引用；已去掉',
    texts: {
      '{file} contains unsafe content: {@a}, {@b}, {@c}': '{file} 里有不安全的内容：{@a}、{@b}、{@c}',
      '{file} contains unsafe content: {@a}, {@b}': '{file} 里有不安全的内容：{@a}、{@b}',
      '{file} contains unsafe content: {@a}': '{file} 里有不安全的内容：{@a}',
      'a script': '脚本',
      'a web page inside it': '内嵌的网页',
      'an external address': '指向别处的网址',
      'an overlong number': '过长的数字',
      'an element that SVG does not have': 'SVG 没有的元素',
      sound: '声音',
      'a video': '视频',
      'it is removed; export the drawing without it': '已去掉；请重新导出不含它的图',
    },
  },
  'picture/remote': {
    meaning: '图片在别的网站上，随时可能消失',
    texts: {
      'this picture is hosted on another site and may disappear: {url}': '这张图片在别的网站上，随时可能消失：{url}',
      'keep a copy in images/, or set `{line}` in content/site.yaml to download it':
        '在 images/ 里存一份，或者在 content/site.yaml 里写 `{line}`，由程序下载',
    },
  },
  'picture/fetch': {
    meaning: '别的网站上的图片下载不了（`images: {remote: localise}`）',
    texts: {
      'the picture {url} could not be downloaded: {@reason}': '图片 {url} 下载不了：{@reason}',
      'pages load it from the other site for now; the next build tries again': '暂时仍从原站显示；下次构建再试',
    },
  },
  'picture/size': {
    meaning: '图片尺寸用了别的编辑器的写法',
    texts: {
      'the text after "{url}" is read as its width and height': '“{url}”后面的文字按宽和高读取',
      'Pandoc writes it as attributes: `{picture}`': 'Pandoc 用属性来写：`{picture}`',
    },
  },
  'picture/spelling': {
    meaning: '图片路径和文件名的大小写、百分号编码或斜杠不一样',
    texts: { '"{path}" is not spelled like the file': '“{path}”和文件名的写法不一样' },
  },
  'markdown/heading-blank-line': {
    meaning: '`# 标题` 紧跟在一行文字后面：没有空行，就只是文字',
    texts: {
      'this is read as paragraph text, not as a heading': '这里读作段落文字，不是标题',
      'add a blank line before it': '在它前面加一个空行',
    },
  },
  'markdown/heading-space': {
    meaning: '`#标题` 没有空格，只是文字',
    texts: {
      'this is read as text, not as a heading': '这里读作文字，不是标题',
      'add a space after the #, or a \\ before it if it is text': '在 # 后面加一个空格；本来就是文字的话，在前面加 \\',
      'the space after the # is not an ordinary one (U+0020); replace it, or write a \\ before the # if it is text':
        '# 后面不是普通的空格（U+0020）；请换成普通空格，本来就是文字的话，在 # 前面加 \\',
    },
  },
  'markdown/heading-sign': {
    meaning: '紧跟在标题最后一个字后面的 `#` 会结束标题，不显示：`C#`',
    texts: {
      'the trailing "{signs}" closes the heading and is not shown': '末尾的“{signs}”会结束标题，不显示',
      'write `{escaped}` to show it': '想显示它，请写 `{escaped}`',
    },
  },
  'markdown/list-space': {
    meaning: '列表符号后面不是普通的空格：只是文字',
    texts: {
      'this is read as text, not as an item of a list': '这里读作文字，不是列表项',
      'the space after the marker is not an ordinary one (U+0020); replace it, or write a \\ before the marker if it is text':
        '符号后面不是普通的空格（U+0020）；请换成普通空格，本来就是文字的话，在前面加 \\',
    },
  },
  'markdown/list-indent': {
    meaning: '列表项缩进得像上一段的续行：只是文字',
    texts: {
      'this is read as paragraph text, not as an item of a list': '这里读作段落文字，不是列表项',
      'move its marker below the first letter of the text that it belongs to': '请缩进到列表符号和上级正文的第一个字对齐',
    },
  },
  'markdown/list-blank-line': {
    meaning: '列表紧跟在一行文字后面：没有空行，就只是文字',
    texts: {
      'this is read as paragraph text, not as a list': '这里读作段落文字，不是列表',
      'add a blank line before it': '在它前面加一个空行',
    },
  },
  'markdown/table-blank-line': {
    meaning: '表格紧跟在一行文字后面：没有空行，就只是文字',
    texts: {
      'this is read as paragraph text, not as a table': '这里读作段落文字，不是表格',
      'add a blank line before its first row': '在第一行前面加一个空行',
    },
  },
  'markdown/table-cells': {
    meaning: '超出列数的单元格：不显示',
    texts: {
      'this cell is not shown: the table has {count} columns': '这个单元格不显示：表格只有 {count} 列',
      'this cell is not shown: the table has {count} column': '这个单元格不显示：表格只有 {count} 列',
      'give the line of dashes under its first row one part for each column; write `{sign}` for a vertical bar in a cell':
        '第一行下面的短横线，每列要有一段；单元格里要写竖线，请写 `{sign}`',
    },
  },
  'markdown/table-sign': {
    meaning: '表格里的代码、公式或维基链接带有 `|`，单元格在那里就断开了',
    texts: {
      'this code is read as text in several cells: a `|` in it ends a cell':
        '这段代码被拆进了几个单元格：其中的 `|` 会断开单元格',
      'this formula is read as text in several cells: a `|` in it ends a cell':
        '这个公式被拆进了几个单元格：其中的 `|` 会断开单元格',
      'this wikilink is read as text in several cells: a `|` in it ends a cell':
        '这个维基链接被拆进了几个单元格：其中的 `|` 会断开单元格',
      'write `{sign}` for a vertical bar in a cell': '单元格里要写竖线，请写 `{sign}`',
    },
  },
  'markdown/table-border': {
    meaning: '网格表里，`|` 没有和 `+` 对齐：它只是文字，这一行少了一个单元格',
    texts: {
      'this `{sign}` is read as text: it is not below a `+` of the table’s first line':
        '这个 `{sign}` 读作文字：它没有和表格第一行的 `+` 对齐',
      'move it below the `+` (a Chinese character is two columns wide), or write `{text}` for a vertical bar in a cell':
        '请移到 `+` 的正下方（一个汉字占两列）；单元格里要写竖线，请写 `{text}`',
    },
  },
  'markdown/table-row': {
    meaning: '（`gfm`）紧跟在表格后面的一行文字，成了表格的一行',
    texts: {
      'this line is read as a row of the table above it': '这一行读作上面表格的一行',
      'add a blank line before it; every row of a table has a `{sign}`': '在它前面加一个空行；表格的每一行都要有 `{sign}`',
    },
  },
  'markdown/table-ruler': {
    meaning: '（`gfm`）短横线的列数和第一行不同：只是文字',
    texts: {
      'this is read as text, not as a table: its line of dashes and its first row have different numbers of columns':
        '这里读作文字，不是表格：短横线的列数和第一行不同',
      'give each column a part: `{line}`': '每一列都要有一段：`{line}`',
    },
  },
  'markdown/html-block': {
    meaning: '（`gfm` 和 `commonmark`）HTML 块里的 markdown，前面没有空行：只是文字',
    texts: {
      'this is shown as text: markdown is not read in a block of HTML, which ends at the next blank line':
        '这里按文字显示：HTML 块里不读 markdown，到下一个空行为止',
      'add a blank line between the tags and this text': '在标签和这段文字之间加一个空行',
    },
  },
  'markdown/unclosed-fence': {
    meaning: '一行 ``` 或 ~~~ 没能开始代码块：后面没有结束它的一行，或者同一行还有别的文字',
    texts: {
      'this does not open a code block and is read as text': '这一行没能开始代码块，只当作文字',
      'close it with a line of {fence}; only a language or {…} may follow the opening {opening}':
        '请用一行 {fence} 结束；开头的 {opening} 后面只能写语言或 {…}',
    },
  },
  'markdown/unclosed-div': {
    meaning: '`:::` 或 `<div>` 没有结束，后面的内容全算在里面',
    texts: {
      'this div is never closed and contains everything that follows': '这个 div 没有结束，后面的内容全算在里面',
      'add {end} where it ends': '请在结束的地方加上 {end}',
    },
  },
  'markdown/undefined-reference': {
    meaning: '链接 `[文字][标签]` 的标签没有定义：只是文字',
    texts: {
      '"{label}" is not defined, so this is not a link': '没有定义“{label}”，所以这不是链接',
      'add a line "{line}"': '加一行“{line}”',
    },
  },
  'markdown/undefined-note': {
    meaning: '没有定义的脚注 `[^id]`：只是文字',
    texts: {
      'undefined note {note}': '没有定义脚注 {note}',
      'define it in a paragraph "{line}", or write \\[ for a bracket': '用一段“{line}”定义它；只是方括号的话，请写 \\[',
    },
  },
  'markdown/duplicate-note': {
    meaning: '同一个脚注定义了两次，只显示其中一段',
    texts: {
      'the note {note} is defined again in line {line}, and this text is not shown':
        '第 {line} 行又定义了脚注 {note}，这一段不会显示',
      'give one of them a different id': '给其中一个换个 id',
    },
  },
  'markdown/unused-note': {
    meaning: '没有引用的脚注：不显示',
    texts: {
      'nothing refers to the note {note}, so its text is not shown': '没有地方引用脚注 {note}，所以它不会显示',
      'write {note} where it belongs, or delete it': '在该引用的地方写 {note}，或者删掉它',
    },
  },
  'markdown/raw-tex': {
    meaning: 'TeX 命令或环境，网页上不显示',
    texts: {
      'the TeX command {name} is left out of the page': 'TeX 命令 {name} 不会显示在网页上',
      'the TeX environment {name} is left out of the page': 'TeX 环境 {name} 不会显示在网页上',
      'use a code block to show it': '想显示它，请用代码块',
      'write {text} for the text, or `{code}` for code': '想显示文字，请写 {text}；想显示代码，请写 `{code}`',
    },
  },
  'markdown/dollar-signs': {
    meaning: '公式里有中文标点，或者像 `$HOME:$PATH`：多半是两笔金额或变量',
    texts: {
      'the text between these dollar signs is read as a formula': '两个美元符号之间的文字读作公式',
      'these dollar signs are read as text, not as a formula': '这些美元符号读作文字，不是公式',
      'write `{dollar}` for a dollar sign, and `{text}` for text in a formula':
        '美元符号请写 `{dollar}`，公式里的文字请写 `{text}`',
    },
  },
  'markdown/class': {
    meaning: '可能是把主题认识的类名拼错了',
    texts: { 'the theme knows no class "{name}"': '主题不认识类名“{name}”' },
  },
  'markdown/duplicate-id': {
    meaning: '两个元素用了同一个 id',
    texts: {
      'another element in line {line} has the id {id}; it is left out here, so that links lead there':
        '第 {line} 行的元素也用了 id {id}；这里去掉它，链接会指向那一行',
      'give one of them a different id': '给其中一个换个 id',
    },
  },
  'markdown/wide-brackets': {
    meaning: '全角括号里的链接或图片只是文字：`[文]（a.html）`',
    texts: {
      'a link in full-width brackets {@fate}': '全角括号里的链接{@fate}',
      'a picture in full-width brackets {@fate}': '全角括号里的图片{@fate}',
      'is not read here and is shown as text': '在这里只是文字',
      'write `{text}`': '请写 `{text}`',
    },
  },
  'markdown/address-space': {
    meaning: '（`gfm` 和 `commonmark`）网址里有空格的链接或图片只是文字：`![](my pic.png)`',
    texts: {
      'a link with a space in its address {@fate}': '网址里有空格的链接{@fate}',
      'a picture with a space in its address {@fate}': '网址里有空格的图片{@fate}',
      'is not read here and is shown as text': '在这里只是文字',
      'write `{text}`, or HTML with the size: `{html}`': '请写 `{text}`；要带尺寸就写 HTML：`{html}`',
      'write `{text}`': '请写 `{text}`',
    },
  },
  'markdown/formula': {
    meaning: '公式的 TeX 写法有误',
    texts: { 'invalid formula: {reason}': '公式写法有误：{reason}' },
  },
  'markdown/foreign': { meaning: '其他工具（Hexo、Hugo、Jekyll、Obsidian 等）的标记，这种方言不认识' },
  'html/unclosed': {
    meaning: 'HTML 标签没有结束',
    texts: {
      'this {tag} is never closed; `{written}` does not close itself in HTML':
        '{tag} 没有结束；在 HTML 里，`{written}` 不会自己结束',
      'this {tag} is never closed': '{tag} 没有结束',
      'write `{end}` where it ends; for now it is closed at the end of its block': '请在结束的地方写 `{end}`；眼下在本段末尾结束',
      'write `{end}` where it ends; for now it is closed right after this tag':
        '请在结束的地方写 `{end}`；眼下紧跟着这个标签就结束',
    },
  },
  'html/stray': {
    meaning: '多余的 HTML 结束标签',
    texts: {
      'this {tag} closes nothing': '{tag} 没有对应的开始标签',
      'remove it, or add the start tag in the same block': '删掉它，或者在同一段里加上开始标签',
    },
  },
  'html/title': {
    meaning: '标题或名称里不能用的 HTML 标签；已去掉',
    texts: {
      '{tag} cannot be in a title or a name, and is left out': '标题和名称里不能用 {tag}，已去掉',
      'write `&lt;` or use a code span if it is meant as text': '如果本来就是文字，请写 `&lt;`，或者写成代码',
    },
  },
  'html/unknown': {
    meaning: '不认识的 HTML 标签或 `<?php … ?>`，浏览器不显示；多半本来是文字',
    texts: {
      '{tag} is not an HTML element and is not shown': 'HTML 没有 {tag} 这个元素，不会显示',
      '{tag} is a comment to browsers and is not shown': '浏览器把 {tag} 当作注释，不会显示',
      'write `&lt;` or use a code span if it is meant as text': '如果本来就是文字，请写 `&lt;`，或者写成代码',
    },
  },
  'html/unsafe': {
    meaning: '（`safe: true`）文章里的脚本、事件、框架、表单或样式；已去掉',
    texts: {
      'an address that begins with {scheme} is not allowed (`safe: true`) and is removed':
        '以 {scheme} 开头的网址不允许（`safe: true`），已去掉',
      'the field "{name}" is not allowed (`safe: true`) and is removed': '字段“{name}”不允许（`safe: true`），已去掉',
      'the alias "{url}", a file that a server may run, is not allowed (`safe: true`) and is removed':
        '旧网址“{url}”可能被服务器当作程序运行，不允许（`safe: true`），已去掉',
      '{what} is not allowed (`safe: true`) and is removed': '{what} 不允许（`safe: true`），已去掉',
      'a browser or server might run this file, which is not allowed (`safe: true`); it is not published':
        '浏览器或服务器可能运行这个文件，不允许（`safe: true`），不会发布',
      'a server might run a file named {url}, which is not allowed (`safe: true`)':
        '服务器可能运行名为 {url} 的文件，不允许（`safe: true`）',
      'choose another slug, tag or alias': '请换一个 slug、标签或旧网址',
      'files at the top of content/ may set every field': 'content/ 最上层的文件可以用任何字段',
      'put it into a .zip; files at the top of content/ are published as they are':
        '请打包成 .zip；content/ 最上层的文件原样发布',
    },
  },
  'html/script': {
    meaning: '脚本或样式表会被页面的安全策略（CSP）拦下，或者它加载的东西会被拦下',
    texts: {
      'the page’s policy blocks a {tag} that points to another site': '页面的安全策略会拦下指向别的网站的 {tag}',
      'the page’s policy blocks addresses that begin with javascript:': '页面的安全策略会拦下以 javascript: 开头的网址',
      'a stylesheet comes from {origin}; the page’s policy blocks what it loads from other origins':
        '样式表来自 {origin}；它从别的来源加载的东西会被安全策略拦下',
      'this stylesheet comes from {origin}; the page’s policy blocks what it loads from other origins':
        '这个样式表来自 {origin}；它从别的来源加载的东西会被安全策略拦下',
      'this script comes from {origin}; the page’s policy blocks what it loads from other origins':
        '这个脚本来自 {origin}；它从别的来源加载的东西会被安全策略拦下',
      'this script requests something from {origin}, which the page’s policy blocks': '这个脚本要访问 {origin}，会被安全策略拦下',
      'this script starts a worker from a blob: or data: address, which the page’s policy blocks':
        '这个脚本用一段文字启动 worker，会被安全策略拦下',
      'this script writes styles, which the page’s policy blocks': '这个脚本写样式，会被安全策略拦下',
      'allow it in content/site.yaml: `{line}`': '在 content/site.yaml 里允许它：`{line}`',
      'if it does not work, add the origins that it needs to `allow` in content/site.yaml: `{line}`':
        '如果用不了，就把它需要的来源加到 content/site.yaml 的 `allow` 里：`{line}`',
      'put the worker into a file in content/': '请把 worker 存成 content/ 里的文件',
      'remove it, and write full addresses': '删掉它，网址写完整',
      'set properties one by one (`{code}`), or put a <style> into the text': '逐项设置属性（`{code}`），或者在正文里写 <style>',
      'use a button with `{code}`': '请用按钮加 `{code}`',
    },
  },
  'html/attribute': {
    meaning: 'HTML 标签里同一个属性写了两次',
    texts: {
      'the attribute "{name}" appears twice in this tag': '标签里的属性“{name}”写了两次',
      'browsers use the first; remove one': '浏览器只用第一个；请删掉一个',
    },
  },
  'leak/secret': {
    meaning: '要发布的文字里有私钥或令牌',
    texts: {
      'this looks like a secret ({@kind}), and would be published': '这里像是密钥（{@kind}），而且会发布出去',
      'private key': '私钥',
      'remove it, and revoke it if it was ever published; if it may be published, add `{line}` to content/site.yaml':
        '请删掉它；如果已经发布过，请作废它；确实可以公开的话，在 content/site.yaml 里加上 `{line}`',
    },
  },
  'leak/file': {
    meaning: '多半不想发布的文件：私钥、密码文件、别的博客的导出文件',
    texts: {
      'this is {@what}, and would be published': '这是{@what}，而且会发布出去',
      'this is {@what}, with drafts, comments or addresses of readers': '这是{@what}，里面有草稿、评论或读者的邮箱',
      'a private key': '私钥',
      'a key file': '密钥文件',
      'a password file': '密码文件',
      'a sidecar file of a photo program': '照片软件的附属文件',
      'a database dump': '数据库的导出文件',
      'a Typecho backup': 'Typecho 的备份',
      'a {name} export': ' {name} 的导出文件',
      'delete it or move it away; if it may be published, add `{line}` to content/site.yaml':
        '删掉它，或者移到别处；确实可以公开的话，在 content/site.yaml 里加上 `{line}`',
      'move it out of content/; docs/moving.md says how its posts become files; if it may be published, add `{line}` to content/site.yaml':
        '请移出 content/；怎样把其中的文章变成文件，见 docs/moving.md；确实可以公开的话，在 content/site.yaml 里加上 `{line}`',
    },
  },
  'leak/location': {
    meaning: '视频、录音或内嵌的图片里有拍摄地点',
    texts: {
      'this video contains its location': '这个视频里有拍摄地点',
      'this picture contains its location': '这张图片里有拍摄地点',
      'remove it with `{command}`; if it may be published, add `{line}` to content/site.yaml':
        '用 `{command}` 去掉它；确实可以公开的话，在 content/site.yaml 里加上 `{line}`',
      'save it as a file in images/ and show that, which is published without it; if it may be published, add `{line}` to content/site.yaml':
        '请存成 images/ 里的文件再显示，发布时会去掉地点；确实可以公开的话，在 content/site.yaml 里加上 `{line}`',
    },
  },
  'leak/draft': {
    meaning: '某个文件会泄露草稿的内容',
    texts: {
      'this file would publish the text of a draft, {file}': '这个文件会泄露草稿 {file} 的内容',
      'a template, a plugin or titleblock itself put it there: --explain shows what the file is made from':
        '是模板、插件或 titleblock 自己写进去的：用 --explain 看这个文件由什么生成',
    },
  },
  'leak/path': {
    meaning: '某个文件会泄露本机的路径',
    texts: {
      'this file would publish a path of this machine: {path}': '这个文件会泄露本机的路径：{path}',
      'a template, a plugin or titleblock itself put it there: --explain shows what the file is made from':
        '是模板、插件或 titleblock 自己写进去的：用 --explain 看这个文件由什么生成',
    },
  },
  'text/copyedit': {
    meaning: '（`check --copyedit`）中文里不常见的标点或全角、半角',
    texts: { '"{before}" should be "{after}" in Chinese, Japanese or Korean text': '中日韩文里，“{before}”应写成“{after}”' },
  },
  'code/language': {
    meaning: '不认识的代码语言；不会高亮',
    texts: {
      'code in "{language}" is not highlighted: unknown language': '“{language}”代码不会高亮：没有这种语言',
      'it is shown as code: draw it in `dot`, or with a plugin (docs/plugins/)':
        '它会显示成代码：请用 `dot` 画图，或者用插件（docs/plugins/）',
      'use `text` for plain text': '纯文字请写 `text`',
      'write the formula between two lines of `$$`': '请把公式写在两行 `$$` 之间',
    },
  },
  'code/diagram': {
    meaning: '图（`.dot`）画不出来',
    texts: {
      'this diagram cannot be drawn: {reason}': '这幅图画不出来：{reason}',
      'use ```text to show it as code': '想显示成代码，请用 ```text',
    },
  },
  'code/slow': {
    meaning: '图画得太久',
    texts: {
      'this diagram cannot be drawn: it takes Graphviz more than {time} seconds': '这幅图画不出来：Graphviz 超过了 {time} 秒',
      'divide it, or draw it once and show the picture': '请拆成几幅，或者先画好再当图片用',
    },
  },
  'data/syntax': {
    meaning: '`data/` 里的 YAML 或 JSON 写法有误',
    texts: { 'invalid JSON: {reason}': 'JSON 写法有误：{reason}' },
  },
  'data/duplicate': {
    meaning: '`data/` 里有两个同名文件',
    texts: {
      'another file in data/ is also named "{name}"': 'data/ 里还有一个文件也叫“{name}”',
      'rename one of them': '给其中一个改名',
    },
  },
  'data/missing': {
    meaning: '要显示的友链、书单或项目不存在，或者其中一项缺了必填的字段',
    texts: {
      'there is no {file} to show here': '没有 {file}，这里没有东西可以显示',
      'list them there: `{example}`': '请写在那里：`{example}`',
      '`{command}` writes it': '`{command}` 会写出它',
      'this item has no {name}': '这一项没有 {name}',
      'add `{line}`': '请加上 `{line}`',
    },
  },
  'data/empty': {
    meaning: '友链、书单或项目是空的',
    texts: { 'this list is empty': '这份清单是空的', 'list something: `{example}`': '请写上内容：`{example}`' },
  },
  'data/unknown': {
    meaning: '友链、书单或项目里有不认识的字段',
    texts: { 'unknown field "{name}"': '没有“{name}”这个字段', 'known fields: {names}': '可用的字段：{names}' },
  },
  'data/wrong': {
    meaning: '友链、书单或项目里某个值的类型不对',
    texts: {
      'expected a list': '这里应该是列表',
      'begin each item with "- ": `{example}`': '每一项以“- ”开头：`{example}`',
      'expected an item with the fields {names}': '这里应该是一项，可以写 {names}',
      '{.field}: expected an address: https://…, or a page or file of the site':
        '{.field}：这里应该是地址：https://……，或者本站的页面或文件',
      '{.field}: expected a date such as {example}, got "{text}"': '{.field}：这里应该是日期，例如 {example}，却是“{text}”',
    },
  },
  'notes/undated': {
    meaning: '说说的文件里有一段文字，上面没有日期，不属于任何一条',
    texts: {
      'this text belongs to no note and is not shown': '这段文字不属于任何一条说说，不会显示',
      'begin each note with a heading such as `{heading}`, or give the file a date':
        '每一条以 `{heading}` 这样的标题开头；或者给文件加上日期',
    },
  },
  'template/syntax': {
    meaning: '模板写法有误',
    texts: {
      '{word} does not match an open block': '{word} 没有对应的开头',
      'expected a variable name (it begins with a letter; write $$ for a dollar sign)':
        '这里应该是变量名（以字母开头；美元符号请写 $$）',
      'the partial "{name}" includes itself': '子模板“{name}”包含了它自己',
      'this {block} is not closed by {word}': '{block} 没有用 {word} 结束',
      'unknown pipe "{name}"; expected one of {names}': '没有“{name}”这个管道；可用的有 {names}',
      '"{word}" is a keyword, not a variable': '“{word}”是关键字，不能当变量名',
    },
  },
  'template/missing': {
    meaning: '找不到模板或子模板；`layout` 指定的模板找不到是警告',
    texts: {
      'missing template {path}': '找不到模板 {path}',
      'missing partial "{name}"': '找不到子模板“{name}”',
      'this template can have no partials': '这个模板里不能用子模板',
      'unknown template "{name}", requested by a plugin for {url}': '没有“{name}”这个模板（插件为 {url} 指定的）',
      'unknown template "{name}"': '没有“{name}”这个模板',
      'the template "{name}" shows no text, and is not for posts and pages': '模板“{name}”不显示正文，不能用于文章和页面',
      'a layout is the name of a file in templates/, without .html: {names}; for now, {file} is used':
        'layout 写 templates/ 里的文件名，不带 .html：{names}；眼下用 {file} 显示',
      'a layout is the name of a file in templates/, without .html': 'layout 写 templates/ 里的文件名，不带 .html',
      'copy it in templates/ under another name, and show `$body$` in it: {names}; for now, {file} is used':
        '在 templates/ 里用别的名称复制一份，在其中显示 `$body$`：{names}；眼下用 {file} 显示',
      'partials are looked up in templates/partials/ and templates/': '子模板在 templates/partials/ 和 templates/ 里找',
    },
  },
  'template/variable': {
    meaning: '模板里有不认识的变量',
    texts: {
      'unknown variable "{name}" in {file}': '{file} 里没有变量“{name}”',
      'unknown variable "{name}" in {file} and {count} other template': '{file} 和另外 {count} 个模板里没有变量“{name}”',
      'unknown variable "{name}" in {file} and {count} other templates': '{file} 和另外 {count} 个模板里没有变量“{name}”',
      'docs/templates.md lists the variables of each template': '各模板的变量见 docs/templates.md',
      'docs/customize.md lists the variables of these templates': '这种模板的变量见 docs/customize.md',
    },
  },
  'template/outdated': {
    meaning: '（`check`）复制出来的模板或样式表比自带的旧',
    texts: {
      'this copy is of titleblock {.version}; the default has changed since':
        '这个文件是从 titleblock {.version} 复制来的；自带的后来改过',
      'rename it, copy the default again with {command}, and repeat your changes': '先把它改名，用 {command} 重新复制，再改一遍',
    },
  },
  'plugin/failed': {
    meaning: '插件加载不了，或者运行出错',
    texts: {
      'plugin "{name}" cannot be used: {reason}': '插件“{name}”用不了：{reason}',
      'plugin "{name}" failed: {@reason}': '插件“{name}”出错：{@reason}',
      'plugin "{name}": {@reason}': '插件“{name}”：{@reason}',
      'plugin "{name}" returns "{part}", which is not a part of a plugin': '插件“{name}”返回了“{part}”，插件没有这个部分',
      'no such file in the site’s folder': '站点文件夹里没有这个文件',
      'no package of this name is installed': '没有安装这个名字的包',
      'it is outside the site’s folder': '它在站点文件夹之外',
      'it returns a promise; a plugin returns its parts at once': '它返回了 Promise；插件要直接返回各个部分',
      'its default export is not a function': '它的默认导出不是函数',
      'esbuild is required to load it': '加载它需要 esbuild',
      'this is a bug in the plugin, or it does not support this text': '这是插件的错误，或者它不支持这段文字',
    },
  },
  'plugin/message': { meaning: '插件给出的消息' },
  'plugin/rule': { meaning: '（`check`）插件的规则发现的问题', texts: { 'a rule of {name}': '规则来自 {name}' } },
  'plugin/unsteady': {
    meaning: '（`--verify`）插件对同样的输入给出不同的结果',
    texts: {
      'plugin "{name}" returns different pages, files or variables for the same input':
        '插件“{name}”对同样的输入返回了不同的页面、文件或变量',
      'plugin "{name}" returns different results for the same text': '插件“{name}”对同样的文字返回了不同的结果',
      'two builds from scratch differ in this file': '从头构建两次，这个文件不一样',
      'a plugin must not depend on clocks, random numbers or the network: {names}': '插件不能依赖时钟、随机数或网络：{names}',
      'a plugin must not depend on clocks, random numbers or the network': '插件不能依赖时钟、随机数或网络',
    },
  },
  'answer/idle': {
    meaning: '`answered` 里的某一项没有对应的警告',
    texts: {
      'there is no {rule} warning in {file} to silence': '{file} 里没有要屏蔽的警告 {rule}',
      'there is no {rule} warning to silence': '没有要屏蔽的警告 {rule}',
      'unknown rule "{rule}"': '没有“{rule}”这条规则',
      'remove it, or it will hide the next warning of this kind': '请删掉，否则下次出现这种警告时也看不到',
    },
  },
  'publish/foreign': {
    meaning: '输出文件夹里有不是构建写的文件；不会动它们',
    texts: {
      'files that no build wrote are left alone: {names} and {count} more':
        '这些文件不是构建写的，不会动它们：{names}，还有 {count} 个',
      'files that no build wrote are left alone: {names}': '这些文件不是构建写的，不会动它们：{names}',
      'move them to content/ to publish them, or delete them': '要发布就移到 content/，否则删掉',
    },
  },
  'publish/overwrite': {
    meaning: '输出文件夹里有不是构建写的文件，而站点要写同名的文件',
    texts: {
      'no build wrote this file, and the site has a file of this name': '这个文件不是构建写的，而站点有同名的文件',
      'no build wrote this file, and the site has a file where its folder is':
        '这个文件不是构建写的，而站点在它的文件夹处有一个文件',
      'no build wrote this file, and the site has a folder of this name': '这个文件不是构建写的，而站点有同名的文件夹',
      '{count} more file that no build wrote is in the way': '还有 {count} 个不是构建写的文件挡着',
      '{count} more files that no build wrote are in the way': '还有 {count} 个不是构建写的文件挡着',
      'move it away (into content/, if it is to be published), build into another folder with --out, or pass --adopt to overwrite such files':
        '请移走（要发布就移到 content/），或者用 --out 构建到别的文件夹，或者用 --adopt 覆盖这些文件',
      'move it away (into content/, if it is to be published) or build into another folder with --out':
        '请移走（要发布就移到 content/），或者用 --out 构建到别的文件夹',
    },
  },
  'publish/failed': {
    meaning: '输出文件夹写不进去',
    texts: {
      'the output cannot be written: {@reason}': '写不进去：{@reason}',
      'a folder on its path does not exist': '路径中有文件夹不存在',
      '"{path}" would be outside of it': '“{path}”会写到外面',
      '{path} was replaced by something that lies outside of the site’s folders; nothing was read from it':
        '{path} 被换成了站点文件夹之外的东西；没有读取它',
      'Windows does not allow files of this name; rename its source': 'Windows 不允许这样的文件名；请给源文件改名',
      'it is not writable': '没有写权限',
      'it would be outside of the output folder': '会写到输出文件夹之外',
      'no file is half-written: each is either the old one or the new one; fix this and build again, or choose another folder with --out':
        '每个文件要么是旧的，要么是完整的新文件；解决之后再构建，或者用 --out 换个文件夹',
    },
  },
  'verify/differs': {
    meaning: '（`--verify`）某个文件和从头构建的不一样：这是 titleblock 的错误',
    texts: {
      'differs from a build from scratch': '和从头构建的不一样',
      'kept by the stage {stage}': '由这个阶段保留下来：{stage}',
    },
  },
}));
