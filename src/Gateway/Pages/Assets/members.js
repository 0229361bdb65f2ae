// What pages do better with JavaScript. Each part finds what it works on by a data attribute, and without it does nothing.
document.documentElement.classList.add('js');
const written = document.documentElement.lang;
// English is written in several ways: the reader's own, if it is the page's language.
const language = navigator.languages.find((tag) => tag.split('-')[0] === written) ?? written;

// Times in the reader's own zone; the server's stay as the title.
function localTimes(root) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  for (const time of root.querySelectorAll('time[datetime]')) time.textContent = format.format(new Date(time.dateTime));
}

// A form that has been sent is not sent twice by a second click.
function sendOnce(root) {
  for (const form of root.querySelectorAll('form[method="post"]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault();
      else form.dataset.sent = 'yes';
    });
  }
}
// The browser shows a page from its cache after "back" as it was left.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// A list of usual texts writes the chosen one into an input, where it can be changed.
function usualTexts(root) {
  for (const list of root.querySelectorAll('select[data-fills]')) {
    list.addEventListener('change', () => {
      const input = document.getElementById(list.dataset.fills);
      if (!list.value || !input) return;
      input.value = list.value;
      list.value = '';
      input.focus();
    });
  }
}

// Single keys do what buttons do, never while somebody types. They can be switched off, and stay so (WCAG 2.2, 2.1.4).
function keys() {
  const area = document.querySelector('[data-keys]');
  if (!area) return;
  const name = 'members-keys', box = document.querySelector('[data-keys-on]');
  const isOn = () => { try { return localStorage.getItem(name) !== 'off'; } catch { return true; } };
  if (box) {
    box.checked = isOn();
    box.addEventListener('change', () => {
      try { localStorage.setItem(name, box.checked ? 'on' : 'off'); } catch { /* for this page alone */ }
    });
  }
  addEventListener('keydown', (event) => {
    const at = document.activeElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isOn() || (box && !box.checked)
      || at?.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]')) return;
    const rows = [...area.querySelectorAll('[data-row]')], row = at?.closest('[data-row]');
    if (event.key === 'j' || event.key === 'k') {
      const next = row ? rows[rows.indexOf(row) + (event.key === 'j' ? 1 : -1)] : rows[0];
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
      return;
    }
    if (!/^[a-z]$/.test(event.key)) return;
    const within = event.key === 'u' ? document : rows.length ? row : area;
    const target = within?.querySelector(`[data-key="${event.key}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target.matches('summary')) target.parentElement.querySelector('select, textarea, input:not([type="hidden"])')?.focus();
  });
}

// A button that copies what stands in an input, and says so.
function copies(root) {
  for (const button of root.querySelectorAll('button[data-copies]')) {
    button.addEventListener('click', async () => {
      const input = document.getElementById(button.dataset.copies);
      input.select();
      try { await navigator.clipboard.writeText(input.value); } catch { return; }
      const said = button.parentElement.querySelector('[role="status"]');
      if (said) said.textContent = button.dataset.copied;
    });
  }
}

// An open list of the queue learns what is new. Nothing that somebody reads or is about to press moves: new rows come when they are asked
// for, and rows that somebody else has decided on say so where they are.
function live() {
  const list = document.querySelector('[data-live]'), news = document.querySelector('[data-news]');
  if (!list || !news || !window.EventSource) return;
  const forms = JSON.parse(list.dataset.new), plural = new Intl.PluralRules(language);
  let isFirst = true;
  new EventSource(list.dataset.live).addEventListener('queue', async (event) => {
    const isKnown = isFirst && event.data === list.dataset.waiting;
    isFirst = false;
    if (isKnown) return;
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), there = page.querySelector('[data-live]');
    if (!answer.ok || !there) return;
    document.querySelector('[data-count]').textContent = page.querySelector('[data-count]').textContent;
    for (const row of list.querySelectorAll('[data-row]')) {
      const isGone = !page.getElementById(row.id);
      if (isGone === row.classList.contains('gone')) continue;
      row.classList.toggle('gone', isGone);
      row.querySelector('.gone-badge')?.remove();
      if (isGone) {
        const badge = document.createElement('span');
        badge.className = 'badge gone-badge';
        badge.textContent = list.dataset.gone;
        row.querySelector('.row-head').append(badge);
      }
    }
    const fresh = [...there.querySelectorAll('[data-row]')].filter((row) => !document.getElementById(row.id));
    const said = fresh.length ? (forms[plural.select(fresh.length)] ?? forms.other).replace('{0}', fresh.length) : '';
    if (news.dataset.said === said) return;
    news.dataset.said = said;
    news.replaceChildren();
    if (!said) return;
    const show = document.createElement('button');
    show.type = 'button';
    show.className = 'second small';
    show.textContent = list.dataset.show;
    show.addEventListener('click', () => {
      for (const row of fresh) { list.append(document.adoptNode(row)); enhance(row); }
      const looked = page.querySelector('input[name="before"]'), before = document.querySelector('input[name="before"]');
      if (looked && before) before.value = looked.value;
      document.querySelector('.empty')?.remove();
      news.replaceChildren();
      fresh[0].focus();
    });
    news.append(said, ' ', show);
  });
}

function enhance(root) {
  localTimes(root);
  sendOnce(root);
  usualTexts(root);
  copies(root);
}
enhance(document);
keys();
live();
