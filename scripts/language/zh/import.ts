// The command `import` and its report in Chinese. Keys are English texts (scripts/language/translator.ts).

import { lazy } from '../../base/flow/lazy.js';
import type { Catalogue } from '../translator.js';

const COMMAND: Catalogue = {
  '{.path} is too large for a text; move it out of the folder, and import again':
    '{.path} 作为文字太大；请移出文件夹，再导入一次',
  'a blog of {tool}: {path}': '{tool} 的博客：{path}',
  '{path} is a site of titleblock already': '{path} 已经是 titleblock 的站点',
  '{path} is a part of a blog: import the folder of {file}, or name the tool with --from':
    '{path} 只是博客的一部分：请导入 {file} 所在的文件夹，或者用 --from 指明工具',
  'the title in the settings has several lines: close the quote after it, and import again':
    '设置里的标题有好几行：请补上后面的引号，再导入一次',
  '--url must be an address such as https://blog.example.org, not "{url}"':
    '--url 应该是 https://blog.example.org 这样的网址，而不是“{url}”',
  'expected the folder of the old blog: npm run import -- ../my-hexo-blog my-blog':
    '请给出旧博客的文件夹：npm run import -- ../my-hexo-blog my-blog',
  '--verify compares the site in this folder, or in --root; it takes no folder':
    '--verify 比较的是当前文件夹（或 --root）里的站点，不需要再给文件夹',
  'there is no file or folder {.path}': '没有这个文件或文件夹：{.path}',
  '{.path} and the old blog would lie in one another; choose a folder beside it':
    '{.path} 和旧博客会一个套着一个；请选一个旁边的文件夹',
  '{.path} has something else already; choose another folder': '{.path} 里已经有别的东西；请另选一个文件夹',
  '{path} has no import.json: it was not made by `npm run import`': '{path} 里没有 import.json，它不是 `npm run import` 生成的',
  'the old blog is no longer at {path}, from where it was imported': '旧博客当初在 {path}，现在不在了',
  '--{.name} does not go with --from: the settings come from the old blog': '--{.name} 不能和 --from 一起用：设置取自旧博客',
  '{#added} files added, {#updated} updated, {#kept} left as you have edited them':
    '添加 {#added} 个文件，更新 {#updated} 个，你改过的 {#kept} 个没有动',
  'the site has {@errors}; npm run build shows them': '站点有 {@errors}，运行 npm run build 查看',
  '{#posts} posts and {#pages} pages, of which {#hidden} are not published':
    '{#posts} 篇文章，{#pages} 个页面，其中 {#hidden} 个没有发布',
  'addresses: {#served} served, {#redirected} redirected, {#withheld} withheld, {#gone} gone':
    '网址：{#served} 个还在，{#redirected} 个跳转，{#withheld} 个随草稿收起，{#gone} 个没有了',
  '{#compared} texts compared; {#less} have less than before': '比较了 {#compared} 篇文字，其中 {#less} 篇比以前少了东西',
  'left to do by hand: {#places} places of {#kinds} kinds': '还要动手改的：{#kinds} 种，{#places} 处',
  'The report:': '报告：',
  '{path} has no posts or pages of {tool}': '{path} 里没有 {tool} 的文章或页面',
  'unknown tool "{name}"; --from takes {names}': '没有“{name}”这种工具；--from 可以是 {names}',
  '{path} is not a blog of a known tool; name the tool with --from: {names}':
    '认不出 {path} 是哪种工具做的博客；请用 --from 指明：{names}',
  '{.path}: {reason}; correct it, and import again': '{.path}：{reason}；请改正后再导入一次',
};

const PAGE: Catalogue = {
  'Import report': '导入报告',
  '{#posts} posts and {#pages} pages from {from} ({.tool})': '来自 {from}（{.tool}）的 {#posts} 篇文章、{#pages} 个页面',
  '{#served} served, {#redirected} redirected, {#withheld} withheld, {#gone} gone':
    '{#served} 个还在，{#redirected} 个跳转，{#withheld} 个随草稿收起，{#gone} 个没有了',
  '{#kept} kept, {#changed} changed': '{#kept} 个不变，{#changed} 个变了',
  Addresses: '网址',
  Content: '内容',
  before: '以前',
  now: '现在',
  words: '字',
  pictures: '图片',
  'code blocks': '代码块',
  formulas: '公式',
  'Left to do by hand': '还要动手改的',
  'Not published': '没有发布的',
  'Changed or left out': '改动或略去的',
  'Edited here, and changed in the old blog as well': '这里改过、旧博客里也改过的',
  'Ids of feed entries': '订阅条目的 id',
  'a link to a page that does not exist': '指向不存在的页面的链接',
  'a link to a heading that does not exist': '指向不存在的小标题的链接',
  'a missing picture': '缺少的图片',
  'a picture without alternative text': '没有替代文字的图片',
  'a picture on another site, where it may disappear': '放在别的网站上、随时可能消失的图片',
  'a picture that could not be downloaded': '下载不了的图片',
  'a picture that no page uses': '没有页面用到的图片',
  'code in an unknown language': '不认识其语言的代码',
  'a heading that repeats the title': '和标题重复的小标题',
  'something that is loaded over http://': '通过 http:// 加载的东西',
  'a field of another tool whose value cannot be used': '别的工具的字段，值用不上',
};

const REASONS: Catalogue = {
  'nothing in the new site has it': '新站点里没有',
  'its text is a draft': '它的文字是草稿',
  'it is a draft': '它是草稿',
  'it is marked as a draft': '它标明是草稿',
  'it is in _drafts/': '它在 _drafts/ 里',
  'its folder or name is that of drafts': '它的文件夹或名字属于草稿',
  'a password protects it': '它有密码保护',
  'a password protects the whole site': '整个站点有密码保护',
  'the settings protect some texts with a password, and do not say plainly which': '设置用密码保护了一些文字，但没有明说是哪些',
  'it is not marked as public, as others are: `publish: true`': '它没有像别的笔记那样标明公开：`publish: true`',
  'the settings keep it from publication': '设置不让它发布',
  'its folder may be private': '它的文件夹可能是私人的',
  'a note of a day may be private': '某一天的笔记可能是私人的',
  'a tag says that it is not public': '有标签说明它不公开',
  '"{name}" hides it from some readers': '“{name}”不让部分读者看到它',
  'the page of {list} is made here': '这个列表的页面由 titleblock 生成',
  'its header cannot be read': '它的文件头读不了',
  'its language is switched off': '它的语言关掉了',
  'it is a part of a bundle': '它是别的文章的附件',
  'its name has no date': '它的文件名里没有日期',
  'its collection has no pages': '它的集合不生成页面',
  'it has no header': '它没有文件头',
  'its date is in the future': '它的日期在将来',
  'it has expired': '它已经过期',
  'its type is "{name}"': '它的类型是“{name}”',
  'its status is "{name}"': '它的状态是“{name}”',
  'the whole site was private': '整个站点当时不公开',
  'a part of it was for some readers only': '其中一部分只给部分读者看',
};

/** What the notes are about, followed by what became of it. */
const NOTES: Catalogue = {
  'a file that a build refuses was not moved: {reason}': '构建拒绝的文件没有搬：{reason}',
  'the field "{name}" was left out: {reason}': '字段“{name}”略去了：{reason}',
  'a text that a build refuses is a draft now: {reason}': '构建拒绝的文字变成了草稿：{reason}',
  'a text that a build refuses even as a draft is in {.folder} now: {reason}':
    '就算是草稿构建也拒绝的文字放到了 {.folder}：{reason}',
  'a text with the status "{name}" was not moved': '状态为“{name}”的文字没有搬',
  'an address with a query, such as /?p=1 leads to the home page: a static site serves it so':
    '带参数的网址（如 /?p=1）会打开首页：静态网站只能这样',
  'a page break was left out: the text is one page now': '分页标记略去了：全文现在是一页',
  'a script in a text was left out, unless it shows something of another site': '文字里的脚本略去了，显示别的网站内容的除外',
  'the block "{name}" was left out: it has no text of its own': '区块“{name}”略去了：它没有自己的文字',
  'the shortcode [{name}] is shown as text: its plugin is not here': '短代码 [{name}] 照原样显示：这里没有它的插件',
  'a form was left out: a static site cannot receive what is sent': '表单略去了：静态网站收不到提交的内容',
  'the taxonomy "{name}" was not moved': '分类法“{name}”没有搬',
  'a pingback or trackback was not moved': 'pingback 或 trackback 没有搬',
  'a file of the old site stays there: no folder {path} lies beside the export':
    '旧站点的文件还在那里：导出文件旁边没有文件夹 {path}',
  'the type "{name}" was not moved': '类型“{name}”没有搬',
  'a text that Ghost has not rendered has only its words: open and save it in Ghost, and export again':
    'Ghost 还没有渲染的文字只剩下字：请在 Ghost 里打开并保存，再导出一次',
  'the caption of a cover was left out': '封面的说明略去了',
  'code that Ghost put into a page was left out': 'Ghost 插入某个页面的代码略去了',
  'code that Ghost put into all pages was left out': 'Ghost 插入所有页面的代码略去了',
  'the address of the site is not in the export: set "url" in site.yaml': '导出文件里没有站点的网址：请在 site.yaml 里写上 url',
  'a tag for the theme was left out': '给主题用的标签略去了',
  'the field "{name}" was not moved: the old theme reads it': '字段“{name}”没有搬：它是给旧主题用的',
  'the settings of the site are not in the backup: set title, url and permalink in site.yaml':
    '备份里没有站点的设置：请在 site.yaml 里写上 title、url 和 permalink',
  'a draft that repeats a public text is in {path}, since a build would refuse it':
    '和公开文字重复的草稿放在 {path} 里，否则构建会拒绝它',
  'a picture of the old site could not be downloaded: {reason}': '旧站点的图片下载不了：{reason}',
  'a symlink that leads elsewhere was not followed': '指向别处的符号链接没有跟进',
  'a picture that is there twice was moved once': '放了两份的图片只搬了一份',
  'an empty item of "{name}" was left out': '“{name}”里的空项略去了',
  'the layout "{name}" was left out: it belongs to the old theme': '布局“{name}”略去了：它属于旧主题',
  'a text with "{name}" is a draft now, since a static site cannot protect it':
    '带“{name}”的文字变成了草稿，因为静态网站保护不了它',
  'a program or template was not moved: a template for Pandoc works as templates/post.html':
    '程序或模板没有搬：给 Pandoc 的模板可以用作 templates/post.html',
  'the address of the site is unknown: write it into content/site.yaml as `url`':
    '不知道站点的网址：请写进 content/site.yaml 的 `url`',
  'the setting "{name}" was not moved: nothing here reads it': '设置“{name}”没有搬：这里用不上',
  'a mistake in a header was read as well as possible: {mistake}': '文件头里的错误尽量读了：{mistake}',
  'the text of the page of {list} is a draft now: that page is made here':
    '列表页面上的文字变成了草稿：那个页面由 titleblock 生成',
  'a post without a date has the date of its file now': '没有日期的文章用了文件的日期',
  'the setting "{name}" was not read, or in part: its value is the result of a program':
    '设置“{name}”没有读到，或者只读到一部分：它的值要运行程序才知道',
  'a page with parameters was not moved: a program makes its text': '带参数的页面没有搬：它的文字由程序生成',
  'a text that the settings exclude was not moved': '设置排除的文字没有搬',
  'a script or style of Vue was left out: it is not compiled here': 'Vue 的脚本或样式略去了：这里不编译',
  'the hero and features of a home page are left in the header: the theme here does not show them':
    '首页的 hero 和 features 留在文件头里：这里的主题不显示',
  'a board of Kanban is shown as lists': '看板显示为列表',
  'a block "{name}" is shown as code: only its plugin gives its result': '“{name}”块显示为代码：结果只有它的插件才有',
  'a canvas was not moved: export it as a picture': '白板没有搬：请导出为图片',
  'a drawing of Excalidraw was not moved: export it as a picture': 'Excalidraw 的画没有搬：请导出为图片',
  'a template was not moved': '模板没有搬',
  'a file that no public note shows was not moved': '没有公开的笔记用到的文件没有搬',
  'a post without a date has the date of its file now, as Hexo would give it': '没有日期的文章用了文件的日期，和 Hexo 一样',
  'a file in {.folder} was not moved: the old theme reads it': '{.folder} 里的文件没有搬：读它的是旧主题',
  'a file that the settings exclude was not moved': '设置里排除的文件没有搬',
  'a text that is copied as it is (skip_render) was not moved': '原样复制的文字（skip_render）没有搬',
  'the pictures of the old site were not downloaded: its address is unknown; import again with --url':
    '旧网站的图片没有下载：不知道它的网址；请加上 --url 再导入一次',
  'a text of the type "{name}" is a draft now: only its plugin knows who may read it':
    '类型是“{name}”的文字变成了草稿：谁能读它，只有插件知道',
  'an address of a new list needs a line below "redirects" in content/site.yaml, which you have edited':
    '新列表的网址要在 content/site.yaml 的 "redirects" 下面加一行，因为你改过那个文件',
  'a text without words is empty here too: if the old theme filled it, write it anew':
    '没有字的页面在这里也是空的：旧主题填过内容的，请重新写',
  'two texts with one address are both kept; the second has another address': '网址相同的两篇都留下了，后一篇换了网址',
  'an address of a list leads nowhere: there is no such list here': '列表的网址没有去处：这里没有这个列表',
  'an entry of the menu was left out: it leads nowhere here': '菜单里的一项略去了：在这里没有去处',
  'an alias was left out: it is an address of another text': '别名略去了：它是另一篇的网址',
  'a file of the old theme was moved only if a text refers to it': '旧主题的文件，有文字用到才搬',
  'a file of the old theme was not moved': '旧主题的文件没有搬',
  'a header that cannot be read is part of the text now, which is a draft': '读不了的文件头放进了正文，这篇成了草稿',
  'a text in a bundle is a draft now: Hugo gives it no page': '文章附带的文字变成了草稿：Hugo 不为它生成页面',
  'the header of a list was not moved: {fields}': '列表页的文件头没有搬：{fields}',
  'HTML in a text is shown now; Hugo left it out, unless its version was old':
    '正文里的 HTML 现在会显示；除非版本很旧，Hugo 是略去的',
  'the menu of a language was not moved: add it to "languages" as navigation of {language}':
    '某种语言的菜单没有搬：请写进“languages”里 {language} 的 navigation',
  'settings of the old theme were not moved: {names}': '旧主题的设置没有搬：{names}',
  'the setting "buildDrafts" was not moved: drafts stay unpublished': '设置“buildDrafts”没有搬：草稿仍然不发布',
  'a text that is not markdown was copied but is not shown: convert it by hand':
    '不是 markdown 的文字复制过来了，但不会显示：请动手转换',
  'a file in _posts/ without a date in its name is a draft now: Jekyll leaves it out':
    '_posts/ 里文件名没有日期的文件变成了草稿：Jekyll 也略去它',
  'a text of the collection "{name}" is a draft now: it had no page': '集合“{name}”里的文字变成了草稿：它没有自己的页面',
  'a text without a header is a draft now: Jekyll makes no page of it': '没有文件头的文字变成了草稿：Jekyll 不为它生成页面',
  'a page that a template fills was not moved: its address leads to the list of posts':
    '由模板填充的页面没有搬：它的网址跳到文章列表',
};

/** Texts of `import`. */
export const IMPORT_ZH = lazy((): Catalogue => ({ ...COMMAND, ...PAGE, ...REASONS, ...NOTES }));
