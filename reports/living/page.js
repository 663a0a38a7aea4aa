"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const find = (selector) => document.querySelector(selector);

  // Filter: which, and every word of the search.
  const query = find("#q");
  const texts = new Map();
  const told = (sentence) => {
    if (!texts.has(sentence)) texts.set(sentence, (sentence.textContent + " " + sentence.closest(".chapter").firstElementChild.textContent).toLowerCase());
    return texts.get(sentence);
  };
  const filter = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const which = find("input[name=which]:checked").value;
    all(".sentence").forEach((sentence) => {
      sentence.hidden = !((!which || sentence.classList.contains(which)) && words.every((word) => told(sentence).includes(word)));
    });
    all(".chapter").forEach((chapter) => {
      chapter.hidden = !chapter.querySelector(".sentence:not([hidden])");
      find(`nav a[href="#${chapter.id}"]`).parentElement.hidden = chapter.hidden;
    });
    find("#none").hidden = all(".chapter:not([hidden])").length > 0;
  };
  find(".tools").hidden = false;
  let soon;
  query.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(filter, 80); });
  all("input[name=which]").forEach((input) => input.addEventListener("change", filter));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input")) { event.preventDefault(); query.focus(); }
  });

  // Steps are packed, a pack for each feature, and unpacked when they are asked for.
  const packs = new Map();
  const sources = all("template.pack");
  const unpack = (number) => {
    if (!packs.has(number)) {
      const bytes = Uint8Array.from(atob(sources[number].content.textContent), (c) => c.charCodeAt(0));
      packs.set(number, new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json());
    }
    return packs.get(number);
  };
  document.addEventListener("toggle", async (event) => {
    const body = event.target.matches("details.scenario[open]") && event.target.querySelector(".body[data-at]");
    if (!body) return;
    const { pack, at } = body.dataset;
    delete body.dataset.at;
    body.innerHTML = (await unpack(Number(pack)))[Number(at)];
  }, true);

  // The list of pages is folded where it would be in the way.
  if (matchMedia("(max-width: 860px)").matches) find("nav details").open = false;

  // An address opens the examples of what it points to.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    all(".examples", target.closest(".sentence") || document.createElement("p")).forEach((item) => { item.open = true; });
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
