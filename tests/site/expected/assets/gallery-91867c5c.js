// Galleries: opens a picture in a dialog, with keys, swipes and buttons. Without this script, each is a link to its large version.
(() => {
  const styles = new CSSStyleSheet();
  styles.replaceSync(`.lightbox{width:100%;max-width:none;height:100%;max-height:none;padding:0;border:0;background:#111;color:#ddd;touch-action:pan-y;
& figure{display:grid;grid-template-rows:minmax(0,1fr) auto;height:100%;margin:0}
& picture{display:contents}
& img{width:100%;height:100%;object-fit:contain}
& figcaption{margin:0;padding:.6rem;color:inherit}
& button{position:absolute;top:calc(50% - 1.5rem);width:3rem;height:3rem;border:0;background:#1118;color:inherit;font:1.8rem sans-serif}
& .next{right:0}
& .close{top:0;right:0}}`);
  document.adoptedStyleSheets.push(styles);
  const { close, next, previous } = document.currentScript.dataset;
  const links = [...document.querySelectorAll('.gallery a.zoom')];
  const dialog = document.createElement('dialog');
  const figure = document.createElement('figure');
  let at = 0;
  let from = 0;
  const button = (name, sign, label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = name;
    made.textContent = sign;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', act);
    dialog.append(made);
  };
  const show = (to) => {
    at = (to + links.length) % links.length;
    const link = links[at];
    const picture = link.firstElementChild.cloneNode(true);
    for (const each of [picture, ...picture.querySelectorAll('*')]) {
      each.removeAttribute('loading');
      if (each.sizes) each.sizes = '100vw';
    }
    const caption = link.parentElement.querySelector('figcaption')?.cloneNode(true);
    figure.replaceChildren(picture, ...(caption ? [caption] : []));
    dialog.setAttribute('aria-label', `${at + 1} / ${links.length}`);
  };
  dialog.className = 'lightbox';
  dialog.append(figure);
  button('close', '×', close, () => dialog.close());
  if (links.length > 1) {
    button('previous', '‹', previous, () => show(at - 1));
    button('next', '›', next, () => show(at + 1));
  }
  for (const [place, link] of links.entries())
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(place);
      dialog.showModal();
    });
  const keys = { ArrowLeft: -1, ArrowRight: 1 };
  dialog.addEventListener('keydown', ({ key }) => {
    if (keys[key]) show(at + keys[key]);
  });
  dialog.addEventListener('pointerdown', ({ clientX }) => {
    from = clientX;
  });
  dialog.addEventListener('pointerup', ({ clientX, target }) => {
    const moved = clientX - from;
    if (Math.abs(moved) > 40) show(at + (moved < 0 ? 1 : -1));
    else if (target === dialog || target === figure) dialog.close();
  });
  dialog.addEventListener('close', () => {
    figure.replaceChildren();
    links[at].focus();
  });
  document.body.append(dialog);
})();
