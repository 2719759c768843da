// Searches the index that Pagefind made of the site. It is loaded when somebody begins to search, and not before.
const form = document.querySelector('form.search');
const input = form.elements.q;
const status = document.querySelector('.found');
const list = document.querySelector('.results');
const MOST = 30;

let pagefind;
const load = () => {
  pagefind ??= import(list.dataset.index).then(async (module) => {
    await module.options({ excerptLength: 24 });
    await module.init();
    return module;
  });
  return pagefind;
};

const dataOf = ({ results }) => Promise.all(results.slice(0, MOST).map((result) => result.data()));

/** What holds the query as it is; else what holds all its words. Pagefind alone takes what only begins like one of them. */
const find = async (query) => {
  const { search: ask } = await load();
  const exact = await ask(`"${query.replaceAll('"', ' ')}"`);
  if (exact.results.length > 0) return dataOf(exact);
  const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' });
  const words = [...segmenter.segment(query.toLowerCase())].filter((each) => each.isWordLike).map((each) => each.segment);
  const holds = ({ content, meta }) => words.every((word) => `${meta.title} ${content}`.toLowerCase().includes(word));
  return (await dataOf(await ask(query))).filter(holds);
};

let last = 0;
const search = async () => {
  const turn = ++last;
  const query = input.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set('q', query);
  else address.searchParams.delete('q');
  history.replaceState(null, '', address);
  if (!query) {
    list.replaceChildren();
    status.textContent = '';
    return;
  }
  status.textContent = status.dataset.searching;
  const found = await find(query);
  if (turn !== last) return;
  status.textContent = found.length === 0 ? status.dataset.nothing : `${found.length}`;
  list.replaceChildren(...found.map(entry));
};

const entry = ({ url, meta, excerpt, sub_results }) => {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = meta.date ?? '';
  if (meta.date) time.dateTime = meta.date;
  const box = document.createElement('div');
  const link = document.createElement('a');
  link.className = 'title';
  link.href = url;
  link.textContent = meta.title;
  const text = document.createElement('p');
  // The index holds text that is escaped, with <mark> around what was found.
  text.innerHTML = excerpt;
  box.append(link, text);
  // Where in a long text it stands.
  const places = sub_results.filter((each) => each.url.includes('#')).slice(0, 3);
  if (places.length > 0) {
    const parts = document.createElement('ul');
    for (const place of places) {
      const part = document.createElement('a');
      part.href = place.url;
      part.textContent = place.title;
      parts.append(document.createElement('li'));
      parts.lastChild.append(part);
    }
    box.append(parts);
  }
  item.append(time, box);
  return item;
};

let timer;
input.addEventListener('input', (event) => {
  if (event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(search, 150);
});
input.addEventListener('compositionend', search);
input.addEventListener('focus', load, { once: true });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
input.value = new URLSearchParams(location.search).get('q') ?? '';
if (input.value) search();
else input.focus();
