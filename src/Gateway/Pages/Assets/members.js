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

function enhance(root) {
  localTimes(root);
  sendOnce(root);
  showPasswords(root);
  judgePasswords(root);
}
enhance(document);
pollPage();
