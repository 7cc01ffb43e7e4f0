/* What the pages do beyond being read. Each is whole without this script; each feature is one
   function, called at the end, which does nothing on pages that have not what it is for. */

"use strict";

/* --- shared ----------------------------------------------------------------------------------- */

/** Tells screen readers what changed; the words come from the page. */
function announce(words) {
  let region = document.getElementById("site-status");
  if (!region) {
    region = document.createElement("p");
    region.id = "site-status";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  // A region that has just come, or that says the same again, is read only after a moment.
  setTimeout(() => {
    region.textContent = words;
  }, 50);
}

/** What was remembered under a name, or null; browsers may forbid to remember anything. */
function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(`tei-edition.${name}`));
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`tei-edition.${name}`, JSON.stringify(value));
  } catch {
    // The choice holds for this page only.
  }
}

/* --- switches: what of the document is shown (the stylesheet does the showing) ------------------ */

function switches() {
  const box = document.querySelector(".switches");
  if (!box) return;
  const found = recall("views");
  const chosen = new Set(Array.isArray(found) ? found : []);
  for (const input of box.querySelectorAll("input")) {
    input.checked = chosen.has(input.name);
  }
  box.addEventListener("change", ({ target }) => {
    if (target.checked) chosen.add(target.name);
    else chosen.delete(target.name);
    remember("views", [...chosen].sort());
    const label = target.labels[0].textContent.trim();
    announce(`${label}: ${target.checked ? box.dataset.on : box.dataset.off}`);
  });
}

/* --- cards: who or what a name in the text is --------------------------------------------------- */

/** A card for each link in the text to what an element with data-card on this page tells of; for
    other links, as those of dates, with what their title says: not all readers can hover. */
function cards() {
  const known = new Map();
  for (const entry of document.querySelectorAll("[data-card]")) {
    const link = entry.querySelector("a[href]");
    if (link && !known.has(link.href)) known.set(link.href, entry);
  }

  let card = null;
  let owner = null;
  let title = "";
  let timer = 0;

  const later = (task, delay) => {
    clearTimeout(timer);
    timer = setTimeout(task, delay);
  };

  const hide = () => {
    clearTimeout(timer);
    if (!card) return;
    card.remove();
    owner.removeAttribute("aria-describedby");
    if (title) owner.title = title;
    card = owner = null;
  };

  /** Below the link, or above it where there is no room; never beyond the edges. */
  const place = () => {
    const around = [...owner.getClientRects()].at(0) ?? owner.getBoundingClientRect();
    const room = document.documentElement;
    const { width, height } = card.getBoundingClientRect();
    const left = Math.min(around.left, room.clientWidth - width - 8);
    const above = around.bottom + height > room.clientHeight && around.top > height;
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${above ? around.top - height : around.bottom}px`;
  };

  const show = (link) => {
    clearTimeout(timer);
    if (link === owner) return;
    hide();
    const entry = known.get(link.href);
    owner = link;
    card = document.createElement("span");
    card.className = "card ed";
    card.id = "site-card";
    // The list is in the language of the interface, the text around the card need not be.
    card.lang = document.documentElement.lang;
    card.dir = document.documentElement.dir || "ltr";
    for (const child of entry?.children ?? []) {
      const part = child.cloneNode(true);
      part.hidden = false;
      // The name leads where its link in the text leads; it need not be reached twice.
      if (part.href === link.href) part.removeAttribute("href");
      card.append(part);
    }
    // What the title says is in the card, but for the doubts about this one name.
    title = link.title;
    const said = entry?.dataset.card ?? "";
    const more = title.startsWith(said) ? title.slice(said.length).replace(/^[;,\s]+/, "") : "";
    link.removeAttribute("title");
    for (const [number, words] of (entry ? [more] : more.split("; ")).entries()) {
      if (!words) continue;
      const line = document.createElement("span");
      if (entry || number) line.className = "doubt";
      line.textContent = words;
      card.append(line);
    }
    link.after(card);
    link.setAttribute("aria-describedby", card.id);
    place();
  };

  const linkAt = (target) => {
    const link = target.closest?.(".text a[data-tei], .notes a[data-tei]");
    return link && (link === owner || link.title || known.has(link.href)) ? link : null;
  };
  const isInside = (target) => Boolean(card && (card.contains(target) || owner.contains(target)));

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return; // a touch follows the link
    const link = linkAt(target);
    if (link && link !== owner) later(() => show(link), 250);
    else if (isInside(target)) clearTimeout(timer);
    else later(() => !isInside(document.activeElement) && hide(), 250);
  });
  document.addEventListener("focusin", ({ target }) => {
    const link = linkAt(target);
    if (link && target.matches(":focus-visible")) show(link);
    else if (!isInside(target)) hide();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !card) return;
    if (card.contains(document.activeElement)) owner.focus();
    hide();
  });
  for (const name of ["scroll", "resize"]) {
    addEventListener(name, () => card && place(), { passive: true });
  }
}

/* --- how to cite: a button that copies the reference -------------------------------------------- */

function copying() {
  for (const reference of document.querySelectorAll("[data-copy]")) {
    const { copy, copied, selected } = reference.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(reference.textContent.trim());
        announce(copied);
        button.textContent = copied;
        setTimeout(() => (button.textContent = copy), 4000);
      } catch {
        // Browsers may refuse, or know no clipboard outside https: the reader copies then.
        getSelection().selectAllChildren(reference);
        announce(selected);
        button.textContent = selected;
      }
    });
    reference.after(button);
  }
}

/* --- network and map: the arrows of the circle that is pointed at ------------------------------- */

function drawings() {
  for (const drawing of document.querySelectorAll(".drawing svg")) {
    const show = (on) => (event) => {
      const circle = event.target.closest("[data-n]");
      if (!circle) return;
      for (const way of drawing.querySelectorAll(`[data-ends~="${circle.dataset.n}"]`)) {
        way.classList.toggle("on", on);
      }
    };
    for (const name of ["pointerover", "focusin"]) drawing.addEventListener(name, show(true));
    for (const name of ["pointerout", "focusout"]) drawing.addEventListener(name, show(false));
  }
}

for (const feature of [switches, cards, copying, drawings]) feature();
