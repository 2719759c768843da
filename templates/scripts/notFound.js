// Suggests addresses similar to the requested one, from the site's sitemap.
(async () => {
  const list = document.querySelector('.meant ul');
  if (!list) return;
  const last = (path) => {
    try {
      path = decodeURIComponent(path);
    } catch {}
    return path
      .replace(/\.\w+$|\/$/g, '')
      .split('/')
      .pop()
      .toLowerCase();
  };
  /** Bigrams of a name. The similarity of two names is the share of bigrams that they have in common. */
  const pairs = (name) => new Set([...name].map((char, at, all) => char + (all[at + 1] ?? '')));
  const asked = pairs(last(location.pathname));
  const sitemap = async (address) => {
    const xml = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/xml');
    const addresses = [...xml.querySelectorAll('loc')].map((loc) => new URL(loc.textContent).pathname);
    return xml.querySelector('sitemapindex') ? (await Promise.all(addresses.map(sitemap))).flat() : addresses;
  };
  const alike = (path) => {
    const own = pairs(last(path));
    const shared = [...own].filter((pair) => asked.has(pair)).length;
    return (2 * shared) / (own.size + asked.size);
  };
  const found = (await sitemap(list.dataset.addresses))
    .map((path) => [alike(path), path])
    .filter(([share]) => share > 0.3)
    .sort(([a], [b]) => b - a)
    .slice(0, 5);
  for (const [, path] of found) {
    const link = document.createElement('a');
    link.href = path;
    link.textContent = decodeURI(path);
    list.append(document.createElement('li'));
    list.lastChild.append(link);
  }
  list.parentElement.hidden = found.length === 0;
})();
