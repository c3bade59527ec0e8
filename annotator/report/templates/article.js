(() => {
  "use strict";
  const find = (query, from = document) => [...from.querySelectorAll(query)];
  const text = document.getElementById("text");
  const side = document.querySelector(".side");
  const tags = find(".t", text);
  const notes = new Map(find("li.note").map((note) => [note.id.slice(5), note]));
  const parts = new Map();
  for (const part of find("[data-n]")) {
    if (!parts.has(part.dataset.n)) parts.set(part.dataset.n, []);
    parts.get(part.dataset.n).push(part);
  }
  for (const tick of find(".lane svg a")) parts.get(tick.getAttribute("href").slice(6))?.push(tick);
  document.documentElement.classList.add("js");

  // the note beside the passage, on hover and keyboard focus
  const pop = document.createElement("div");
  pop.className = "pop";
  pop.hidden = true;
  document.querySelector("main").append(pop);
  let lit = null;
  let timer = 0;
  const light = (id) => {
    for (const [number, on] of [[lit, false], [id, true]]) {
      if (number === null) continue;
      for (const part of parts.get(number) || []) part.classList.toggle("here", on);
      notes.get(number)?.classList.toggle("here", on);
    }
    lit = id;
  };
  const hide = () => {
    clearTimeout(timer);
    pop.hidden = true;
    light(null);
  };
  const open = (id, where) => {
    clearTimeout(timer);
    const note = notes.get(id);
    if (!note) return;
    light(id);
    pop.className = note.className.replace("here", "").replace("note", "pop");
    pop.dataset.of = id;
    pop.replaceChildren(...[...note.childNodes].map((child) => child.cloneNode(true)));
    for (const link of find("a", pop)) link.tabIndex = -1;
    pop.hidden = false;
    const box = where.getBoundingClientRect();
    const room = document.documentElement;
    const left = Math.max(8, Math.min(box.left, room.clientWidth - pop.offsetWidth - 8));
    const below = box.bottom + 6 + pop.offsetHeight < room.clientHeight || box.top < pop.offsetHeight + 6;
    pop.style.left = `${left + scrollX}px`;
    pop.style.top = `${(below ? box.bottom + 6 : box.top - 6 - pop.offsetHeight) + scrollY}px`;
  };
  const later = (job, wait) => {
    clearTimeout(timer);
    timer = setTimeout(job, wait);
  };
  text.addEventListener("mouseover", (event) => {
    const part = event.target.closest("[data-n]:not(.off)");
    if (part) later(() => open(part.dataset.n, { getBoundingClientRect: () => nearest(part, event) }), 90);
  });
  const nearest = (part, event) =>
    [...part.getClientRects()].find((box) => event.clientY >= box.top - 2 && event.clientY <= box.bottom + 2) || part.getBoundingClientRect();
  text.addEventListener("mouseout", () => later(hide, 220));
  pop.addEventListener("mouseover", () => clearTimeout(timer));
  pop.addEventListener("mouseleave", () => later(hide, 220));
  text.addEventListener("focusin", (event) => {
    if (!event.target.matches(".t")) return;
    open(event.target.dataset.n, event.target);
    reveal(event.target.dataset.n);
  });
  text.addEventListener("focusout", () => later(hide, 120));
  const reveal = (id) => {
    const note = notes.get(id);
    if (note && side.scrollHeight > side.clientHeight + 1) {
      side.scrollTop += note.getBoundingClientRect().top - side.getBoundingClientRect().top - 56;
    }
  };

  // j and k or the arrow keys walk the marks
  let at = -1;
  const walk = (step) => {
    const shown = tags.filter((tag) => !tag.classList.contains("off"));
    if (!shown.length) return;
    const now = shown.indexOf(document.activeElement);
    at = (Math.max(now < 0 ? at : now, step < 0 ? 0 : -1) + step + shown.length) % shown.length;
    const tag = shown[at];
    const fold = tag.closest("details");
    if (fold) fold.open = true;
    tag.scrollIntoView({ block: "center", behavior: "instant" });
    tag.focus({ preventScroll: true });
  };
  const steps = { j: 1, ArrowRight: 1, ArrowDown: 1, k: -1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = event.target;
    if (on.matches("input:not([type=checkbox]), select, textarea, .scroll, .scroll *")) return;
    if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !on.matches(".t")) return;
    event.preventDefault();
    walk(step);
  });

  // filters by rule, layer and severity
  const tally = document.querySelector(".tally");
  const choices = find("input[name]");
  const sift = () => {
    const on = new Set(choices.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const [id, note] of notes) {
      const shown = note.dataset.k.split(" ").every((kind) => on.has(kind));
      note.hidden = !shown;
      count += shown;
      for (const part of parts.get(id) || []) part.classList.toggle("off", !shown);
    }
    tally.textContent = count === notes.size ? `${count}` : `${count} of ${notes.size}`;
  };
  for (const box of choices) box.addEventListener("change", sift);
  if (choices.some((box) => !box.checked)) sift();

  // a link to a passage lights the whole passage
  const spot = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const from = document.getElementById(id);
    CSS.highlights?.delete("spot");
    if (id.startsWith("mark-")) light(id.slice(5));
    if (!from || !id.startsWith("s-") || !window.Highlight) return;
    const range = new Range();
    range.setStartAfter(from);
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    walker.currentNode = from;
    const [start, end] = id.slice(2).split("-").map(Number);
    let left = end - start;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const characters = [...node.data];
      range.setEnd(node, characters.slice(0, left).join("").length);
      left -= characters.length;
      if (left <= 0) break;
    }
    CSS.highlights.set("spot", new Highlight(range));
  };
  addEventListener("hashchange", spot);
  spot();

  // what is folded is printed too
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = find("details.fold:not([open])");
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
})();
