// Sites of each generator without posts: settings and templates that produce the same pages (head, navigation, article, previous
// and next post, lists of eleven, a feed of twenty, a sitemap).

/** A generator, which has its own format of posts and templates. */
export type Flavour = 'titleblock' | 'hugo' | 'zola' | 'eleventy' | 'astro' | 'hexo';

const NAV = '<nav><a href="/posts.html">文章</a> <a href="/feeds.xml">RSS</a></nav>';
const page = (title: string, main: string) =>
  `<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n<link rel="stylesheet" href="/style.css">\n<link rel="alternate" type="application/rss+xml" href="/feeds.xml">\n</head>\n<body>\n<header><a href="/">试验</a>${NAV}</header>\n<main>\n${main}\n</main>\n<footer>© 王小明</footer>\n</body>\n</html>\n`;

/** Settings that all titleblock sites share. */
export const SETTINGS = 'title: 试验\nurl: https://example.org\nauthor: 王小明\n';

/** Files of a site without its posts, by path. */
export const FRAMES: { readonly [flavour in Flavour]: { readonly [path: string]: string } } = {
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
      'baseURL = "https://example.org/"\nlanguageCode = "zh-Hans"\ntitle = "试验"\nhasCJKLanguage = true\ndisableKinds = ["taxonomy", "term"]\n[outputs]\nhome = ["HTML", "RSS"]\nsection = ["HTML"]\n[services.rss]\nlimit = 20\n[markup.goldmark.renderer]\nunsafe = true\n[markup.highlight]\ncodeFences = false\n',
    'static/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'layouts/_default/single.html': page(
      '{{ .Title }} · {{ .Site.Title }}',
      '<article>\n<h1>{{ .Title }}</h1>\n<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time></p>\n{{ .Content }}\n</article>\n<nav>{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>',
    ),
    'layouts/_default/list.html': page(
      '{{ .Title }}',
      '<ol>\n{{ range (.Paginate .RegularPagesRecursive 11).Pages }}\n<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Summary | plainify }}</p></li>\n{{ end }}\n</ol>\n<nav>{{ with .Paginator.Prev }}<a href="{{ .URL }}">新</a>{{ end }} {{ with .Paginator.Next }}<a href="{{ .URL }}">旧</a>{{ end }}</nav>',
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
      '<article>\n<h1>{{ page.title }}</h1>\n<p><time datetime="{{ page.date }}">{{ page.date }}</time></p>\n{{ page.content | safe }}\n</article>\n<nav>{% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %} {% if page.higher %}<a href="{{ page.higher.permalink }}">{{ page.higher.title }}</a>{% endif %}</nav>',
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
  astro: {
    'package.json': '{ "type": "module" }\n',
    'astro.config.mjs': `export default {
  site: 'https://example.org',
  outDir: './public',
  publicDir: './static',
  cacheDir: './.astro-cache',
  build: { format: 'file' },
  markdown: { syntaxHighlight: false },
};
`,
    'static/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const posts = defineCollection({
  loader: glob({ pattern: '*.md', base: './content/posts', generateId: ({ entry }) => entry.replace(/\\.md$/, '') }),
  schema: z.object({ title: z.string(), date: z.date() }),
});
export const collections = { posts };
`,
    'src/posts.ts': `import { getCollection } from 'astro:content';

/** The newest first. */
export const posts = (await getCollection('posts')).sort((a, b) => b.data.date.valueOf() - a.data.date.valueOf());
export const day = (date: Date) => date.toISOString().slice(0, 10);
`,
    'src/layouts/Page.astro': `---\nconst { title } = Astro.props;\n---\n${page('{title}', '<slot />')}`,
    'src/pages/posts/[name].astro': `---
import { render } from 'astro:content';
import Page from '../../layouts/Page.astro';
import { day, posts } from '../../posts.ts';

export function getStaticPaths() {
  return posts.map((post, at) => ({ params: { name: post.id }, props: { post, newer: posts[at - 1], older: posts[at + 1] } }));
}
const { post, newer, older } = Astro.props;
const { Content } = await render(post);
const date = day(post.data.date);
---
<Page title={post.data.title}>
<article>
<h1>{post.data.title}</h1>
<p><time datetime={date}>{date}</time></p>
<Content />
</article>
<nav>{newer && <a href={'/posts/' + newer.id + '.html'}>{newer.data.title}</a>} {older && <a href={'/posts/' + older.id + '.html'}>{older.data.title}</a>}</nav>
</Page>
`,
    'src/pages/pages/[page].astro': `---
import Page from '../../layouts/Page.astro';
import { day, posts } from '../../posts.ts';

export const getStaticPaths = ({ paginate }) => paginate(posts, { pageSize: 11 });
const { page } = Astro.props;
const excerpt = (post) => post.rendered.html.replace(/<[^>]*>/g, '').slice(0, 75);
---
<Page title="文章">
<ol>
{page.data.map((post) => <li><time datetime={day(post.data.date)}>{day(post.data.date)}</time> <a href={'/posts/' + post.id + '.html'}>{post.data.title}</a><p>{excerpt(post)}</p></li>)}
</ol>
<nav>{page.url.prev && <a href={page.url.prev}>新</a>} {page.url.next && <a href={page.url.next}>旧</a>}</nav>
</Page>
`,
    'src/pages/feeds.xml.ts': `import { posts } from '../posts.ts';

const escaped = (text: string) => text.replace(/[&<>]/g, (character) => '&#' + character.charCodeAt(0) + ';');
export function GET() {
  const items = posts.slice(0, 20).map(({ id, data, rendered }) => '<item><title>' + escaped(data.title) + '</title><link>https://example.org/posts/' + id + '.html</link><description>' + escaped(rendered.html) + '</description></item>');
  return new Response('<?xml version="1.0" encoding="utf-8"?>\\n<rss version="2.0"><channel><title>试验</title>' + items.join('') + '</channel></rss>\\n');
}
`,
    'src/pages/sitemap.xml.ts': `import { posts } from '../posts.ts';

export function GET() {
  const urls = posts.map(({ id }) => '<url><loc>https://example.org/posts/' + id + '.html</loc></url>');
  return new Response('<?xml version="1.0" encoding="utf-8"?>\\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + urls.join('') + '</urlset>\\n');
}
`,
  },
  hexo: {
    // Hexo loads the plugins that are listed here.
    'package.json': `{
  "hexo": { "version": "" },
  "dependencies": { "hexo": "*", "hexo-renderer-marked": "*", "hexo-generator-index": "*", "hexo-generator-feed": "*", "hexo-generator-sitemap": "*" }
}
`,
    '_config.yml': `title: 试验
url: https://example.org
language: zh-Hans
timezone: UTC
author: 王小明
theme: plain
permalink: posts/:title.html
source_dir: content
syntax_highlighter: ''
index_generator: { path: pages, per_page: 11, order_by: -date }
feed: { type: rss2, path: feeds.xml, limit: 20, content: true }
sitemap: { path: sitemap.xml, tags: false, categories: false }
`,
    'themes/plain/source/style.css': 'body { max-width: 40rem; margin: auto }\n',
    'themes/plain/layout/post.njk': page(
      '{{ page.title }}',
      '<article>\n<h1>{{ page.title }}</h1>\n<p><time datetime="{{ date(page.date, "YYYY-MM-DD") }}">{{ date(page.date, "YYYY-MM-DD") }}</time></p>\n{{ page.content | safe }}\n</article>\n<nav>{% if page.prev %}<a href="{{ url_for(page.prev.path) }}">{{ page.prev.title }}</a>{% endif %} {% if page.next %}<a href="{{ url_for(page.next.path) }}">{{ page.next.title }}</a>{% endif %}</nav>',
    ),
    'themes/plain/layout/index.njk': page(
      '文章',
      '<ol>\n{% for post in page.posts.toArray() %}\n<li><time datetime="{{ date(post.date, "YYYY-MM-DD") }}">{{ date(post.date, "YYYY-MM-DD") }}</time> <a href="{{ url_for(post.path) }}">{{ post.title }}</a><p>{{ strip_html(post.content).slice(0, 75) }}</p></li>\n{% endfor %}\n</ol>\n<nav>{% if page.prev %}<a href="{{ url_for(page.prev_link) }}">新</a>{% endif %} {% if page.next %}<a href="{{ url_for(page.next_link) }}">旧</a>{% endif %}</nav>',
    ),
  },
};

/** Path of the post template of each generator. */
export const POST_TEMPLATES: { readonly [flavour in Flavour]: string } = {
  titleblock: 'templates/post.html',
  hugo: 'layouts/_default/single.html',
  zola: 'templates/page.html',
  eleventy: 'layouts/post.njk',
  astro: 'src/pages/posts/[name].astro',
  hexo: 'themes/plain/layout/post.njk',
};
