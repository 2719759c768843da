// Long posts: remembers how far a reader came, in this browser alone, and offers to go on there at the next visit.
(() => {
  const text = document.querySelector('.text');
  const key = `read:${location.pathname}`;
  const share = () => (scrollY - text.offsetTop) / (text.offsetHeight - innerHeight);
  let saved = 0;
  try {
    saved = Number(localStorage.getItem(key));
  } catch {
    return;
  }
  addEventListener('pagehide', () => {
    const now = share();
    try {
      if (now > 0.1 && now < 0.9) localStorage.setItem(key, now.toFixed(3));
      else if (now >= 0.9) localStorage.removeItem(key);
    } catch {}
  });
  const [visit] = performance.getEntriesByType('navigation');
  if (!saved || location.hash || visit?.type !== 'navigate') return;
  const button = document.createElement('button');
  button.className = 'resume';
  button.type = 'button';
  button.textContent = `${document.currentScript.dataset.resume} ${Math.round(saved * 100)} %`;
  const away = () => {
    button.remove();
    removeEventListener('scroll', scrolled);
  };
  const scrolled = () => {
    if (share() > saved / 2) away();
  };
  button.addEventListener('click', () => {
    away();
    scrollTo({ top: text.offsetTop + saved * (text.offsetHeight - innerHeight) });
    text.tabIndex = -1;
    text.focus({ preventScroll: true });
  });
  document.body.append(button);
  addEventListener('scroll', scrolled, { passive: true });
})();
