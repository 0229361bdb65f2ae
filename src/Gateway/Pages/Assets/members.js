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

function enhance(root) {
  localTimes(root);
  sendOnce(root);
}
enhance(document);
