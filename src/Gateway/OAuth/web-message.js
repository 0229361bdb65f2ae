const { message, targets } = document.body.dataset;
for (const target of JSON.parse(targets)) {
  window.parent.postMessage(JSON.parse(message), target);
}
