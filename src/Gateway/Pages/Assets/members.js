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

// A password can be looked at while it is typed. It is sent as one, so that browsers do not keep it among other texts.
function showPasswords(root) {
  for (const button of root.querySelectorAll('button[data-shows]')) {
    const input = document.getElementById(button.dataset.shows);
    const show = (isShown) => {
      input.type = isShown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(isShown));
    };
    button.addEventListener('click', () => show(input.type === 'password'));
    input.form.addEventListener('submit', () => show(false));
  }
}

// Whether a new password will be accepted is said while it is typed.
function judgePasswords(root) {
  for (const judged of root.querySelectorAll('[data-judges]')) {
    const input = document.getElementById(judged.dataset.judges);
    const [meter, said] = [judged.querySelector('meter'), judged.querySelector('p')];
    let waiting;
    let turn = 0;
    const judge = async () => {
      const mine = ++turn;
      const email = input.form.elements[judged.dataset.owner]?.value ?? '';
      const body = new URLSearchParams({ password: input.value, email });
      const reply = await fetch(judged.dataset.address, { method: 'POST', body }).catch(() => null);
      if (!reply?.ok || mine !== turn) return;
      const { level, text } = await reply.json();
      meter.hidden = false;
      meter.value = level;
      said.textContent = text;
    };
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      if (input.value) waiting = setTimeout(judge, 500);
      else {
        turn++;
        meter.hidden = true;
        said.textContent = '';
      }
    });
  }
}

// A page that waits for a decision looks whether there is one, and says so. What is being typed into it stays.
function pollPage() {
  if (!document.querySelector('[data-polls]')) return;
  const told = document.createElement('p');
  told.className = 'hidden';
  told.setAttribute('role', 'status');
  document.body.append(told);
  const timer = setInterval(async () => {
    const shown = document.querySelector('[data-polls]');
    if (document.hidden) return;
    const reply = await fetch(shown.dataset.polls).catch(() => null);
    if (!reply || !(reply.ok || reply.status === 400)) return;
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const next = page.querySelector('[data-polls]');
    if (next?.dataset.state === shown.dataset.state) return;
    const typed = document.querySelector('main textarea')?.value;
    const main = document.adoptNode(page.querySelector('main'));
    document.querySelector('main').replaceWith(main);
    document.title = page.title;
    enhance(main);
    const field = main.querySelector('textarea');
    if (field && typed) field.value = typed;
    told.textContent = (main.querySelector('[data-news]') ?? main.querySelector('h1')).textContent;
    if (!next) clearInterval(timer);
  }, 10_000);
}

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
  showPasswords(root);
  judgePasswords(root);
  usualTexts(root);
  copies(root);
}
enhance(document);
pollPage();
keys();
live();
