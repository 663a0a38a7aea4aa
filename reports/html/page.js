"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const find = (selector) => document.querySelector(selector);

  // Filter: status and every word of the search.
  const query = find("#q");
  const words = new Map();
  const told = (item) => {
    if (!words.has(item)) {
      const near = [item.querySelector(".name, h3"), item.querySelector(".ids, .where"), item.querySelector(".place"),
        item.closest(".rule")?.querySelector("h4"), item.closest(".feature")?.querySelector("h3")];
      words.set(item, [item.dataset.search, ...near.map((part) => part ? part.textContent : "")].join(" ").toLowerCase());
    }
    return words.get(item);
  };
  const filter = () => {
    const wanted = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = find("input[name=status]:checked").value;
    const fits = (item) =>
      (!status || (status === "flaky" && item.querySelector(".unsure")) || (item.dataset.status === "undefined" ? "failed" : item.dataset.status) === status) &&
      wanted.every((word) => told(item).includes(word));
    all("[data-search]").forEach((item) => { item.hidden = !fits(item); });
    const hideEmpty = (group) => { group.hidden = !group.querySelector(".scenario:not([hidden])"); };
    all(".rule").forEach(hideEmpty);
    all(".feature").forEach(hideEmpty);
    find("#none").hidden = all(".feature:not([hidden])").length > 0;
  };
  find(".tools").hidden = false;
  query.addEventListener("input", filter);
  all("input[name=status]").forEach((input) => input.addEventListener("change", filter));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input")) { event.preventDefault(); query.focus(); }
  });

  // Details that are packed, a pack for each page, are unpacked when they are opened.
  const packs = new Map();
  const unpack = (feature) => {
    if (!packs.has(feature)) {
      const packed = feature.querySelector("template.pack").content.textContent;
      const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
      packs.set(feature, new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json());
    }
    return packs.get(feature);
  };
  const fill = async (item) => {
    const body = item.querySelector(".body[data-at]");
    if (!body) return;
    const at = Number(body.dataset.at);
    delete body.dataset.at;
    body.innerHTML = (await unpack(item.closest(".feature")))[at];
  };
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.scenario[open]")) fill(event.target);
  }, true);

  // Fold and unfold; print everything that is there.
  const fold = find("#fold");
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-pressed") !== "true";
    fold.setAttribute("aria-pressed", String(open));
    fold.textContent = open ? "Fold all" : "Unfold all";
    all("details.scenario").forEach((item) => { item.open = open; });
  });
  addEventListener("beforeprint", () => all("details:not(.more)").forEach((item) => { item.open = true; }));

  // An address opens what it points into.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let item = target; item; item = item.parentElement) if (item.tagName === "DETAILS") item.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Copy a command.
  const copy = (code) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(code.textContent);
    getSelection().selectAllChildren(code);
    document.execCommand("copy");
    return Promise.resolve();
  };
  all("[data-copy]").forEach((code) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    button.addEventListener("click", () => copy(code).then(() => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    }));
    code.after(button);
  });

  // Say what an id stands for, and what a mark is, as soon as it is touched.
  document.addEventListener("pointerover", (event) => {
    const id = event.target.closest && event.target.closest("a.id:not([title])");
    if (id) id.title = document.getElementById(id.hash.slice(1))?.querySelector("td")?.firstChild?.textContent || "";
    const mark = event.target.closest && event.target.closest(".timeline use");
    if (!mark) return;
    const box = mark.closest(".timeline");
    const line = box.querySelector("output") || box.appendChild(document.createElement("output"));
    line.textContent = mark.textContent;
  });
})();
