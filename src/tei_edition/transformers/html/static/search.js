/* The search page: asks Pagefind's indices, one for each language, and counts facets itself, so
  that a document in two languages is one result. What is sought stands in the address. */

"use strict";

(() => {
  const form = document.querySelector(".search-form");
  if (!form) return;
  const lists = document.querySelector(".search-lists");
  const box = document.querySelector(".search");
  const state = document.querySelector(".search-state");
  const list = box.querySelector(".entries");
  const field = form.elements.q;
  const order = box.querySelector("#search-order");
  const more = box.querySelector(".search-more");
  const clear = box.querySelector(".search-clear");
  const language = document.documentElement.lang || "en";
  const title = document.title;

  const STEP = 20; // results shown at once
  const TERMS = 12; // words or phrases of a query
  const WORDS = 32; // of an excerpt
  const FEW = 8; // values of a facet that need no field to find one
  const MANY = 100; // values of a facet shown at once

  let table; // search/table.json
  let engines;
  let facets; // what stands on the page, by facet
  let sought; // by what the values of facets are sorted now
  let turn = 0; // only the latest search is shown
  const known = new Map(); // what was found before, by term

  /* --- what is sought, and the address that says so --- */

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? "";
    const given = asked.get("order") ?? "";
    order.value = [...order.options].some((option) => option.value === given) ? given : "";
    for (const facet of facets) {
      facet.chosen = new Set();
      for (const key of asked.getAll(facet.key)) {
        if (facet.numbers.has(key)) facet.chosen.add(facet.numbers.get(key));
      }
    }
    return Math.min(Math.max(Number(asked.get("n")) || STEP, STEP), 1000);
  }

  function toAddress(shown, replace) {
    const asked = new URLSearchParams();
    if (field.value.trim()) asked.set("q", field.value.trim());
    for (const facet of facets) {
      for (const number of facet.chosen) asked.append(facet.key, facet.values[number][0]);
    }
    if (order.value) asked.set("order", order.value);
    if (shown > STEP) asked.set("n", shown);
    const query = asked.toString();
    const address = query ? `?${query}` : location.pathname;
    if (address === location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", address);
  }

  /* --- finding --- */

  const SIGN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const SIGNS = new RegExp(`${SIGN.source}+`, "gu");
  const SPLIT = new RegExp(`(?<=${SIGN.source}) +(?=${SIGN.source})`, "gu");

  /** Words, and phrases in quotation marks; Chinese and Japanese are indexed sign by sign. */
  function termsOf(query) {
    const found = query.slice(0, 400).matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)/gu);
    const terms = [...found].slice(0, TERMS).map(([, phrase, word]) => {
      const text = (phrase ?? word).trim();
      const spaced = text.replace(SIGNS, (run) => ` ${[...run].join(" ")} `).trim();
      return phrase !== undefined || spaced !== text ? `"${spaced}"` : text;
    });
    return [...new Set(terms)].filter((term) => /[\p{L}\p{N}]/u.test(term));
  }

  /** The results that have the term. For words that no text has Pagefind gives the longest word
    that they begin with ("4" for "4321"), so that the same comes out if they go on. */
  async function resultsOf(engine, term) {
    const { results } = await engine.search(term);
    if (!results.length || term === null || term.startsWith('"')) return results;
    if ((await engine.search(`"${term}"`)).results.length) return results;
    const places = (found) => JSON.stringify(found.map(({ id, words }) => [id, words]).sort());
    const beyond = (await engine.search(`${term}qxz`)).results;
    return places(results) === places(beyond) ? [] : results;
  }

  /** Documents with a term (all, if null): score, and the places in each of their fragments. */
  async function documentsWith(term) {
    if (known.has(term)) return known.get(term);
    const answers = await Promise.all(engines.map((engine) => resultsOf(engine, term)));
    const found = new Map();
    for (const result of answers.flat()) {
      const number = table.fragments[result.id];
      if (number === undefined) continue;
      const one = found.get(number) ?? { score: 0, fragments: new Map() };
      one.score = Math.max(one.score, result.score);
      one.fragments.set(result.id, { data: result.data, places: result.words });
      found.set(number, one);
    }
    if (known.size > 200) known.clear();
    known.set(term, found);
    return found;
  }

  async function documentsFor(query) {
    const terms = termsOf(query);
    const found = await Promise.all((terms.length ? terms : [null]).map(documentsWith));
    const both = new Map();
    for (const number of found[0].keys()) {
      const ones = found.map((documents) => documents.get(number));
      if (!ones.every(Boolean)) continue;
      const joined = { score: 0, fragments: new Map() };
      for (const one of ones) {
        joined.score += one.score;
        for (const [id, { data, places }] of one.fragments) {
          const before = joined.fragments.get(id)?.places ?? [];
          joined.fragments.set(id, { data, places: [...before, ...places] });
        }
      }
      both.set(number, joined);
    }
    return both;
  }

  const fits = (number, facet) =>
    !facet.chosen.size ||
    table.documents[number][facet.index].some((value) => facet.chosen.has(value));

  function sorted(found) {
    const numbers = [...found.keys()];
    const late = (number) => number >= table.dated; // without a date: last in either order
    if (order.value === "latest") {
      return numbers.sort((a, b) => late(a) - late(b) || (late(a) ? a - b : b - a));
    }
    if (order.value === "date") return numbers.sort((a, b) => a - b);
    return numbers.sort((a, b) => found.get(b).score - found.get(a).score || a - b);
  }

  /* --- showing --- */

  function counted(key, number) {
    const forms = table.phrases[key];
    const form = forms[new Intl.PluralRules(language).select(number)] ?? forms.other;
    return form.replaceAll("{number}", number.toLocaleString(language));
  }

  function element(name, classes, text = "", tag = "") {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(text);
    if (tag) {
      made.lang = tag;
      made.dir = "auto";
    }
    return made;
  }

  const tidy = (text) => text.trim().replace(/\s+/g, " ").replace(SPLIT, "");

  /** A word with what it is written with: only the word itself is marked. */
  function marked(written) {
    const [, before, word, after] = written.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    return word ? [before, element("mark", "", word), after] : [written];
  }

  /** The words around the place with most of what was sought, and the anchor of its paragraph. */
  function excerptOf(data, places) {
    const words = data.content.split(/\s+/);
    const anchors = data.anchors.filter((anchor) => anchor.element === "p");
    const start = anchors[0]?.location ?? 0; // the title stands before
    const inText = [...new Set(places)].filter((place) => place >= start).sort((a, b) => a - b);
    let best = start;
    let most = 0;
    for (const place of inText) {
      const near = inText.filter((other) => other >= place && other < place + WORDS - 8).length;
      if (near > most) [best, most] = [place, near];
    }
    const anchor = anchors.filter((one) => one.location <= best).pop();
    const from = Math.max(best - 8, anchor?.location ?? start);
    const to = Math.min(from + WORDS, words.length);
    const excerpt = element("p", "summary");
    if (from > start) excerpt.append("… ");
    for (let n = from; n < to; n += 1) {
      const joint = n > from && !(SIGN.test(words[n]) && SIGN.test(words[n - 1])) ? " " : "";
      excerpt.append(joint, ...(inText.includes(n) ? marked(words[n]) : [words[n]]));
    }
    if (to < words.length) excerpt.append(" …");
    const id = most && anchor.id !== "site-content" ? anchor.id : "";
    return { excerpt, fragment: id ? `#${encodeURIComponent(id)}` : "", empty: from >= to };
  }

  /** What a document or an entry is, with the language of the word; where no date stands. */
  function kindOf(number) {
    const genre = facets.find(({ key }) => key === "genre");
    return genre?.values[table.documents[number][genre.index][0]]?.slice(1);
  }

  async function entryOf(number, { fragments }) {
    const [id, best] = [...fragments].sort((a, b) => b[1].places.length - a[1].places.length)[0];
    const data = await best.data();
    const { excerpt, fragment, empty } = excerptOf(data, best.places);
    const [ofTitle, ofDate, ofNames] = table.marks[number] ?? ["", "", ""];
    const entry = document.createElement("li");
    const about = (name) => data.anchors.find((one) => one.element === name)?.text;
    const [date, who] = [about("dt"), about("dd")];
    if (date) entry.append(element("span", "date", tidy(date), ofDate), " ");
    else if (kindOf(number)) entry.append(element("span", "date", ...kindOf(number)), " ");
    const link = element("a", "", tidy(data.meta.title ?? data.raw_url), ofTitle);
    link.href = data.raw_url + fragment;
    entry.append(link);
    if (who) entry.append(element("p", "who", tidy(who), ofNames));
    const spoken = id.split("_")[0];
    if (!empty) {
      if (spoken !== "unknown" && spoken !== language.split("-")[0]) {
        excerpt.lang = spoken;
        excerpt.dir = "auto";
      }
      entry.append(excerpt);
    }
    return entry;
  }

  function showFacets(found, query) {
    const anew = query !== sought; // only then may values change their places
    sought = query;
    for (const facet of facets) {
      const others = facets.filter((other) => other !== facet);
      facet.counts = new Array(facet.values.length).fill(0);
      for (const number of found.keys()) {
        if (!others.every((other) => fits(number, other))) continue;
        for (const value of table.documents[number][facet.index]) facet.counts[value] += 1;
      }
      const any = facet.chosen.size || facet.counts.some(Boolean);
      facet.details.hidden = !any;
      if (facet.chosen.size) facet.details.open = true;
      if (anew) facet.isSorted = false;
      if (facet.details.open) showValues(facet);
    }
    clear.hidden = !facets.some((facet) => facet.chosen.size);
    box.querySelector(".search-facets").hidden = facets.every((facet) => facet.details.hidden);
  }

  function showValues(facet) {
    if (!facet.rows) makeRows(facet);
    if (!facet.isSorted) sortRows(facet);
    const wanted = (facet.find?.value ?? "").trim().toLocaleLowerCase(language);
    let shown = 0;
    if (facet.find) facet.find.hidden = !wanted && facet.counts.filter(Boolean).length <= FEW;
    for (const { row, box: check, count, value, text } of facet.rows) {
      check.checked = facet.chosen.has(value);
      count.textContent = facet.counts[value].toLocaleString(language);
      const has = (facet.counts[value] && text.includes(wanted)) || check.checked;
      row.hidden = !has || (shown >= MANY && !check.checked);
      if (has) shown += 1;
    }
  }

  /** The most frequent first, years in their order. */
  function sortRows(facet) {
    facet.isSorted = true;
    if (facet.key === "year") return;
    const { counts } = facet;
    facet.rows.sort((a, b) => counts[b.value] - counts[a.value] || a.value - b.value);
    facet.list.replaceChildren(...facet.rows.map(({ row }) => row));
  }

  function makeRows(facet) {
    facet.rows = facet.values.map(([, text, tag], value) => {
      const row = document.createElement("li");
      const label = document.createElement("label");
      const check = document.createElement("input");
      check.type = "checkbox";
      const count = element("span", "number");
      label.append(check, " ", element("span", "", text, tag), " ", count);
      row.append(label);
      check.addEventListener("change", () => {
        if (check.checked) facet.chosen.add(value);
        else facet.chosen.delete(value);
        run({});
      });
      return { row, box: check, count, value, text: text.toLocaleLowerCase(language) };
    });
    facet.list = element("ul", "plain");
    facet.list.append(...facet.rows.map(({ row }) => row));
    if (facet.values.length > FEW) {
      facet.find = document.createElement("input");
      facet.find.type = "search";
      const label = table.phrases["search.find-value"].replace("{facet}", facet.label);
      facet.find.placeholder = label;
      facet.find.setAttribute("aria-label", label);
      facet.find.addEventListener("input", () => showValues(facet));
      facet.details.append(facet.find);
    }
    facet.details.append(facet.list);
  }

  function makeFacets() {
    const isWide = matchMedia("(min-width: 48rem)").matches; // else results would be far below
    facets = table.facets.map(({ key, label, values }, index) => {
      const details = document.createElement("details");
      details.open = index < 3 && isWide;
      details.append(element("summary", "", label));
      clear.closest("section").append(details);
      const numbers = new Map(values.map(([value], number) => [value, number]));
      const facet = { key, label, values, index, details, numbers, chosen: new Set(), counts: [] };
      details.addEventListener("toggle", () => {
        if (details.open && facet.counts.length) showValues(facet);
      });
      return facet;
    });
  }

  /** Search and show; ``shown`` is how many results, ``replace`` says to make no new address. */
  async function run({ shown = STEP, replace = false, write = true }) {
    turn += 1;
    const mine = turn;
    const query = field.value.trim();
    if (write) toAddress(shown, replace);
    document.title = query ? `${query} – ${title}` : title;
    const slow = setTimeout(() => say(form.dataset.waiting), 400);
    try {
      const found = await documentsFor(query);
      const asked = termsOf(query).length || facets.some((facet) => facet.chosen.size);
      const fitting = new Map(
        [...found].filter(([number]) => facets.every((facet) => fits(number, facet))),
      );
      const numbers = asked ? sorted(fitting) : [];
      const entries = await Promise.all(
        numbers.slice(0, shown).map((number) => entryOf(number, fitting.get(number))),
      );
      if (mine !== turn) return;
      showFacets(found, query);
      lists.hidden = numbers.length > 0;
      list.replaceChildren(...entries);
      list.closest("section").hidden = !entries.length;
      order.parentElement.hidden = numbers.length < 2;
      const rest = numbers.length - entries.length;
      more.hidden = !rest;
      if (rest) more.textContent = counted("search.more", Math.min(rest, STEP));
      more.dataset.shown = entries.length;
      const none = asked ? table.phrases["search.none"] : table.phrases["search.start"];
      say(numbers.length ? counted("search.results", numbers.length) : none);
    } catch (error) {
      if (mine === turn) fail(form.dataset.failed);
      console.warn(error);
    } finally {
      clearTimeout(slow);
    }
  }

  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }

  function fail(words) {
    box.hidden = true;
    lists.hidden = false;
    say(words);
  }

  /* --- acting --- */

  function listen() {
    let timer;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      run({});
    });
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => run({ replace: true }), 300);
    });
    order.addEventListener("change", () => run({}));
    more.addEventListener("click", async () => {
      const before = Number(more.dataset.shown);
      await run({ shown: before + STEP, replace: true });
      list.children[before]?.querySelector("a").focus();
    });
    clear.addEventListener("click", async () => {
      for (const facet of facets) facet.chosen.clear();
      await run({});
      field.focus();
    });
    addEventListener("popstate", () => run({ shown: fromAddress(), write: false }));
  }

  /** The engine for a language. A module holds one, so that each gets a module of its own. */
  async function engineFor(folder, name) {
    const address = new URL(`${folder}pagefind.js?${name}`, location.href).href;
    const { createInstance } = await import(address);
    const engine = createInstance({ basePath: `${folder}${name}/`, noWorker: true });
    let last = Promise.resolve();
    return {
      search(term) {
        // One search after the other: they share a memory.
        last = last.catch(() => {}).then(() => engine.search(term));
        return last;
      },
    };
  }

  async function start() {
    if (location.protocol === "file:") {
      fail(form.dataset.disk);
      return;
    }
    say(form.dataset.waiting);
    const folder = form.dataset.folder;
    try {
      const answer = await fetch(`${folder}table.json`);
      table = await answer.json();
      engines = await Promise.all(table.languages.map((name) => engineFor(folder, name)));
    } catch (error) {
      fail(form.dataset.failed);
      console.warn(error);
      return;
    }
    makeFacets();
    listen();
    box.hidden = false;
    await run({ shown: fromAddress(), write: false });
  }

  start();
})();
