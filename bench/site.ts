// Generated sites for measuring: the same Chinese posts of about 4.5 kB for each generator, with templates that show the
// same things (head, navigation, article, the posts before and after, lists of eleven, a feed of twenty, a sitemap).

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { posts } from './texts.js';

/** A generator that is measured, by the form its posts and templates take. */
export type Flavour = 'titleblock' | 'hugo' | 'zola' | 'eleventy';

const WORDS =
  '系统 服务 架构 团队 时间 代码 问题 设计 数据 网络 缓存 延迟 日志 监控 发布 回滚 容量 预案 故障 控制台 认证 域名 证书 机房 依赖 复盘 习惯 文档 工具 流程 成本 耐心 常识 直觉 经验 判断 取舍 边界 抽象 简单 复杂 测试 性能 内存 线程 队列 协议 接口 版本 兼容 迁移 备份 恢复 权限 审计 预算 计划 会议 邮件 笔记 书架 咖啡 散步 天气 城市 车站 河流 旧书 照片 朋友 老师 孩子'.split(
    ' ',
  );
const JOINS = ['，', '，', '、', '。', '。', '；', '：'];
const VERBS = ['需要', '决定了', '离不开', '影响着', '取决于', '记录着', '改变了', '提醒我们注意', '最怕', '胜过'];

/** A small generator of numbers, the same on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface Post {
  /** File name without its ending. */
  readonly name: string;
  readonly date: string;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
}

/** The post of a number; `all` is how many there are, for links between them. */
export function post(number: number, all: number): Post {
  const below = numbers(number * 2654435761 + 1);
  const pick = (list: readonly string[]) => list[below(list.length)] as string;
  const sentence = (words: number) => {
    let text = '';
    for (let i = 0; i < words; i++) text += pick(WORDS) + pick(VERBS) + pick(WORDS) + (i < words - 1 ? pick(JOINS) : '。');
    return text;
  };
  const paragraph = () => {
    const lines = Array.from({ length: 3 }, () => sentence(5 + below(4)));
    if (below(2) === 0) lines[1] = `**${pick(WORDS)}**${lines[1]}`;
    if (below(3) === 0) lines[2] = `用 \`npm run build\` 试试：*${pick(WORDS)}* 与 ${pick(WORDS)}，${lines[2]}`;
    return lines.join('\n');
  };
  const other = nameOf(below(all));
  const title = `${pick(WORDS)}与${pick(WORDS)}${number % 7 === 0 ? ` Notes ${number}` : `之${pick(WORDS)}`}`;
  const body = [
    paragraph(),
    `## ${pick(WORDS)}${pick(WORDS)}`,
    paragraph(),
    `参见 [${pick(WORDS)}](/posts/${other}.html) 与 <https://example.com/${number}>。`,
    paragraph(),
    `- ${sentence(2)}\n- ${sentence(2)}\n- ${sentence(1)}`,
    `## ${pick(WORDS)}的${pick(WORDS)}`,
    paragraph(),
    `> ${sentence(4)}`,
    '```sh\nnpm install\nnpm run build\nls -l dist/\n```',
    paragraph(),
    `### ${pick(WORDS)}`,
    `1. ${sentence(2)}\n2. ${sentence(2)}`,
    paragraph(),
    paragraph(),
  ].join('\n\n');
  return { name: nameOf(number), date: dateOf(number), title, body, tags: [pick(WORDS), pick(WORDS)] };
}

function dateOf(number: number): string {
  return new Date(Date.UTC(2000, 0, 1) + (number % 9000) * 86_400_000).toISOString().slice(0, 10);
}

function nameOf(number: number): string {
  return `${dateOf(number)}-post-${number}`;
}

/** The text of a post's file. */
export function postFile(flavour: Flavour, { name, date, title, body, tags }: Post): string {
  switch (flavour) {
    case 'titleblock':
      return `% ${title}\n% 王小明\n% ${date}\n\n${body}\n`;
    case 'zola':
      return `+++\ntitle = "${title}"\ndate = ${date}\npath = "posts/${name}.html"\n+++\n\n${body}\n`;
    case 'hugo':
      return `---\ntitle: "${title}"\ndate: ${date}\nurl: /posts/${name}.html\n---\n\n${body}\n`;
    case 'eleventy':
      return `---\ntitle: "${title}"\ndate: ${date}\npermalink: /posts/${name}.html\nlayout: post.njk\ntags: [posts]\nkeywords: [${tags.join(', ')}]\n---\n\n${body}\n`;
  }
}

/** Where a post's file is below the site's folder. */
export function postPath(name: string): string {
  return `content/posts/${name}.md`;
}

const NAV = '<nav><a href="/posts.html">文章</a> <a href="/feeds.xml">RSS</a></nav>';
const page = (title: string, main: string) =>
  `<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n<link rel="stylesheet" href="/style.css">\n<link rel="alternate" type="application/rss+xml" href="/feeds.xml">\n</head>\n<body>\n<header><a href="/">试验</a>${NAV}</header>\n<main>\n${main}\n</main>\n<footer>© 王小明</footer>\n</body>\n</html>\n`;

const SETTINGS = 'title: 试验\nurl: https://example.org\nauthor: 王小明\n';

/** Everything of a site but its posts. */
const FRAMES: { readonly [flavour in Flavour]: { readonly [path: string]: string } } = {
  titleblock: {
    'content/site.yaml': `${SETTINGS}links: warn\npictures: warn\nsearch: false\ncards: false\n`,
    'content/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'templates/post.html': page(
      '$pagetitle$',
      '<article>\n<h1>$title$</h1>\n<p><time datetime="$date$">$date$</time></p>\n$body$\n</article>\n<nav>$if(newer)$<a href="$newer.url$">$newer.title$</a>$endif$ $if(older)$<a href="$older.url$">$older.title$</a>$endif$</nav>',
    ),
    'templates/list.html': page(
      '$pagetitle$',
      '<ol>\n$for(posts)$\n<li><time datetime="$it.date$">$it.date$</time> <a href="$it.url$">$it.title$</a><p>$it.excerpt$</p></li>\n$endfor$\n</ol>\n<nav>$if(newer)$<a href="$newer$">新</a>$endif$ $if(older)$<a href="$older$">旧</a>$endif$</nav>',
    ),
  },
  hugo: {
    'config.toml':
      'baseURL = "https://example.org/"\nlanguageCode = "zh-Hans"\ntitle = "试验"\npaginate = 11\nhasCJKLanguage = true\ndisableKinds = ["taxonomy", "term"]\n[outputs]\nhome = ["HTML", "RSS"]\nsection = ["HTML"]\n[services.rss]\nlimit = 20\n[markup.goldmark.renderer]\nunsafe = true\n[markup.highlight]\ncodeFences = false\n',
    'static/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'layouts/_default/single.html': page(
      '{{ .Title }} · {{ .Site.Title }}',
      '<article>\n<h1>{{ .Title }}</h1>\n<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time></p>\n{{ .Content }}\n</article>\n<nav>{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>',
    ),
    'layouts/_default/list.html': page(
      '{{ .Title }}',
      '<ol>\n{{ range (.Paginate .RegularPagesRecursive).Pages }}\n<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Summary | plainify }}</p></li>\n{{ end }}\n</ol>\n<nav>{{ with .Paginator.Prev }}<a href="{{ .URL }}">新</a>{{ end }} {{ with .Paginator.Next }}<a href="{{ .URL }}">旧</a>{{ end }}</nav>',
    ),
    'layouts/index.html': page('{{ .Title }}', '<p>{{ len .Site.RegularPages }}</p>'),
  },
  zola: {
    'config.toml':
      'base_url = "https://example.org"\ntitle = "试验"\ndefault_language = "zh"\ngenerate_feeds = true\nfeed_filenames = ["rss.xml"]\nfeed_limit = 20\n',
    'content/_index.md': '+++\n+++\n',
    'content/posts/_index.md': '+++\ntitle = "文章"\nsort_by = "date"\npaginate_by = 11\n+++\n',
    'static/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'templates/page.html': page(
      '{{ page.title }} · {{ config.title }}',
      '<article>\n<h1>{{ page.title }}</h1>\n<p><time datetime="{{ page.date }}">{{ page.date }}</time></p>\n{{ page.content | safe }}\n</article>\n<nav>{% if page.higher %}<a href="{{ page.higher.permalink }}">{{ page.higher.title }}</a>{% endif %} {% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}</nav>',
    ),
    'templates/section.html': page(
      '{{ section.title }}',
      '<ol>\n{% for page in paginator.pages %}\n<li><time datetime="{{ page.date }}">{{ page.date }}</time> <a href="{{ page.permalink }}">{{ page.title }}</a><p>{{ page.content | striptags | truncate(length=75) }}</p></li>\n{% endfor %}\n</ol>\n<nav>{% if paginator.previous %}<a href="{{ paginator.previous }}">新</a>{% endif %} {% if paginator.next %}<a href="{{ paginator.next }}">旧</a>{% endif %}</nav>',
    ),
    'templates/index.html': page('{{ config.title }}', '<p></p>'),
  },
  eleventy: {
    'package.json': '{ "type": "module" }\n',
    'eleventy.config.js': `export default function (config) {
  config.addPassthroughCopy('static');
  config.addFilter('day', (date) => date.toISOString().slice(0, 10));
  config.addCollection('newest', (api) => api.getFilteredByTag('posts').reverse());
  config.addFilter('excerpt', (html) => String(html ?? '').replace(/<[^>]*>/g, '').slice(0, 75));
  return { dir: { input: 'content', output: 'public', includes: '../layouts' }, markdownTemplateEngine: false };
}
`,
    'static/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'layouts/post.njk': page(
      '{{ title }}',
      '<article>\n<h1>{{ title }}</h1>\n<p><time datetime="{{ page.date | day }}">{{ page.date | day }}</time></p>\n{{ content | safe }}\n</article>\n<nav>{% set next = collections.posts | getNextCollectionItem %}{% if next %}<a href="{{ next.url }}">{{ next.data.title }}</a>{% endif %} {% set before = collections.posts | getPreviousCollectionItem %}{% if before %}<a href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}</nav>',
    ),
    'content/list.njk': `---\npagination:\n  data: collections.newest\n  size: 11\n  alias: posts\npermalink: "/pages/p{{ pagination.pageNumber + 1 }}.html"\n---\n${page('文章', '<ol>\n{% for post in posts %}\n<li><time datetime="{{ post.date | day }}">{{ post.date | day }}</time> <a href="{{ post.url }}">{{ post.data.title }}</a><p>{{ post.content | excerpt }}</p></li>\n{% endfor %}\n</ol>\n<nav>{% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">新</a>{% endif %} {% if pagination.href.next %}<a href="{{ pagination.href.next }}">旧</a>{% endif %}</nav>')}`,
    'content/feed.njk':
      '---\npermalink: /feeds.xml\n---\n<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>试验</title>{% for post in collections.newest.slice(0, 20) %}<item><title>{{ post.data.title }}</title><link>https://example.org{{ post.url }}</link><description>{{ post.content }}</description></item>{% endfor %}</channel></rss>\n',
    'content/sitemap.njk':
      '---\npermalink: /sitemap.xml\n---\n<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for post in collections.posts %}<url><loc>https://example.org{{ post.url }}</loc></url>{% endfor %}</urlset>\n',
  },
};

/** Posts of a number, made up. */
export function generated(posts: number): Post[] {
  return Array.from({ length: posts }, (_, number) => post(number, posts));
}

/** The real posts where they are found, without their pictures; else as many that are made up. */
export function real(): Post[] {
  const { texts, titles, names, from } = posts();
  if (!from.includes('corpus')) return generated(394);
  return texts.map((text, at): Post => {
    const [date = '2000-01-01'] = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.exec(names[at] as string) ?? [];
    const body = text.replace(/!\[[^\]]*\]\([^)]*\)|<img[^>]*>/g, '');
    return {
      name: (names[at] as string).replace(/\.\w+$/, ''),
      date,
      title: (titles[at] as string).replaceAll(/["\\]/g, ''),
      body,
      tags: [],
    };
  });
}

/** Writes a site. */
export function writeSite(flavour: Flavour, root: string, posts: readonly Post[]): void {
  for (const [path, text] of Object.entries(FRAMES[flavour])) write(join(root, path), text);
  mkdirSync(join(root, 'content/posts'), { recursive: true });
  for (const made of posts) writeFileSync(join(root, postPath(made.name)), postFile(flavour, made));
}

/** Writes a site of ours as it comes: our templates, and all that a site has by default. */
export function writeDefaultSite(root: string, posts: readonly Post[]): void {
  writeSite('titleblock', root, posts);
  rmSync(join(root, 'templates'), { recursive: true });
  write(join(root, 'content/site.yaml'), `${SETTINGS}links: warn\npictures: warn\n`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
