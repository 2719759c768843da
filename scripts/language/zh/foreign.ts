// Marks of other tools (`markdown/foreign`) in Chinese. A reason is the name of a construct and its fate: `a callout [!NOTE] is not
// read here and is shown as text`.

import { lazy } from '../../base/flow/lazy.js';
import type { Catalogue } from '../translator.js';

/** Names of constructs. */
const NAMES: Catalogue = {
  'a callout {mark}': '标注 {mark} ',
  'an Obsidian comment': 'Obsidian 的注释',
  'a template comment': '模板的注释',
  'a comment of another tool': '其他工具的注释',
  'a container {mark}': '容器 {mark} ',
  'a reStructuredText directive': 'reStructuredText 的指令',
  'a formula in a code block': '代码块里的公式',
  'a Yuque formula': '语雀的公式',
  'a formula with spaces inside its dollar signs': '美元符号内侧有空格的公式',
  'a formula': '公式',
  'an MDX line': 'MDX 的语句',
  'an Org line': 'Org 的语句',
  'an Org link': 'Org 的链接',
  'a list of Notion’s properties': 'Notion 的属性列表',
  'a list of attributes of a code block': '代码块的属性列表',
  'a list of attributes': '属性列表',
  'a reStructuredText role': 'reStructuredText 的角色',
  'a Vue script': 'Vue 的脚本',
  'a snippet of another file': '引用其他文件的片段',
  'a MkDocs tab': 'MkDocs 的选项卡',
  'a table of contents': '目录标记',
  'a tag in the text': '正文里的标签',
  'a template tag <% %>': '模板标签 <% %> ',
  'a wikilink': '维基链接',
  'an admonition {kind}': '提示块 {kind} ',
  'an admonition': '提示块',
  'a kramdown attribute list': 'kramdown 的属性列表',
  'an embedded file': '嵌入的文件',
  'an emoji by its name': '用名字写的表情',
  'a Pelican address': 'Pelican 的地址',
  'a directive': '指令',
  'bold text with a space at its end': '末尾带空格的粗体',
  'a `**` between punctuation and a letter': '夹在标点和文字之间的 `**` ',
  'kramdown’s table of contents': 'kramdown 的目录标记',
  'highlighted text': '高亮文字',
  superscript: '上标',
  subscript: '下标',
  'the attribute markdown="1"': '属性 markdown="1" ',
  'the attribute markdown="{value}"': '属性 markdown="{value}" ',
  'the definition of an abbreviation': '缩写的定义',
  'the id of a block': '块的 id',
  'the shortcode {code}': '短代码 {code} ',
  'the tag {tag}': '标签 {tag} ',
  'the title of a code block': '代码块的标题',
  'the value {value} of a template': '模板的值 {value} ',
};

/** Fates of constructs. */
const FATES: Catalogue = {
  'is not read here and is shown as text': '在这里不起作用，显示为文字',
  'is not read here and is left out': '在这里不起作用，已略去',
  'is not shown': '不显示',
  'is shown as code': '显示为代码',
  'is shown as a picture from its server': '显示为原服务器上的图片',
  'is shown above the code': '显示在代码上方',
  'is read as other tools read it': '按其他工具的方式读取',
  'is read only in part': '只读取了一部分',
  'is not compiled here': '在这里不会编译',
  'is left out of this address': '已从网址中略去',
  'is not read in this address': '在网址里不起作用',
  'does nothing here, and the markdown in this element is shown as text': '在这里不起作用，元素里的 markdown 显示为文字',
};

const NOTES: Catalogue = {
  'convert the text: `{command}`': '请转换这篇文章：`{command}`',
  'delete it, or write a script that browsers understand': '删掉它，或者写成浏览器认识的脚本',
  'delete it, or write it into the front matter as a comment of YAML, `{line}`; an HTML comment would be in the source of the page':
    '删掉它，或者写成元数据里的 YAML 注释 `{line}`；HTML 注释会出现在网页源代码里',
  'leave a blank line after the tag, and one before the end tag': '开始标签之后、结束标签之前各空一行',
  'leave it out: an address that begins with `{sign}` starts at the root of the site':
    '去掉它：以 `{sign}` 开头的网址从站点根目录算起',
  'leave it out: write the path of the file': '去掉它：直接写文件的路径',
  'link to a heading, whose id is made from its text': '请链接到标题，标题的 id 由文字生成',
  'set `{line}`, and write `{a}` around it; or `{b}`': '设置 `{line}`，并在两边写 `{a}`；或者写 `{b}`',
  'set `{line}`, or write HTML: `{html}`': '设置 `{line}`，或者写 HTML：`{html}`',
  'set `{line}`, or write the emoji itself': '设置 `{line}`，或者直接写表情',
  'set `{line}`, or write `{text}`': '设置 `{line}`，或者写 `{text}`',
  'set `{line}`, which reads it, or write HTML': '设置 `{line}`，它能读取；或者写 HTML',
  'set `{line}`, which takes it out': '设置 `{line}`，它会处理',
  'set `{line}` in front matter': '在元数据里设置 `{line}`',
  'set `{line}`': '设置 `{line}`',
  'write HTML, or set `{line}`, whose attributes have no colon: `{example}`':
    '写 HTML，或者设置 `{line}`，它的属性不带冒号：`{example}`',
  'write HTML: `{html}`': '请写 HTML：`{html}`',
  'write `{text}` after the fence': '请在 ``` 后面写 `{text}`',
  'write `{text}` around it; or set `{line}`': '请在两边写 `{text}`；或者设置 `{line}`',
  'write `{text}` with one word, a blank line before it, and the title as a paragraph in it':
    '请写 `{text}`，只带一个词，前面空一行，标题写成里面的一段',
  'write a fenced code block: `{text}`': '请写成代码块：`{text}`',
  'write a link to the file: `{text}`': '请写成指向文件的链接：`{text}`',
  'write a link, a video or sound as a picture (`{a}`), or HTML: `{b}`':
    '写链接；视频、声音可以写成图片（`{a}`），或者写 HTML：`{b}`',
  'write a picture: `{text}`': '请写成图片：`{text}`',
  'write a quote with `{text}` on a line of its own, and set `{line}`; the kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION, without a title':
    '请写成引用，`{text}` 单独一行，并设置 `{line}`；种类有 NOTE、TIP、IMPORTANT、WARNING、CAUTION，不带标题',
  'write a quote with `{text}` on a line of its own; the kinds are NOTE, TIP, IMPORTANT, WARNING and CAUTION, without a title':
    '请写成引用，`{text}` 单独一行；种类有 NOTE、TIP、IMPORTANT、WARNING、CAUTION，不带标题',
  'write a quote with `{text}` on a line of its own, and set `{line}`': '请写成引用，`{text}` 单独一行，并设置 `{line}`',
  'write a quote with `{text}` on a line of its own': '请写成引用，`{text}` 单独一行',
  'write a quote, `{text}`; with the extension `{extension}`, `{mark}` makes it a callout':
    '请写成引用 `{text}`；开了扩展 `{extension}`，`{mark}` 就会成为标注',
  'write headings, or HTML': '请写标题，或者 HTML',
  'write it in front matter: `{line}`; with a space after the sign, it would be a heading':
    '请写进元数据：`{line}`；想写标题的话，# 后面要有空格',
  'write it in front matter: `{line}`': '请写进元数据：`{line}`',
  'write it without the colon, right after a link, a picture, code or a heading: `{text}`':
    '不要冒号，紧跟在链接、图片、代码或标题后面写：`{text}`',
  'write its text here, or add a plugin (docs/plugins/)': '请把内容写在这里，或者加插件（docs/plugins/）',
  'write its text in a fenced code block, or add a plugin (docs/plugins/)': '请把内容写成代码块，或者加插件（docs/plugins/）',
  'write its value, or add a plugin (docs/plugins/)': '请直接写出它的值，或者加插件（docs/plugins/）',
  'write markdown or HTML, or add a plugin (docs/plugins/)': '请写 markdown 或 HTML，或者加插件（docs/plugins/）',
  'write markdown or HTML, or add a plugin that reads it (docs/plugins/)':
    '请写 markdown 或 HTML，或者加一个能读它的插件（docs/plugins/）',
  'write markdown: a link, emphasis or code': '请写 markdown：链接、强调或代码',
  'write the result as markdown or HTML, or add a plugin (docs/plugins/)':
    '请把结果写成 markdown 或 HTML，或者加插件（docs/plugins/）',
  'write the space outside the markers: `{text}`': '请把空格写到符号外面：`{text}`',
  'write the value itself, or add a plugin (docs/plugins/)': '请直接写出它的值，或者加插件（docs/plugins/）',
  'write those that you need as front matter: `{a}`, `{b}`': '需要的属性请写进元数据：`{a}`、`{b}`',
  'write a space after it, or `<strong>` and `</strong>` instead of the markers':
    '请在后面加一个空格，或者用 `<strong>` 和 `</strong>` 代替',
  'write `{text}`': '请写 `{text}`',
};

export const FOREIGN_ZH: () => Catalogue = lazy(() => ({
  ...NOTES,
  ...NAMES,
  ...FATES,
  '{@name} is read as "{url}" in this address': '{@name}在网址里读作“{url}”',
  ...Object.fromEntries(Object.entries(FATES).map(([fate, text]) => [`{@name} ${fate}`, `{@name}${text}`])),
}));
