// The commands in Chinese: help, questions, summaries, errors of the command line. Keys are English texts
// (scripts/language/translator.ts).

import { lazy } from '../../base/flow/lazy.js';
import type { Catalogue } from '../translator.js';

const HELP: Catalogue = {
  // import
  'makes the site from a blog of another tool, as `import` does': '用别的工具做的博客生成站点，和 `import` 一样',
  'Makes a site from a blog of another tool: its folder, or its export. The old blog is only read; the site goes into NEW (default: a folder beside it, with -titleblock after its name).':
    '把别的工具做的博客（文件夹或导出文件）变成站点。旧博客只读不改；站点放进 NEW（默认：旁边一个名字加 -titleblock 的文件夹）。',
  'the address of the old site, if its settings or its export do not say it': '旧网站的网址，它的设置或导出文件里没有时用',
  'the tool of the old blog, if it is not recognised: hexo, hugo, jekyll, vuepress, vitepress, hakyll, wordpress, ghost, typecho, obsidian or pandoc':
    '旧博客所用的工具，认不出来时用：hexo、hugo、jekyll、vuepress、vitepress、hakyll、wordpress、ghost、typecho、obsidian、pandoc',
  'downloads pictures of other sites into the new site when it is built': '构建时把别处的图片下载到新站点里',
  'compares the imported site in this folder with its old blog again, and writes the report':
    '把当前文件夹里导入的站点再和旧博客比较一次，写出报告',
  [`Ends with import-report.html, which shows what became of each address, text and picture, and
what is left to do by hand. Run it again after the old blog has changed: it adds what is new and
leaves alone what you have edited.

Exit codes
  0  the site was made, and has all that the old blog had
  1  the report names something that is gone, or nothing was written, for the reason that is printed
  2  wrong usage`]: `最后写出 import-report.html：每个网址、每篇文字、每张图片怎样了，还有哪些要动手改。旧博客有了变化，
再运行一次即可：新的加进来，你改过的不动。

退出码
  0  站点已做好，旧博客有的都有
  1  报告里有丢失的东西；或者什么也没写，原因已显示
  2  用法不对`,
  "titleblock builds a blog from plain markdown with Pandoc's % title blocks":
    'titleblock 用普通的 markdown 生成博客，文章以 Pandoc 的 % 标题块开头',
  'Run a command with --help for its options, such as npm run dev -- --help.':
    '各命令的选项用 --help 查看，例如 npm run dev -- --help。',
  Example: '例子',
  Options: '选项',
  '[options]': '[选项]',
  // All commands
  "the site's folder, with content/site.yaml, images/ and optionally templates/ (default: this folder)":
    '站点文件夹，里面有 content/site.yaml、images/，还可以有 templates/（默认：当前文件夹）',
  'the language of messages, zh or en (default: that of the site, then of LANG)':
    '消息的语言，zh 或 en（默认：先看站点的语言，再看 LANG）',
  'prints this help': '显示帮助',
  'prints the version': '显示版本',
  // build
  'Builds the site in this folder, or in --root, into its dist/.': '构建当前文件夹（或 --root）里的站点，结果写到它的 dist/。',
  'the output folder (default: dist/ in the site)': '输出文件夹（默认：站点里的 dist/）',
  'overwrites files in the output folder that no build wrote, where the site has files of its own':
    '输出文件夹里不是构建写的文件，站点有同名文件时，照样覆盖',
  'prints all warnings, not only new ones and those in changed files': '显示全部警告，而不只是新出现的和改动过的文件里的',
  'builds a preview: includes drafts, marks them, and hides the site from search engines':
    '构建预览：包括草稿并加标记，不让搜索引擎收录',
  'the date of the build, for sites with `future: wait` or `error` (default: today, in the site’s `timezone`)':
    '构建的日期，用于设了 `future: wait` 或 `error` 的站点（默认：站点时区 `timezone` 的今天）',
  'drops all addresses in content/urls.yaml that no longer exist; `urls --drop` drops single ones':
    '放弃 content/urls.yaml 里所有不再存在的网址；`urls --drop` 逐个放弃',
  'writes .br and .gz files next to text files; pass it to every build of the site':
    '在文本文件旁边写 .br 和 .gz；这个站点每次构建都要带上它',
  'fails the build on warnings': '有警告也算构建失败',
  'prints problems and summary as JSON on standard output': '在标准输出上以 JSON 给出问题和小结',
  'number of worker threads, 0 for none (default: depends on the work; also TITLEBLOCK_WORKERS)':
    '工作线程数，0 表示不用（默认：看工作量；也可以用 TITLEBLOCK_WORKERS 设置）',
  'ignores earlier builds and keeps nothing for later ones': '不用以前的构建结果，也不为以后保存',
  'builds again from scratch and compares: a difference is a bug in titleblock':
    '再从头构建一次并比较：有差别就是 titleblock 的错误',
  'explains why a source or output file was rebuilt, or not': '解释某个源文件或输出文件为什么重新生成，或者为什么没有',
  'prints what changed for readers: words on pages, feed entries, sizes': '显示读者会看到的变化：页面文字、订阅条目、大小',
  'writes the addresses of pages with new or changed text, one per line': '把新增或文字有改动的页面网址写进文件，每行一个',
  'a Redis or Valkey server, redis://host:6379 or rediss://…; user and password may be in TITLEBLOCK_QUEUE_USER and _PASSWORD':
    'Redis 或 Valkey 服务器，redis://主机:6379 或 rediss://…；用户名和密码可以放在 TITLEBLOCK_QUEUE_USER 和 _PASSWORD 里',
  'where inputs and results are kept: a folder on a shared disk, or s3://bucket/prefix (default: the server itself)':
    '输入和结果存在哪里：共享磁盘上的文件夹，或者 s3://存储桶/前缀（默认：服务器本身）',
  'how long a server that is gone is waited for (default: {count})': '服务器失联后等多少秒（默认：{count}）',
  'prints the time per stage and the ten slowest files': '显示各阶段的用时和最慢的十个文件',
  'writes a CPU profile of the main thread for browser developer tools': '写出主线程的 CPU 剖析文件，可用浏览器的开发者工具打开',
  [`Problems are printed as file:line:column with what to do. If there is an error, the output
folder stays as it was.

Exit codes
  0  the site was built
  1  there are errors (or, with --strict, warnings)
  2  wrong usage`]: `问题按“文件:行:列”列出，并说明怎么改。有错误时，输出文件夹保持原样。

退出码
  0  构建成功
  1  有错误（加了 --strict 时，有警告也算）
  2  命令写错了`,
  // dev
  'Serves the site while you write, with drafts. Open pages follow each change. Leaves dist/ alone.':
    '边写边看，包括草稿。打开的页面随改随变。不动 dist/。',
  'the port (default: the first free one from 8080 up)': '端口（默认：从 8080 起第一个空闲的）',
  'the address to listen on; 0.0.0.0 lets phones on your network connect': '监听的地址；写 0.0.0.0，同一网络里的手机也能访问',
  'shows what readers get: no drafts': '只显示读者看得到的：不含草稿',
  // new
  'Creates a post: a file in content/posts/, named after the date and the title (in pinyin), with a header like other posts.':
    '新建文章：在 content/posts/ 里建一个文件，文件名由日期和标题（拼音）组成，头部和别的文章一样。',
  'tags, separated by commas': '标签，用逗号隔开',
  'categories, separated by commas; A/B is B within A': '分类，用逗号隔开；A/B 是 A 里的 B',
  'the last part of the address (default: made from the title)': '网址的最后一段（默认：由标题生成）',
  'the date of the post, such as 2026-11-26 (default: today)': '文章的日期，例如 2026-11-26（默认：今天）',
  'marks the post as a draft with `draft: true`': '加上 `draft: true`，标为草稿',
  'the language of the post, on a site with `languages` (default: the main one)':
    '文章的语言，用于设了 `languages` 的站点（默认：主要语言）',
  'with --language: creates the translation of this file, with its name and date':
    '和 --language 一起用：新建这个文件的译文，文件名和日期跟着它',
  'creates a page at the top of content/, without a date': '在 content/ 下建一个页面，不带日期',
  'opens the file in VISUAL or EDITOR': '用 VISUAL 或 EDITOR 指定的编辑器打开文件',
  [`Prints the path of the file. Never reuses a file name or an address. If the site has templates/new/post.md or
templates/new/page.md, the file is made from it. On a terminal, asks for tags and categories if other posts
have some.

Exit codes
  0  the file was created
  1  nothing was written, for the reason that is printed
  2  wrong usage`]: `显示文件的路径。绝不重复使用文件名和网址。
站点有 templates/new/post.md 或 templates/new/page.md 时，文件由它生成。在终端里，别的文章有标签和分类时会问。

退出码
  0  文件建好了
  1  什么都没有写，原因已显示
  2  命令写错了`,
  // check
  'Checks the site without building it: reports everything that a build would, and what a careful editor would point out.':
    '检查站点而不构建：构建会报告的全都报告，细心的编辑会留意的也报告。',
  'checks drafts too': '也检查草稿',
  'fixes what is safe after showing a diff and asking: misspelt addresses and paths, dead links and missing pictures with one likely target, picture sizes, GBK and UTF-16 files':
    '先显示差异并询问，再修正有把握的：写错的网址和路径，只有一个可能目标的死链和缺图，图片尺寸，GBK 和 UTF-16 文件',
  'with --fix: does not ask': '配合 --fix：不询问',
  'checks external links, one request at a time per host; records in content/links.yaml when each was last seen, and reports those that failed on three days':
    '检查外部链接，对每个主机一次只发一个请求；在 content/links.yaml 里记下每个链接上次能打开的日子，报告有三天打不开的',
  'checks punctuation and character width in Chinese, Japanese and Korean text with AutoCorrect (npm install --save-dev autocorrect-node)':
    '用 AutoCorrect 检查中日韩文的标点和全角、半角（npm install --save-dev autocorrect-node）',
  'treats warnings as errors': '警告也当作错误',
  'prints all warnings, including those that the last build reported': '显示全部警告，包括上次构建报告过的',
  'prints problems as JSON on standard output': '在标准输出上以 JSON 给出问题',
  'prints problems as SARIF 2.1.0, for code hosts and editors': '以 SARIF 2.1.0 给出问题，供代码托管平台和编辑器使用',
  [`In GitHub Actions, problems are also printed as annotations.

Exit codes
  0  no errors
  1  there are errors (or, with --strict, warnings)
  2  wrong usage`]: `在 GitHub Actions 里，问题还会显示为批注。

退出码
  0  没有错误
  1  有错误（加了 --strict 时，有警告也算）
  2  命令写错了`,
  // preview
  'Serves the last build as a static host would: 404 page, _headers, _redirects, base path, compressed files.':
    '像静态托管那样展示上次构建的结果：404 页面、_headers、_redirects、子路径、压缩文件。',
  // announce
  'Announces new and changed pages to the services that site.yaml configures: IndexNow, Baidu and a WebSub hub. Reads the list that build --changed writes. Announces each text once.':
    '把新增和改动的页面通知 site.yaml 里设置的服务：IndexNow、百度和 WebSub。读取 build --changed 写出的列表；同样的内容只通知一次。',
  'prints what would be announced, and sends nothing': '只显示会通知什么，不发送',
  [`Run it after deploying. Keys come from the environment:
INDEXNOW_KEY, BAIDU_TOKEN. What was announced is recorded in .cache/announced.json.

Exit codes
  0  all services know the pages
  1  a service refused, or could not be reached; run the command again
  2  wrong usage`]: `部署之后运行。密钥来自环境变量 INDEXNOW_KEY 和 BAIDU_TOKEN。
通知过的内容记在 .cache/announced.json 里。

退出码
  0  所有服务都知道了这些页面
  1  有服务连不上或拒绝；请再运行一次
  2  命令写错了`,
  // friends
  'Asks the feeds in data/friends.yaml for the newest posts of friends, and writes them to data/friends-posts.yaml, which pages show.':
    '按 data/friends.yaml 里的订阅取来友链的新文章，写进 data/friends-posts.yaml，由页面显示。',
  'how many posts of each friend (default: {count})': '每个友链几篇（默认：{count}）',
  [`Commit the file: a build needs no network. A feed that fails keeps its posts in the file and is
reported.

Exit codes
  0  the file is up to date
  1  no feed could be read, or the file was left alone, for the reason that is printed
  2  wrong usage`]: `请提交这个文件：构建不需要网络。读不到的订阅会报告，文件里保留它原有的文章。

退出码
  0  文件是最新的
  1  没有一个订阅能读到，或者文件没有改动，原因已经显示
  2  命令写错了`,
  // urls
  'Manages content/urls.yaml, the list of all published addresses and feed ids, which keeps both stable.':
    '管理 content/urls.yaml：其中列着发布过的全部网址和订阅 id，让它们保持不变。',
  'adds the addresses that the last build published; run it after each deployment': '加入上次构建发布的网址；每次部署之后运行',
  'adds the addresses of the site as it is deployed now, for hosts that build what you push; run it before the build':
    '加入线上站点现有的网址，用于推送后由托管商构建的情况；在构建之前运行',
  'creates the file with the current addresses': '用现有的网址新建这个文件',
  'imports addresses and feed ids of an earlier site from feeds (RSS, Atom, JSON Feed), sitemaps and their indexes, .gz too':
    '从旧站的订阅源（RSS、Atom、JSON Feed）、站点地图及其索引（也可以是 .gz）导入网址和订阅 id',
  'gives up single addresses, or headings: /x/ /y.html#id': '放弃个别网址或标题：/x/ /y.html#id',
  [`An address is published when the site is deployed: builds do not add to the file. Commit it with your
posts. A listed address that disappears is an error that says what to do. A renamed post keeps
its feed id.

Exit codes
  0  the file is up to date
  1  it was left alone, for the reason that is printed
  2  wrong usage`]: `网址在部署时才算发布：构建不会改这个文件。请把它和文章一起提交。
列出的网址如果不见了，会报错并说明怎么办。文章改名后，订阅 id 不变。

退出码
  0  文件已是最新
  1  没有改动，原因已显示
  2  命令写错了`,
  // worker
  'Does work for builds with --queue on other machines: texts, pages, cards and pictures.':
    '为别的机器上带 --queue 的构建干活：文章、页面、分享卡片和图片。',
  'tasks at once (default: one for each core)': '同时做几个任务（默认：每个核一个）',
  [`A worker needs the same versions of titleblock and Node as the build. It does not need the site. It ends
with exit code 1 if only builds of another version are at work, or if the server is gone for too long.`]: `worker 的 titleblock 和 Node 版本要和构建一致，不需要站点。
如果只有别的版本在构建，或者服务器失联太久，就以退出码 1 结束。`,
  // init
  'Creates a site in a new folder: settings, a first post, a page, package.json, and the files for a host.':
    '在新文件夹里建一个站点：设置、第一篇文章、一个页面、package.json，以及托管商需要的文件。',
  'the name of the site (default: made from the folder)': '站点名称（默认：由文件夹名得出）',
  'the author (default: that of git)': '作者（默认：git 里的名字）',
  'the language of the texts: 中文, English, zh-Hant, ja… (default: that of the terminal)':
    '文章的语言：中文、English、zh-Hant、ja……（默认：终端的语言）',
  'the address of the site, such as blog.example.com': '站点网址，例如 blog.example.com',
  'the look: press, plain, journal or academic': '外观：press、plain、journal 或 academic',
  'comments under posts: giscus, waline, twikoo or none': '文章下的评论：giscus、waline、twikoo 或 none',
  'the address of your Waline or Twikoo server': 'Waline 或 Twikoo 服务器的网址',
  'adds the files for a host: github-pages, cloudflare-pages, netlify, edgeone, bucket, server or none':
    '加上托管商需要的文件：github-pages、cloudflare-pages、netlify、edgeone、bucket、server 或 none',
  'asks nothing and uses defaults': '不提问，全用默认值',
  'the day of the first post; today by default': '第一篇文章的日期；默认今天',
  'the tarball of titleblock that the site depends on (default: the version on the registry, else this program, packed)':
    '站点依赖的 titleblock 安装包（默认：软件源上的版本；没有就把本程序打包）',
  [`On a terminal, asks for what is not given. Never overwrites files.

Exit codes
  0  the site was created
  1  nothing was written, for the reason that is printed
  2  wrong usage`]: `在终端里，没给的会逐项提问。绝不覆盖文件。

退出码
  0  站点建好了
  1  什么都没有写，原因已显示
  2  命令写错了`,
};

const QUESTIONS: Catalogue = {
  Title: '站点名称',
  Author: '作者',
  Folder: '文件夹',
  'Tags, separated by commas ({names})': '标签，用逗号隔开（{names}）',
  'Categories, separated by commas ({names})': '分类，用逗号隔开（{names}）',
  '"{term}" is new; did you mean {near}?': '没有文章用过“{term}”；是不是 {near}？',
  'Language of the texts (中文, English…)': '文章的语言（中文、English……）',
  Address: '网址',
  'warm paper, titles in Song type, one seal-red accent': '暖色的纸，宋体标题，一点印章红',
  'sans serif and dense, for technical blogs': '黑体，紧凑，适合技术博客',
  'covers and photographs first, wide and airy': '封面和照片优先，宽而疏朗',
  'serif text on white like a printed paper, with numbered sections, for essays and notes with formulas':
    '白底宋体，像印出来的论文，小节有编号，适合长文和带公式的笔记',
  'Theme ({names})': '主题（{names}）',
  'Host ({names})': '托管商（{names}）',
  'Comments ({names})': '评论（{names}）',
  'Address of your {name} server (empty: later)': '{name} 服务器的网址（留空：以后再填）',
  'This command goes on with your answers:': '用这个命令可以带着刚才的回答继续：',
  'Fill in the last lines of content/site.yaml, which say what is still needed.':
    '请填好 content/site.yaml 的最后几行，那里写着还缺什么。',
  'My blog': '我的博客',
  // Pages of `dev`
  '1 new warning': '1 个新警告',
  '# new warnings': '# 个新警告',
  'draft: a build leaves it out': '草稿：构建不发布它',
  'scheduled: a build leaves it out until {date}': '定时：{date} 之前构建不发布它',
  'expired on {date}: a build leaves it out': '已于 {date} 过期：构建不发布它',
  'unlisted: no list, feed, sitemap or search shows it': '不列出：列表、订阅、站点地图和搜索里都没有它',
  'future, dated {date}: a build publishes it now': '未来，日期是 {date}：构建现在就发布它',
  'future, dated {date}: a build leaves it out until then': '未来，日期是 {date}：到那天构建才发布它',
  'future, dated {date}: until then a build fails': '未来，日期是 {date}：在那之前构建会失败',
  'Next:': '接下来：',
  'npm cannot pack titleblock: {reason}; pass a tarball with --package':
    'npm 打不了 titleblock 的包：{reason}；请用 --package 指定一个',
  'packing titleblock for the site…': '正在为站点打包 titleblock……',
  'write {@files}? [y/N]': '写入 {@files}？[y/N]',
  'stopped; nothing was written': '已停止，什么都没有写',
};

const USAGE: Catalogue = {
  'npm run {.command} -- --help lists its options': 'npm run {.command} -- --help 列出它的选项',
  'Lists the themes and the files that they share, or copies files into templates/, where you can change them.':
    '列出各个主题和它们共用的文件，或者把文件复制到 templates/ 里来改。',
  [`Colours, fonts and measures are settings, which need no copy: docs/themes.md. A copy replaces the
default. When a new version of titleblock has changed the default, \`check\` says so.`]: `颜色、字体和尺寸都是设置，不用复制：docs/zh/themes.md。复制出来的文件会代替自带的。
titleblock 的新版本改了自带的文件，\`check\` 会提醒。`,
  'unknown action "{text}": only {command} copies a file': '没有“{text}”这个操作：复制文件用 {command}',
  'expected the name of a template or stylesheet, such as post or style.css': '请给出模板或样式表的名称，例如 post 或 style.css',
  'the theme has no file "{name}"; did you mean {near}?': '主题里没有“{name}”这个文件；是不是 {near}？',
  'the theme has no file "{name}"; {command} lists the files': '主题里没有“{name}”这个文件；{command} 列出所有文件',
  '{file} already exists and was left alone': '{file} 已经存在，没有动它',
  'a copy in templates/': '已复制到 templates/',
  'a copy in templates/, older than the default': '已复制到 templates/，比自带的旧',
  'your own file in templates/': '自己的文件，在 templates/ 里',
  'The files of all themes, and which of them you have changed:': '各主题共用的文件，和其中改过的：',
  'warm paper, titles in Song type, one seal-red accent': '暖色的纸，宋体标题，一点印章红',
  'sans serif and dense, for technical blogs': '黑体，紧凑，适合技术博客',
  'covers and photographs first, wide and airy': '封面和照片优先，宽而疏朗',
  'serif text on white like a printed paper, with numbered sections, for essays and notes with formulas':
    '白底宋体，像印出来的论文，小节有编号，适合长文和带公式的笔记',
  'unexpected argument "{text}": {command} takes none': '多了参数“{text}”：{command} 不需要参数',
  'unknown command "{name}"; did you mean {near}?': '没有“{name}”这个命令；是不是 {near}？',
  'unknown command "{name}"; the commands are {names}': '没有“{name}”这个命令；命令有 {names}',
  'unknown option --{name} for {command}; it belongs to {names}': '{command} 没有选项 --{name}；它属于 {names}',
  'unknown option {.option}; did you mean {.near}?': '没有选项 {.option}；是不是 {.near}？',
  'unknown option {.option}': '没有选项 {.option}',
  '{path} is not a site: it has no folder {.folder}; `{command}` creates one':
    '{path} 不是站点：里面没有文件夹 {.folder}；用 `{command}` 新建一个',
  "Option '{.name} <value>' argument missing": '选项 {.name} 后面要有值',
  "Option '{name}' does not take an argument": '选项 {name} 后面不能有值',
  'no such folder: {path} (--root)': '没有这个文件夹：{path}（--root）',
  '--lang must be zh or en, not "{tag}"': '--lang 只能是 zh 或 en，不能是“{tag}”',
  '--changed lists public addresses; it cannot be combined with --drafts': '--changed 列的是公开的网址，不能和 --drafts 一起用',
  '{name} must be a number of threads, such as 0 or 4, not "{value}"': '{name} 应该是线程数，例如 0 或 4，不能是“{value}”',
  '{option} "{value}" is not a valid date; write it as 2026-11-26': '{option}“{value}”不是日期；请写成 2026-11-26 这样',
  '--port must be a number from 0 to 65535, not "{value}"': '--port 应该是 0 到 65535 的数，不能是“{value}”',
  '--out {path} is a file': '--out {path} 是一个文件',
  'dist/ is a symlink to {path}, outside the site; if that is meant, build with --out {path}':
    'dist/ 是指向 {path} 的符号链接，在站点之外；确实要这样，请用 --out {path} 构建',
  '--out {path} contains the site itself; choose another folder': '--out {path} 里面就是站点本身；请换个文件夹',
  '--out {path} is your home folder or contains it; choose another folder': '--out {path} 是你的主目录，或者包含它；请换个文件夹',
  '--out {path} is inside {folder}, which the build reads; choose another folder':
    '--out {path} 在构建要读取的 {folder} 里面；请换个文件夹',
  '--out {path} contains {folder}, which the build reads; choose another folder':
    '--out {path} 包含构建要读取的 {folder}；请换个文件夹',
  '--edit needs the environment variable EDITOR': '--edit 需要环境变量 EDITOR',
  '--date cannot be combined with --page: pages have no date': '--date 不能和 --page 一起用：页面没有日期',
  '{editor} cannot be started: {reason}': '{editor} 启动不了：{reason}',
  '--copyedit needs AutoCorrect: npm install --save-dev autocorrect-node':
    '--copyedit 需要 AutoCorrect：npm install --save-dev autocorrect-node',
  '{path} does not exist: run npm run build first': '{path} 不存在：请先运行 npm run build',
  'expected one folder: npm run init -- my-blog': '请给出一个文件夹：npm run init -- my-blog',
  '--{.option}: {@reason}': '--{.option}：{@reason}',
  '--comments-server needs --comments waline or twikoo': '--comments-server 要和 --comments waline 或 twikoo 一起用',
  '"{text}" is not a language; write 中文, English, zh-Hant or ja': '没有“{text}”这种语言；请写 中文、English、zh-Hant 或 ja',
  '"{text}" is not a web address; write blog.example.com or https://example.com/blog':
    '“{text}”不是网址；请写 blog.example.com 或 https://example.com/blog 这样的',
  '"{text}" is none of the choices; {@advice}': '没有“{text}”这一项；{@advice}',
  'choose one of {names}': '请从 {names} 里选',
  '{path} already exists; choose another folder': '{path} 已经存在；请换个文件夹',
  'expected one file of addresses, as npm run build -- --changed changed.txt writes it':
    '请给出一个网址文件，就是 npm run build -- --changed changed.txt 写出的那种',
  '{file} has errors: run npm run check': '{file} 有错误：请运行 npm run check',
  '{file} configures no service: set `{a}` or `{b}`': '{file} 没有设置任何服务：请写 `{a}` 或 `{b}`',
  '{file}:{line}: "{text}" is not an address of {site}': '{file}:{line}：“{text}”不是 {site} 的网址',
  '{file} cannot be read: {@reason}': '{file} 读不出来：{@reason}',
  'worker needs --queue, such as {example}': 'worker 需要 --queue，例如 {example}',
  '--threads must be a whole number from 1 to 999, not "{value}"': '--threads 应该是 1 到 999 的整数，不能是“{value}”',
  '--queue-store needs --queue': '--queue-store 要和 --queue 一起用',
  '--queue must be an address such as {example}': '--queue 应该是网址，例如 {example}',
  '--queue-patience must be a number of seconds, not "{value}"': '--queue-patience 应该是秒数，不能是“{value}”',
  'expected one of --publish, --deployed, --begin, --from FILE… and --drop ADDRESS…':
    '请给出 --publish、--deployed、--begin、--from 文件… 或 --drop 网址… 之一',
  '--{mode} expects feeds and sitemaps as files': '--{mode} 后面要写订阅源和站点地图的文件',
  '--{mode} expects addresses': '--{mode} 后面要写网址',
  '--{mode} expects nothing after it': '--{mode} 后面不能有别的',
  'there is no file {path}': '没有这个文件：{path}',
};

const RESULTS: Catalogue = {
  error: '错误',
  warning: '警告',
  'did you mean {names}?': '是不是 {names}？',
  ' or ': ' 或 ',
  '; ': '；',
  ' (': '（',
  ')': '）',
  'reported before, or too many to list: run `{command}` to see them': '以前报告过，或者太多没有列出：运行 `{command}` 查看',
  '{folder} is unchanged': '{folder} 保持原样',
  '{folder} is unchanged where it could not be written': '{folder} 里没能写入的部分保持原样',
  '{@drafts} left out': '{@drafts}未发布',
  '{@posts} scheduled': '{@posts}定时发布',
  'the next for {date}': '下一篇在 {date}',
  '{@pictures} in {@variants}': '{@pictures}，共 {@variants}',
  '{@files} in {folder}: {#written} written, {#unchanged} unchanged, {#removed} removed':
    '{folder} 里有 {@files}：写入 {#written}，未变 {#unchanged}，删除 {#removed}',
  'built in {time}': '构建用时 {time}',
  scan: '扫描',
  load: '启动',
  read: '读取',
  render: '渲染',
  pictures: '图片',
  plan: '编排',
  search: '搜索',
  cards: '卡片',
  publish: '发布',
  'leak check': '泄露检查',
  save: '保存',
  all: '合计',
  'waiting for another build (process {pid} on {host})': '正在等另一个构建（{host} 上的进程 {pid}）',
  'waiting for another build (process {pid} on {host}); if that machine is not building any more, delete {path}':
    '正在等另一个构建（{host} 上的进程 {pid}）；如果那台机器已经不在构建，请删除 {path}',
  '{reason}, repeatedly; build again when the files have stopped changing': '{reason}，一再如此；等文件不再变动时再构建',
  'verified: a build from scratch gives the same {@files}': '已核对：从头构建，{@files}完全相同',
  'a plugin gives other results for the same input: no build can be compared with another':
    '插件对同样的输入给出不同的结果：无法比较',
  '{@files} differ from a build from scratch: this is a bug in titleblock, please report it':
    '{@files}和从头构建的不一样：这是 titleblock 的错误，请报告',
  'time per stage': '各阶段用时',
  'slowest files': '最慢的文件',
  'nothing was rendered': '没有渲染任何文件',
  '{@pictures} processed in {time}': '处理了 {@pictures}，用时 {time}',
  ', {time} left': '，还要 {time}',
  '{done} of {all}': '{done}/{all}',
  'links {done} of {all}': '链接 {done}/{all}',
  '(Ctrl-C to stop)': '（按 Ctrl-C 停止）',
  '{@articles} rendered': '已渲染 {@articles}',
  'nothing to fix': '没有要修正的',
  '{@files} fixed': '修正了 {@files}',
  '{file} changed in the meantime and was left alone; run check --fix again': '{file} 刚才又变了，没有动它；请再运行 check --fix',
  'nothing was written: pass --yes to apply the fixes': '什么都没有写：加上 --yes 才会修正',
  '{file} changed in the meantime and was left alone: nothing was recorded; run check --external again':
    '{file} 刚才又变了，没有动它：什么都没有记录；请再运行 check --external',
  '{@tasks} done': '完成 {@tasks}',
  '{#n} new': '新增 {#n}',
  'skipped, on other hosts: {count}': '跳过（在别的主机上）：{count}',
  '{@feed}; its posts were kept': '{@feed}；保留原有的文章',
  '{name}: {@remark}': '{name}：{@remark}',
  'the feed is damaged; its complete posts were read': '订阅已损坏；读取了其中完整的文章',
  'it is no feed (RSS, Atom, JSON Feed), has no posts, or is damaged': '不是订阅（RSS、Atom、JSON Feed），或者没有文章、已损坏',
  'none of its posts has a title and a public address': '没有一篇文章同时有标题和公开的网址',
  'posts without a title or a public address, left out: {#n}': '没有标题或公开的网址而略去的文章：{#n}',
  'posts with a date that is not valid or in the future: {#n}': '日期无效或在将来的文章：{#n}',
  '--posts expects a number from 1 to 999, not "{value}"': '--posts 要写 1 到 999 的数字，不能是“{value}”',
  'this site has no data/friends.yaml: list your friends there': '这个站点没有 data/friends.yaml：请在里面列出友链',
  'no friend in {file} has a feed: add `{code}`': '{file} 里没有一个友链写了订阅：请加上 `{code}`',
  '{#n} already known': '已通知过 {#n}',
  'would announce to {@service}': '将通知 {@service}',
  'the WebSub hub': 'WebSub 服务',
  Baidu: '百度',
  '{@service} failed: {@reason}': '{@service} 失败：{@reason}',
  new: '新增',
  changed: '改动',
  gone: '消失',
  feed: '订阅',
  '{count} words': '{count} 字',
  '{@pages} changed without changes to their text': '{@pages}有改动，文字没变',
  '{id} will appear as new': '{id} 会显示为新文章',
  '{id} will appear as new, although newer posts were published before: was it renamed?':
    '{id} 会显示为新文章，可是已经发布过更新的文章：是不是改名了？',
  'nothing changed for readers': '读者看到的没有变化',
  '{size} in written and removed files': '写入和删除的文件共 {size}',
  '{file} was rendered again: {@reason}': '{file} 重新渲染了：{@reason}',
  '{file} was not rendered again: nothing that it depends on changed': '{file} 没有重新渲染：它用到的都没变',
  '{file} was made again: {@reason}': '{file} 重新生成了：{@reason}',
  '{file} was not made again: nothing that it is made from changed': '{file} 没有重新生成：它用到的都没变',
  '{file} was not made: there are errors': '{file} 没有生成：有错误',
  '{file} is an input, but no page is built from it alone': '{file} 是输入，但没有页面只由它生成',
  '{file} is neither an input nor an output of this build': '{file} 既不是这次构建的输入，也不是输出',
  'this is a bug in titleblock, not in your content. Please report it with the following.':
    '这是 titleblock 的错误，不是你的文章有问题。请附上下面的内容报告。',
};

/** Errors of `new` and `urls`. */
const REFUSALS: Catalogue = {
  'expected a title: npm run new -- "The title"': '请给出标题：npm run new -- "标题"',
  'cannot make an address from "{title}"; pass --slug': '没法从“{title}”生成网址；请用 --slug 指定',
  '"{title}" would be parsed as "{other}"; choose another title': '“{title}”会读作“{other}”；请换个标题',
  'this site has no language "{language}"; its languages are {languages}: add it to `languages` in {file}':
    '本站没有语言“{language}”；有的是 {languages}：请把它加进 {file} 的 `languages`',
  '{.file} is no post or page of this site': '{.file} 不是本站的文章或页面',
  '{.file} is no post or page of this site; did you mean {like}?': '{.file} 不是本站的文章或页面；是不是 {like}？',
  '{.file} is in {language} already; name another language with --language':
    '{.file} 已经是 {language} 的；请用 --language 写另一种语言',
  '--translates needs --language': '--translates 要和 --language 一起用',
  '--{option} cannot be combined with --translates: it is that of the other file':
    '--{option} 不能和 --translates 一起用：跟着原文走',
  '{.file} makes a post with an error in line {#line}: {@reason}': '{.file} 生成的文章第 {#line} 行有错误：{@reason}',
  '{.file} leaves out what the post should have: add {fields} to its header':
    '{.file} 漏掉了文章该有的：请在它的头部加上 {fields}',
  '{file} already exists; choose another --slug': '{file} 已经存在；请换个 --slug',
  '{file} cannot be written: {@reason}': '{file} 写不进去：{@reason}',
  'invalid --slug "{slug}": use letters, digits and hyphens, beginning with a letter or digit':
    '--slug“{slug}”不行：请用字母、数字和连字符，以字母或数字开头',
  '{file} already has the address {url}; choose another --slug': '{file} 已经用了网址 {url}；请换个 --slug',
  '{url} is an old address of {file}; choose another --slug': '{url} 是 {file} 的旧网址；请换个 --slug',
  '{url} is redirected in {file}; choose another --slug': '{url} 在 {file} 里设了跳转；请换个 --slug',
  '{url} was published before, as {file}; choose another --slug': '{url} 以前发布过（{file}）；请换个 --slug',
  'titleblock generates {url}; choose another --slug': '{url} 由 titleblock 自己生成；请换个 --slug',
  '{file} changed in the meantime and was left alone; run this command again': '{file} 刚才又变了，没有动它；请再运行一次',
  '{file} already exists; `{command}` adds to it': '{file} 已经有了；用 `{command}` 往里加',
  'this site has no {file}: run `{command}` first': '这个站点还没有 {file}：请先运行 `{command}`',
  'no addresses of a build were found: run `{command}` first, then deploy the site':
    '这里还没有构建留下的网址：请先运行 `{command}`，再部署',
  '{file} has no address {url}; {@advice}': '{file} 里没有网址 {url}；{@advice}',
  '{file} has no heading "{id}" at {url}; did you mean {near}?': '{file} 里，{url} 没有标题“{id}”；是不是 {near}？',
  '{file} has no heading "{id}" at {url}': '{file} 里，{url} 没有标题“{id}”',
};

/** Reasons of `--explain`. */
const REASONS: Catalogue = {
  'the last build did not have it': '上次构建还没有它',
  'it was modified since the last build': '上次构建之后它被改动过',
  'it is now a different kind of page': '它现在是另一种页面',
  'its text changed': '它的文字变了',
  'titleblock or a setting that it depends on changed': 'titleblock 或它用到的设置变了',
  '{@a}, {@b}, {@c} changed': '{@a}、{@b}、{@c}变了',
  '{@a}, {@b} changed': '{@a}、{@b}变了',
  '{@a} changed': '{@a}变了',
  '"{key}" led to {@before} and now leads to {@now}': '“{key}”原来指向{@before}，现在指向{@now}',
};

/** Parts of pages and files, for `--explain`. */
const PARTS: Catalogue = {
  'the article': '文章',
  'the pictures': '图片',
  'the template': '模板',
  'the frame of the site': '站点框架',
  'the source file': '源文件',
  'how pictures lose their metadata': '去掉图片元数据的方式',
  'the addresses and dates of all pages': '全部页面的网址和日期',
  'the days of their changes': '修订日期',
  'the file': '文件',
  'the file, or a picture in it': '文件或其中的图片',
  'the latest posts': '最近的文章',
  'the newest posts with the tag': '这个标签最近的文章',
  'the newest posts': '最近的文章',
  'the number of pages': '页数',
  'its number': '编号',
  'the page it leads to': '目标页面',
  'the picture': '图片',
  'the plugin': '插件',
  'the post after': '后一篇文章',
  'the post before': '前一篇文章',
  'the posts of the year': '这一年的文章',
  'the posts on it': '页面上的文章',
  'the posts that it shows': '显示的文章',
  'the related posts': '相关文章',
  'the series': '系列',
  'the address of the sitemap': '站点地图的网址',
  'the social card': '分享卡片',
  'the tag': '标签',
  'the tag, or the number of its pages': '标签或它的页数',
  'the tags': '标签',
  'the texts of the site': '站点的文字',
  'the translations': '语言版本',
  'the words on it': '上面的文字',
  'the year': '年份',
  'the years': '年份',
  'title, from the plugin': '插件给的标题',
  'what it says': '内容',
  'what the plugin gives it': '插件给它的内容',
  'what the plugin makes': '插件生成的内容',
};

/** Errors of servers, locks, queues and texts that take too long. */
const FAILURES: Catalogue = {
  'port {#port} is in use: choose another with --port': '端口 {#port} 已被占用：请用 --port 换一个',
  'port {#port} needs permissions that this user does not have: choose one above 1023 with --port':
    '端口 {#port} 需要这个用户没有的权限：请用 --port 换成 1023 以上的',
  'this machine does not have the address {host}: choose another with --host': '本机没有地址 {host}：请用 --host 换一个',
  'there is no host {host}: choose another with --host': '没有主机 {host}：请用 --host 换一个',
  'another build is running here (process {pid} on {host}); if it is not, delete {path} and build again':
    '这里正在进行另一个构建（{host} 上的进程 {pid}）；如果并没有，请删除 {path} 再构建',
  '{path} is a symlink, but builds lock the site with a file of this name; delete it and build again':
    '{path} 是符号链接，而构建要用这个名字的文件给站点加锁；请删掉它再构建',
  '{path} is a folder, but builds lock the site with a file of this name; delete it and build again':
    '{path} 是文件夹，而构建要用这个名字的文件给站点加锁；请删掉它再构建',
  '{path} is not a file, but builds lock the site with a file of this name; delete it and build again':
    '{path} 不是文件，而构建要用这个名字的文件给站点加锁；请删掉它再构建',
  '{file} is nested too deeply (quotes, lists, emphasis or HTML): no text needs more than a few levels':
    '{file} 嵌套太深（引用、列表、强调或 HTML）：几层就够用了',
  '{file} was not rendered within {#seconds} seconds: this is a bug in titleblock or in a plugin; please report it with this file, and build without it until it is fixed':
    '{file} 在 {#seconds} 秒内没有渲染完：这是 titleblock 或插件的错误；请附上这个文件报告，修好之前先不要构建它',
  '{path}: {@reason}; no file was left half written: fix this and try again':
    '{path}：{@reason}；没有写了一半的文件：请解决之后再试',
  '{@reason} ({.code})': '{@reason}（{.code}）',
  'the disk cannot be read or written': '磁盘读写不了',
  'the disk quota is used up': '磁盘配额已用完',
  'too many files are open': '打开的文件太多',
  'the system failed': '系统出错',
  '--queue needs the package {name}: run npm install bullmq ioredis':
    '--queue 需要 {name} 这个包：请运行 npm install bullmq ioredis',
  '--queue-store s3://… needs the package aws4fetch: run npm install aws4fetch':
    '--queue-store s3://… 需要 aws4fetch 这个包：请运行 npm install aws4fetch',
  '{store} needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment':
    '{store} 需要环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY',
  '{server} has not answered for {#seconds} s{reason}; start it again, or build without --queue':
    '{server} 已有 {#seconds} 秒没有回应{reason}；请重新启动它，或者不用 --queue 构建',
  '{task} failed after {#tries} attempts: {reason}': '{task} 试了 {#tries} 次都失败：{reason}',
  '{path} was replaced by something that lies outside of the site’s folders; nothing was read from it':
    '{path} 被换成了站点文件夹之外的东西；没有读取它',
  '{folder} is a symlink, and nothing is written through symlinks; delete it':
    '{folder} 是符号链接，不会通过符号链接写入；请删掉它',
  '{folder} in it is a symlink, and nothing is written through symlinks': '其中的 {folder} 是符号链接，不会通过符号链接写入',
};

/** Results of `urls` and of `check --external`. */
const LISTS: Catalogue = {
  'if the deployed site has it, run `{command}` first': '如果线上的站点有它，请先运行 `{command}`',
  'did you mean {name}?': '是不是 {name}？',
  'read nothing from {file}: it is neither a feed (RSS, Atom, JSON Feed) nor a sitemap, or it has no entries':
    '从 {file} 什么都没读到：它不是订阅源（RSS、Atom、JSON Feed），也不是站点地图，或者是空的',
  'read nothing from {url}': '从 {url} 什么都没读到',
  'this site has no {file}; `{command}` creates it': '这个站点还没有 {file}；用 `{command}` 新建',
  '{url} is not there: the site is not deployed yet': '没有 {url}：站点还没有部署',
  '{file} is an index of sitemaps: save {names} beside it': '{file} 是站点地图的索引：请把 {names} 存到它旁边',
  '{url} no longer exists; it was {file}': '{url} 不见了；它原来是 {file}',
  '{url} no longer exists; an older site had it': '{url} 不见了；旧站有这个网址',
  '{file} cannot be read: no link was checked': '{file} 读不出来：没有检查任何链接',
  'no server could be reached: nothing was recorded': '连不上任何服务器：什么都没有记录',
  'external links: {#all}, checked {#checked}: {#ok} ok, {#failed} failed, {#busy} busy':
    '外部链接 {#all} 个，检查了 {#checked} 个：{#ok} 个正常，{#failed} 个打不开，{#busy} 个繁忙',
  'external links: {#all}, checked {#checked}: {#ok} ok, {#failed} failed, {#busy} busy, {#private} private and not asked':
    '外部链接 {#all} 个，检查了 {#checked} 个：{#ok} 个正常，{#failed} 个打不开，{#busy} 个繁忙；{#private} 个是内网地址，没有访问',
};

export const COMMANDS_ZH: () => Catalogue = lazy(() => ({
  ...HELP,
  ...QUESTIONS,
  ...USAGE,
  ...RESULTS,
  ...REFUSALS,
  ...REASONS,
  ...PARTS,
  ...FAILURES,
  ...LISTS,
}));
