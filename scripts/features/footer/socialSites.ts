// The sites that `social` knows, each with its name, the address of an account, and its icon in Simple Icons.

export interface SocialSite {
  readonly title: string;
  /** Address of an account, with `$` in place of its name. Without one, the setting must be an address. */
  readonly account?: string;
  /** Name of its icon. */
  readonly icon?: string;
}

export const SOCIAL_SITES: { readonly [name: string]: SocialSite } = {
  email: { title: 'E-mail', account: 'mailto:$' },
  github: { title: 'GitHub', account: 'https://github.com/$', icon: 'github' },
  gitlab: { title: 'GitLab', account: 'https://gitlab.com/$', icon: 'gitlab' },
  gitee: { title: 'Gitee', account: 'https://gitee.com/$', icon: 'gitee' },
  codeberg: { title: 'Codeberg', account: 'https://codeberg.org/$', icon: 'codeberg' },
  mastodon: { title: 'Mastodon', icon: 'mastodon' },
  bluesky: { title: 'Bluesky', account: 'https://bsky.app/profile/$', icon: 'bluesky' },
  x: { title: 'X', account: 'https://x.com/$', icon: 'x' },
  threads: { title: 'Threads', account: 'https://www.threads.net/@$', icon: 'threads' },
  weibo: { title: '微博', account: 'https://weibo.com/$', icon: 'sinaweibo' },
  wechat: { title: '微信', icon: 'wechat' },
  zhihu: { title: '知乎', account: 'https://www.zhihu.com/people/$', icon: 'zhihu' },
  bilibili: { title: '哔哩哔哩', account: 'https://space.bilibili.com/$', icon: 'bilibili' },
  douban: { title: '豆瓣', account: 'https://www.douban.com/people/$/', icon: 'douban' },
  xiaohongshu: { title: '小红书', icon: 'xiaohongshu' },
  juejin: { title: '掘金', account: 'https://juejin.cn/user/$', icon: 'juejin' },
  v2ex: { title: 'V2EX', account: 'https://www.v2ex.com/member/$', icon: 'v2ex' },
  afdian: { title: '爱发电', account: 'https://afdian.com/a/$', icon: 'afdian' },
  telegram: { title: 'Telegram', account: 'https://t.me/$', icon: 'telegram' },
  matrix: { title: 'Matrix', account: 'https://matrix.to/#/$', icon: 'matrix' },
  discord: { title: 'Discord', icon: 'discord' },
  qq: { title: 'QQ', icon: 'qq' },
  youtube: { title: 'YouTube', account: 'https://www.youtube.com/@$', icon: 'youtube' },
  instagram: { title: 'Instagram', account: 'https://www.instagram.com/$/', icon: 'instagram' },
  pixelfed: { title: 'Pixelfed', icon: 'pixelfed' },
  flickr: { title: 'Flickr', account: 'https://www.flickr.com/people/$/', icon: 'flickr' },
  unsplash: { title: 'Unsplash', account: 'https://unsplash.com/@$', icon: 'unsplash' },
  linkedin: { title: 'LinkedIn', account: 'https://www.linkedin.com/in/$/' },
  facebook: { title: 'Facebook', account: 'https://www.facebook.com/$', icon: 'facebook' },
  reddit: { title: 'Reddit', account: 'https://www.reddit.com/user/$/', icon: 'reddit' },
  medium: { title: 'Medium', account: 'https://medium.com/@$', icon: 'medium' },
  substack: { title: 'Substack', account: 'https://$.substack.com/', icon: 'substack' },
  stackoverflow: { title: 'Stack Overflow', account: 'https://stackoverflow.com/users/$', icon: 'stackoverflow' },
  orcid: { title: 'ORCID', account: 'https://orcid.org/$', icon: 'orcid' },
  googlescholar: { title: 'Google Scholar', icon: 'googlescholar' },
  goodreads: { title: 'Goodreads', icon: 'goodreads' },
  letterboxd: { title: 'Letterboxd', account: 'https://letterboxd.com/$/', icon: 'letterboxd' },
  spotify: { title: 'Spotify', icon: 'spotify' },
  steam: { title: 'Steam', account: 'https://steamcommunity.com/id/$/', icon: 'steam' },
  kofi: { title: 'Ko-fi', account: 'https://ko-fi.com/$', icon: 'kofi' },
  liberapay: { title: 'Liberapay', account: 'https://liberapay.com/$/', icon: 'liberapay' },
  patreon: { title: 'Patreon', account: 'https://www.patreon.com/$', icon: 'patreon' },
};
