(() => {
  "use strict";
  const body = document.querySelector("tbody");
  document.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    let direction = 1;
    button.addEventListener("click", () => {
      const value = (row) => row.children[column].textContent.trim();
      const number = (text) => (text === "" || text === "–" ? NaN : Number(text));
      [...body.rows]
        .sort((a, b) => {
          const x = value(a), y = value(b), p = number(x), q = number(y);
          if (Number.isNaN(p) !== Number.isNaN(q)) return Number.isNaN(p) ? 1 : -1;
          return direction * (Number.isNaN(p) ? x.localeCompare(y) : p - q);
        })
        .forEach((row) => body.append(row));
      document.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      direction = -direction;
    });
  });
})();
