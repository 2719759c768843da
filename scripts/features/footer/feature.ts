// The foot of pages: the writer's text, accounts elsewhere, and the numbers of Chinese registrations.

import type { Feature } from '../../assemble/feature.js';
import type { Frame } from '../../assemble/frame.js';
import { href } from '../../assemble/urls.js';
import { escapeHtml } from '../../base/text/characters.js';
import { icon } from './icon.js';
import { htmlOf, linksOf } from './markdown.js';
import { FOOTER, ICP, POLICE, SOCIAL, type SocialAccount } from './settings.js';
import { SOCIAL_SITES } from './socialSites.js';

const LINK = { name: { meaning: 'its text' }, url: { meaning: 'its address' } };

export const footer: Feature = {
  name: 'footer',
  settings: [FOOTER, ICP, POLICE, SOCIAL],
  accounts: (config) => SOCIAL.valueIn(config),
  links: (config) => {
    const { text, place } = FOOTER.valueIn(config) ?? {};
    return text === undefined ? [] : linksOf(text, config.markdown).map((url) => ({ title: '', url, ...(place && { place }) }));
  },
  common: {
    docs: {
      sitefooter: { meaning: 'text at the foot of pages, from `footer` in site.yaml', html: true },
      registrations: { meaning: 'the numbers `icp` and `police` of site.yaml', list: true, fields: LINK },
      social: {
        meaning: 'the accounts in `social` of site.yaml',
        list: true,
        fields: { ...LINK, icon: { meaning: 'its icon as SVG', html: true } },
      },
    },
    values: (frame) => ({
      sitefooter: footerHtml(frame),
      registrations: registrationsIn(frame),
      social: SOCIAL.valueIn(frame.config).map(accountValues),
    }),
  },
};

function footerHtml({ config, links }: Frame) {
  const { text } = FOOTER.valueIn(config) ?? {};
  if (text === undefined) return '';
  const addressOf = (written: string) => {
    const found = links[written];
    return found?.url.startsWith('/') ? href(config.url, found.url) + found.suffix : written;
  };
  return { html: htmlOf(text, config.markdown, addressOf) };
}

/** Returns the registrations of a site, with the addresses at which anybody can look them up. */
function registrationsIn({ config }: Frame) {
  const icp = ICP.valueIn(config);
  const police = POLICE.valueIn(config);
  const code = police?.replace(/\D/g, '');
  return [
    ...(icp ? [{ name: icp, url: 'https://beian.miit.gov.cn/' }] : []),
    ...(police ? [{ name: police, url: `https://beian.mps.gov.cn/#/query/webSearch?code=${code}` }] : []),
  ];
}

function accountValues({ site, url }: SocialAccount) {
  const name = Object.hasOwn(SOCIAL_SITES, site) ? (SOCIAL_SITES[site]?.title ?? site) : site;
  return { name, url, icon: { html: icon(site) ?? escapeHtml(name) } };
}
