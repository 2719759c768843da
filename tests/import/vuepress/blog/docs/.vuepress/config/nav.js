module.exports = [
  { text: '首页', link: '/' },
  { text: '手册', items: [{ text: '安装', link: '/guide/install.md' }, { text: '概览', link: '/guide/' }] },
  { text: '没有了', link: '/gone/' },
  { text: '代码', link: 'https://git.example.com/lamp' },
]
