const nav = require('./config/nav.js')
const { sidebar } = require('./config/sidebar')

// The address of the site.
const HOST = 'https://lamp.example.org'

module.exports = {
  base: '/',
  title: `灯下`, // the name
  description: '写给' + '自己看的',
  locales: {
    '/': { lang: 'zh-CN' },
    '/en/': { lang: 'en-US', title: 'By lamplight', description: 'Notes in English' },
  },
  head: [['link', { rel: 'icon', href: '/img/lamp.png' }], ['script', {}, `console.log("${HOST}")`]],
  theme: 'vdoing',
  themeConfig: {
    nav,
    sidebar,
    lastUpdated: new Date().toString(),
    author: { name: '阿灯', link: HOST },
    encrypt: { config: { '/guide/secret.html': ['1234'] } },
    locales: { '/': { label: `${nav.length} languages` } },
  },
  markdown: {
    lineNumbers: /true/.test(process.env.LINES),
    extendMarkdown: (md) => { md.use(require('markdown-it-katex')) },
  },
  plugins: [['sitemap', { hostname: HOST }], require('./unknown-plugin')],
}
