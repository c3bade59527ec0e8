(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const SIZE = 250;
  const [outlets, rows] = JSON.parse(by("data").textContent);
  const [HREF, NAME, WHERE, LANGUAGE, OUTLET, DATE, WORDS, SCORES, MARKS, ERRORS, LOOK, REMARK] = Array(12).keys();
  const CODES = ["AN", "VA", "SH", "UQ", "LL", "EA", "SQ", "XX"];
  const table = by("table");
  const body = table.tBodies[0];
  const sum = (row) => row[MARKS].reduce((a, b) => a + b, 0);
  const keys = [
    (row) => row[NAME], (row) => row[OUTLET], (row) => row[DATE], (row) => row[WORDS],
    (row) => row[SCORES][0], (row) => row[SCORES][1], (row) => row[SCORES][2], sum, (row) => row[ERRORS], (row) => row[LOOK],
  ];
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const hay = rows.map((row) => fold([row[NAME], row[WHERE], row[OUTLET]].join("\n")));
  const order = rows.map((_, at) => at);
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  let found = order;
  let page = 1;

  const add = (parent, tag, text, attributes) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    parent.append(element);
    return element;
  };

  const line = (row) => {
    const tr = document.createElement("tr");
    const head = add(tr, "th", undefined, { scope: "row" });
    const link = add(head, "a", row[NAME], { href: row[HREF], dir: "auto" });
    if (row[LANGUAGE]) link.setAttribute("lang", row[LANGUAGE]);
    if (row[WHERE]) add(head, "small", row[WHERE]);
    if (row[REMARK]) add(head, "small", row[REMARK], { class: "why" });
    add(tr, "td", row[OUTLET], { dir: "auto" });
    add(tr, "td", row[DATE]);
    add(tr, "td", row[WORDS]);
    row[SCORES].forEach((score) => add(tr, "td", score === null ? "–" : score));
    const marks = add(tr, "td");
    row[MARKS].forEach((count, at) => {
      if (!count) return;
      add(marks, "b", CODES[at], { class: `code ${CODES[at]}` });
      marks.append(`\u00a0${count} `);
    });
    if (!marks.firstChild) marks.textContent = "–";
    add(tr, "td", row[ERRORS]);
    add(tr, "td", row[LOOK].toFixed(1));
    return tr;
  };

  let paging = document.querySelector(".paging");
  if (paging) {
    paging.replaceChildren();
  } else {
    paging = document.createElement("nav");
    paging.className = "paging";
    paging.setAttribute("aria-label", "Pages");
    table.after(paging);
  }
  const turn = (text, to) => {
    const button = add(paging, "button", text, { type: "button" });
    button.addEventListener("click", () => {
      page = to();
      show();
      by("articles").focus();
    });
    return button;
  };
  const pages = () => Math.max(1, Math.ceil(found.length / SIZE));
  const first = turn("⇤ first", () => 1);
  const before = turn("← before", () => page - 1);
  const place = add(paging, "span");
  const next = turn("next →", () => page + 1);
  const last = turn("last ⇥", () => pages());

  const say = () => {
    const number = pages();
    const start = (page - 1) * SIZE;
    const of = found.length < rows.length ? ` of ${rows.length.toLocaleString("en")}` : "";
    by("shown").textContent =
      `${found.length.toLocaleString("en")}${of} article${(of ? rows : found).length === 1 ? "" : "s"}` +
      (number > 1 ? `, ${start + 1} to ${Math.min(start + SIZE, found.length)} shown` : "");
    paging.hidden = number < 2;
    place.textContent = `page ${page} of ${number}`;
    first.disabled = before.disabled = page === 1;
    next.disabled = last.disabled = page === number;
  };

  const show = () => {
    body.replaceChildren(...found.slice((page - 1) * SIZE, page * SIZE).map((at) => line(rows[at])));
    say();
  };

  const find = () => {
    const words = fold(by("q").value).split(/\s+/).filter(Boolean);
    const [outlet, rule, state, from, to] = ["outlet", "rule", "state", "from", "to"].map((id) => by(id).value);
    found = order.filter((at) => {
      const row = rows[at];
      const day = row[DATE].trim().slice(0, 10);
      return (
        words.every((word) => hay[at].includes(word)) &&
        (!outlet || row[OUTLET] === outlets[outlet]) &&
        (!rule || row[MARKS][rule] > 0) &&
        (!state || (row[SCORES][2] !== null) === (state === "1")) &&
        (!from || (day && day >= from.slice(0, day.length))) &&
        (!to || (day && day <= to.slice(0, day.length)))
      );
    });
    const [, column, way] = /^(\d+)([+-])$/.exec(by("sort").value) || [];
    if (column) {
      const key = keys[column];
      const sign = way === "+" ? 1 : -1;
      const none = (value) => value === null || value === "";
      const beside = (a, b) => (typeof a === "number" ? a - b : compare(a, b));
      found.sort((i, j) => {
        const a = key(rows[i]);
        const b = key(rows[j]);
        return none(a) || none(b) ? none(a) - none(b) || i - j : sign * beside(a, b) || i - j;
      });
    }
    heads.forEach((head, at) => {
      if (String(at) === column) head.setAttribute("aria-sort", way === "+" ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    page = 1;
    show();
  };

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = `${at}+`;
      const down = `${at}-`;
      const [one, two] = at < 7 ? [up, down] : [down, up];
      by("sort").value = by("sort").value === one ? two : one;
      find();
    });
  });

  outlets.forEach((name, at) => add(by("outlet"), "option", name, { value: at }));
  let waiting;
  by("q").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  ["outlet", "rule", "state", "from", "to", "sort"].forEach((id) => by(id).addEventListener("change", find));
  by("reset").addEventListener("click", () => {
    ["q", "outlet", "rule", "state", "from", "to", "sort"].forEach((id) => { by(id).value = ""; });
    find();
    by("q").focus();
  });
  by("tools").hidden = false;
  say();
})();
