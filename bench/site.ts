// Generates sites for benchmarks: the same Chinese posts of about 4.5 kB for each generator, in its own format and with
// equivalent templates (frames.ts).

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Flavour, FRAMES, SETTINGS } from './frames.js';
import { posts } from './texts.js';

const WORDS =
  '系统 服务 架构 团队 时间 代码 问题 设计 数据 网络 缓存 延迟 日志 监控 发布 回滚 容量 预案 故障 控制台 认证 域名 证书 机房 依赖 复盘 习惯 文档 工具 流程 成本 耐心 常识 直觉 经验 判断 取舍 边界 抽象 简单 复杂 测试 性能 内存 线程 队列 协议 接口 版本 兼容 迁移 备份 恢复 权限 审计 预算 计划 会议 邮件 笔记 书架 咖啡 散步 天气 城市 车站 河流 旧书 照片 朋友 老师 孩子'.split(
    ' ',
  );
const JOINS = ['，', '，', '、', '。', '。', '；', '：'];
const VERBS = ['需要', '决定了', '离不开', '影响着', '取决于', '记录着', '改变了', '提醒我们注意', '最怕', '胜过'];

/** Returns a pseudo-random number generator with the same results on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface Post {
  /** File name without extension. */
  readonly name: string;
  readonly date: string;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
}

/** Generates a post. @param all number of posts, for links between them */
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

/** Returns the file content of a post for a generator. */
export function postFile(flavour: Flavour, { name, date, title, body, tags }: Post): string {
  switch (flavour) {
    case 'titleblock':
      return `% ${title}\n% 王小明\n% ${date}\n\n${body}\n`;
    case 'zola':
      return `+++\ntitle = "${title}"\ndate = ${date}\npath = "posts/${name}.html"\n+++\n\n${body}\n`;
    case 'hugo':
      return `---\ntitle: "${title}"\ndate: ${date}\nurl: /posts/${name}.html\n---\n\n${body}\n`;
    case 'astro':
      return `---\ntitle: "${title}"\ndate: ${date}\n---\n\n${body}\n`;
    case 'hexo':
      // Hexo must not parse braces in texts as tags.
      return `---\ntitle: "${title}"\ndate: ${date}\ndisableNunjucks: true\n---\n\n${body}\n`;
    case 'eleventy':
      return `---\ntitle: "${title}"\ndate: ${date}\npermalink: /posts/${name}.html\nlayout: post.njk\ntags: [posts]\nkeywords: [${tags.join(', ')}]\n---\n\n${body}\n`;
  }
}

/** Returns the path of a post's file below the site's folder. */
export function postPath(name: string, flavour: Flavour = 'titleblock'): string {
  return `content/${flavour === 'hexo' ? '_posts' : 'posts'}/${name}.md`;
}

/** Generates posts. */
export function generated(posts: number): Post[] {
  return Array.from({ length: posts }, (_, number) => post(number, posts));
}

/** Returns the posts of the real archive without pictures; if it is missing, as many generated ones. */
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
  for (const made of posts) writePost(flavour, root, made);
}

/** Writes a post of a site. */
export function writePost(flavour: Flavour, root: string, post: Post): void {
  write(join(root, postPath(post.name, flavour)), postFile(flavour, post));
}

/** Writes a titleblock site with the default templates and settings. */
export function writeDefaultSite(root: string, posts: readonly Post[]): void {
  writeSite('titleblock', root, posts);
  rmSync(join(root, 'templates'), { recursive: true });
  write(join(root, 'content/site.yaml'), `${SETTINGS}links: warn\npictures: warn\n`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
