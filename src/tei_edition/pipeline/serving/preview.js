/* The preview: a page renews itself when the site has changed, and shows what is wrong with the
   edition. The server puts this into pages; published ones are without it. */

"use strict";

(() => {
  const EVENTS = "/.tei-edition/events";
  const SEEN = "tei-edition.preview.seen";
  const site = document.currentScript.dataset.site;

  // The site's own style has no say in here, and no policy of a page forbids a sheet that is made.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; z-index: 2147483647; inset: auto 1rem 1rem auto;
      color-scheme: light dark; font: 1rem/1.45 system-ui, sans-serif; max-width: calc(100% - 2rem);
      --paper: #fff; --ink: #1a1a1a; --soft: #505050; --error: #a40000; --warning: #7a4a00;
      --note: #00507a }
    @media (prefers-color-scheme: dark) { :host { --paper: #1e1e1e; --ink: #eee; --soft: #bbb;
      --error: #ff8a80; --warning: #ffc46b; --note: #7fc8ff } }
    @media print { :host { display: none } }
    * { box-sizing: border-box }
    [hidden] { display: none !important }
    section { display: flex; flex-direction: column; align-items: flex-end; gap: .5rem }
    button, .panel { border: 1px solid currentColor; border-radius: .4rem; background: var(--paper);
      color: var(--ink); box-shadow: 0 .15rem .6rem #0004 }
    button { min-height: 2rem; padding: .3rem .8rem; font: inherit; cursor: pointer }
    button.error { color: var(--error) }
    :focus-visible { outline: 3px solid var(--note); outline-offset: 2px }
    .panel { width: 44rem; max-width: 100%; max-height: 60vh; overflow: auto; padding: .8rem 1rem }
    h2 { margin: 0 0 .5rem; font-size: 1.1rem }
    ol { margin: 0; padding: 0; list-style: none }
    li { padding: .5rem 0; border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent);
      overflow-wrap: anywhere }
    p { margin: 0 } .hint, .place { color: var(--soft) } .place { font-family: monospace }
    .error b { color: var(--error) } .warning b { color: var(--warning) } .note b { color: var(--note) }
    .status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  `);

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const button = make("button", { type: "button", hidden: true });
  const heading = make("h2", { id: "heading", textContent: "Findings" });
  const list = make("ol");
  const close = make("button", { type: "button", textContent: "Close" });
  const panel = make("div", { className: "panel", id: "panel", hidden: true, tabIndex: 0 });
  panel.append(heading, list, close);
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-labelledby", "heading");
  button.setAttribute("aria-controls", "panel");
  const status = make("p", { className: "status" });
  status.setAttribute("role", "status");
  const host = make("div", { lang: "en", dir: "ltr" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  root.append(make("section", {}, panel, button), status);
  document.body.append(host);

  let report = "";

  /** Opens or closes the list; what was closed once stays so until there is something else. */
  const open = (wanted) => {
    panel.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (!wanted) sessionStorage.setItem(SEEN, report);
  };
  button.addEventListener("click", () => open(panel.hidden));
  close.addEventListener("click", () => {
    open(false);
    button.focus();
  });
  root.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || panel.hidden) return;
    open(false);
    button.focus();
  });

  const item = ({ place, severity, code, message, hint }) => {
    const line = make("p", {}, make("b", { textContent: `${severity} ${code}`.trim() }), " ");
    line.append(make("span", { className: "place", textContent: place }));
    const found = make("li", { className: severity }, line, make("p", { textContent: message }));
    if (hint) found.append(make("p", { className: "hint", textContent: hint }));
    return found;
  };

  const show = (data) => {
    const { summary, errors, findings, more } = JSON.parse(data);
    report = data;
    list.replaceChildren(...findings.map(item));
    if (more) list.append(make("li", { textContent: `… and ${more} more, on the terminal` }));
    button.textContent = summary;
    button.className = errors ? "error" : "";
    button.hidden = !findings.length;
    if (!findings.length) panel.hidden = true;
    else open(errors > 0 && sessionStorage.getItem(SEEN) !== data);
    status.textContent = `Findings: ${summary}`;
  };

  /* A browser keeps few connections to one server: pages that nobody looks at have none. */
  let events = null;
  const listen = () => {
    if (document.hidden === !events) return;
    if (events) {
      events.close();
      events = null;
      return;
    }
    events = new EventSource(EVENTS);
    events.addEventListener("site", ({ data }) => data !== site && location.reload());
    events.addEventListener("report", ({ data }) => data !== report && show(data));
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
