// Reloads the page when the site was rebuilt, and shows what is wrong with an article while it is. Only `unstuck
// serve` puts this into pages; a built site does not hold it.
(() => {
  'use strict';
  const mine = new URL(document.currentScript.src).searchParams.get('build');
  const box = document.createElement('pre');
  box.id = 'unstuck-live';
  box.setAttribute('role', 'status');
  box.hidden = true;
  const show = (text) => {
    box.textContent = text;
    box.hidden = text === '';
  };
  document.addEventListener('DOMContentLoaded', () => document.body.append(box));
  const events = new EventSource('/-/live');
  events.addEventListener('message', (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== mine) location.reload();
    else show(state.findings);
  });
  // A connection held by a page in the back/forward cache would count against the server's few.
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
})();
