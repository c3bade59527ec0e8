(() => {
  "use strict";
  const marks = [...document.querySelectorAll(".mark[id]")];
  const all = [...document.querySelectorAll(".mark")];
  const filters = document.querySelector(".filters");
  const light = (ids, on) => ids.forEach((id) => {
    const note = document.getElementById("note-" + id);
    if (note) note.classList.toggle("here", on);
  });
  all.forEach((mark) => {
    const ids = mark.dataset.f.split(" ");
    const on = () => light(ids, true), off = () => light(ids, false);
    mark.addEventListener("mouseenter", on);
    mark.addEventListener("mouseleave", off);
    mark.addEventListener("focus", on);
    mark.addEventListener("blur", off);
  });
  let at = -1;
  const go = (step) => {
    const shown = marks.filter((mark) => !mark.classList.contains("hidden-mark"));
    if (!shown.length) return;
    const now = shown.indexOf(document.activeElement);
    at = ((now < 0 ? at : now) + step + shown.length) % shown.length;
    shown[at].focus();
    shown[at].scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input")) return;
    if (event.key === "j") { go(1); event.preventDefault(); }
    if (event.key === "k") { go(-1); event.preventDefault(); }
  });
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("change", () => {
      const on = new Set([...filters.querySelectorAll("input:checked")].map((box) => box.value));
      all.forEach((mark) => mark.classList.toggle("hidden-mark", !mark.dataset.rules.split(" ").some((rule) => on.has(rule))));
      document.querySelectorAll(".note").forEach((note) => { note.hidden = !on.has(note.dataset.rule); });
    });
  }
})();
