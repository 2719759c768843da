import { defineConfig, type DefaultTheme } from 'vitepress'
import { nav as menu } from './nav'

const host: string = 'https://kite.example.org'

export default async () =>
  defineConfig<DefaultTheme.Config>({
    title: 'Kite',
    description: "A kite's notes",
    lang: 'en-GB',
    srcDir: './src',
    srcExclude: ['**/README.md'],
    cleanUrls: true,
    sitemap: { hostname: host },
    markdown: { math: true },
    themeConfig: {
      nav: menu(),
      socialLinks: [{ icon: 'github', link: 'https://github.com/kite' }],
      sidebar: [{ text: 'Flying', items: [{ text: 'Wind', link: '/posts/wind' }, { text: 'String', link: '/posts/string' }] }],
    },
    transformHead({ pageData }) {
      return [['meta', { name: pageData.title }]]
    },
  } satisfies object)
