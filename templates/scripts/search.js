// The search page. The search script and its index are loaded only when someone begins to search.
const form = document.querySelector('form.search');
const input = form.elements.q;
const status = document.querySelector('.found');
const list = document.querySelector('.results');
const words = status.dataset;
const index = new URL(list.dataset.index, location.href);
/** Results added at a time. */
const STEP = 10;
/** Number of pages to load before the reader turns to the results, for excerpts and to confirm hits. */
const atFirst = ({ shards }) => (shards > 2 ? 1 : 2);

let loading;
const load = () => {
  loading ??= import(index).then(({ open }) => open());
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
};

const withMarks = (pieces) =>
  pieces.map(([text, isMarked]) => {
    if (!isMarked) return text;
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });

/** The results of one query. */
class Results {
  /** Number of hits shown or dropped, checked, and confirmed. */
  taken = 0;
  looked = 0;
  held = 0;

  constructor(search, found) {
    this.search = search;
    this.found = found;
  }

  /** Shows more results. If hits are uncertain, only those that their pages confirm. */
  async show(some) {
    const { hits, trust } = this.found;
    const isOpen = trust === 'open';
    let shown = 0;
    while (this.isCurrent() && shown < some && this.taken < hits.length) {
      const part = hits.slice(this.taken, this.taken + Math.min(some - shown, isOpen ? atFirst(this.found) : some));
      this.taken += part.length;
      const items = await Promise.all(part.map((hit) => (isOpen ? this.lookedAt(hit) : this.item(hit))));
      if (!this.isCurrent()) return;
      const there = items.filter(Boolean);
      shown += there.length;
      list.append(...there);
      this.tell();
    }
    this.tell();
  }

  isCurrent() {
    return results === this;
  }

  /** Makes the entry of a hit. `item.look` loads its excerpt. */
  async item({ id }) {
    const [title, path, date] = await this.search.row(id);
    const item = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = date;
    if (date) time.dateTime = date;
    const box = document.createElement('div');
    const link = document.createElement('a');
    link.className = 'title';
    link.href = new URL(`../${path}`, index).pathname;
    link.append(...withMarks(this.search.marked(title, this.found.wanted)));
    box.append(link);
    item.append(time, box);
    let looking;
    item.look = () => {
      looking ??= this.look(id, item, link.pathname);
      return looking;
    };
    return item;
  }

  async lookedAt(hit) {
    const item = await this.item(hit);
    return (await item.look()) && item;
  }

  /** Loads the page of a hit. Adds the excerpt to its entry, or removes the entry if the page does not match. */
  async look(id, item, address) {
    const { isFound, excerpt, headings } = await this.search.matchInPage(id, this.found.wanted);
    this.looked++;
    if (isFound) this.held++;
    else item.remove();
    const text = document.createElement('p');
    text.append(...withMarks(excerpt));
    item.lastChild.append(text);
    if (headings.length > 0) {
      const parts = document.createElement('ul');
      for (const heading of headings) {
        const part = document.createElement('a');
        part.href = `${address}#${encodeURIComponent(heading.id)}`;
        part.textContent = heading.text;
        const of = document.createElement('li');
        of.append(part);
        parts.append(of);
      }
      item.lastChild.append(parts);
    }
    if (this.isCurrent()) this.tell();
    return isFound;
  }

  /** Updates the number of results and the button for more. */
  tell() {
    const { hits, trust } = this.found;
    const isKnown = trust === 'sure' || this.looked === hits.length;
    const known = trust === 'sure' ? hits.length : this.held;
    const isMore = this.taken < hits.length;
    const some = isKnown ? `${known}` : `${words.atLeast ?? '≥'} ${known}`;
    status.textContent = isKnown && known === 0 ? words.nothing : (words.some ?? '#').replace('#', some);
    if (isMore) list.after(more);
    else more.remove();
  }
}

const more = document.createElement('button');
more.type = 'button';
more.className = 'more-results';
more.textContent = words.more ?? '…';
more.addEventListener('click', async () => {
  const last = list.lastElementChild;
  await attempt(() => results.show(STEP));
  (last?.nextElementSibling ?? list.lastElementChild)?.querySelector('a').focus({ preventScroll: true });
  watch();
});

let results;
/** Runs something that loads files. Shows a message if it fails. */
const attempt = async (work) => {
  try {
    await work();
  } catch (error) {
    console.error(error);
    status.textContent = words.failed ?? `${error}`;
  }
};

let last = 0;
const search = () =>
  attempt(async () => {
    const turn = ++last;
    const query = input.value.trim();
    const address = new URL(location.href);
    if (query) address.searchParams.set('q', query);
    else address.searchParams.delete('q');
    history.replaceState(null, '', address);
    const clear = () => {
      results = undefined;
      list.replaceChildren();
      more.remove();
      status.textContent = '';
    };
    if (!query) return clear();
    status.textContent = words.searching;
    const engine = await load();
    const found = await engine.find(query);
    if (turn !== last) return;
    clear();
    results = new Results(engine, found);
    await results.show(found.trust === 'open' ? atFirst(found) : STEP);
    await Promise.all([...list.children].slice(0, atFirst(found)).map((item) => item.look()));
    watch();
  });

// Once the reader turns to the results, each excerpt is loaded when its entry comes into view.
let isWatching = false;
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    attempt(() => target.look());
  }
});
const watch = () => {
  if (isWatching) for (const item of list.children) observer.observe(item);
};
const turn = () => {
  isWatching = true;
  watch();
};
addEventListener('scroll', turn, { once: true, passive: true });
for (const type of ['pointermove', 'touchstart', 'focusin']) list.addEventListener(type, turn, { once: true, passive: true });

// The arrow keys move from the field to the results and through them.
form.parentElement.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [input, ...list.querySelectorAll('a')];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});

let timer;
input.addEventListener('input', (event) => {
  if (event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(search, 150);
});
input.addEventListener('compositionend', search);
input.addEventListener('focus', () => load().catch(() => {}), { once: true });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
input.value = new URLSearchParams(location.search).get('q') ?? '';
if (input.value) search();
else input.focus();
