// The words of the interface, by language.

export interface Words {
  readonly skip: string;
  readonly navigation: string;
  readonly posts: string;
  readonly allPosts: string;
  readonly latest: string;
  readonly newer: string;
  readonly older: string;
  readonly related: string;
  readonly contents: string;
  readonly footnotes: string;
  readonly backToText: string;
  readonly updated: string;
  readonly archive: string;
  readonly tags: string;
  /** The heading of the posts with a tag. */
  readonly tagged: (tag: string) => string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly movedTo: string;
  readonly theme: string;
  readonly noPosts: string;
  /** What stands between names. */
  readonly comma: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly minutes: (minutes: number) => string;
}

const ZH: Words = {
  skip: '跳到正文',
  navigation: '导航',
  posts: '文章',
  allPosts: '所有文章 →',
  latest: '最近的文章',
  newer: '更新鲜',
  older: '更早些时候',
  related: '更多阅读',
  contents: '目录',
  footnotes: '脚注',
  backToText: '回到正文',
  updated: '更新于',
  archive: '归档',
  tags: '标签',
  tagged: (tag) => `标签：${tag}`,
  notFound: '这里什么也没有',
  notFoundText: '你要找的页面不在这个地址上。也许是链接旧了，也许是少了一个字。',
  movedTo: '这一页搬到了',
  theme: '深浅色',
  noPosts: '还没有文章。',
  comma: '、',
  pageOf: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  minutes: (minutes) => `约 ${minutes} 分钟读完`,
};

const EN: Words = {
  skip: 'Skip to the text',
  navigation: 'Navigation',
  posts: 'Posts',
  allPosts: 'All posts →',
  latest: 'Latest posts',
  newer: 'Newer',
  older: 'Older',
  related: 'More to read',
  contents: 'Contents',
  footnotes: 'Footnotes',
  backToText: 'Back to the text',
  updated: 'updated',
  archive: 'Archive',
  tags: 'Tags',
  tagged: (tag) => `Tagged “${tag}”`,
  notFound: 'There is nothing here',
  notFoundText: 'The page you asked for is not at this address. The link may be old, or a letter may be missing.',
  movedTo: 'This page has moved to',
  theme: 'Light or dark',
  noPosts: 'No posts yet.',
  comma: ', ',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  minutes: (minutes) => `${minutes} min read`,
};

/** The words for a language tag: Chinese for `zh…`, English for all others. */
export function wordsFor(language: string): Words {
  return /^zh(?:-|$)/i.test(language) ? ZH : EN;
}
