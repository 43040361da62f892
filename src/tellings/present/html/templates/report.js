// The page is whole without this.  It unfolds what a link points into, unfolds everything for print, and tells in a
// small note what a marker leads to, before one follows it.
"use strict";
(() => {
  const target = (hash) => (hash.length > 1 ? document.getElementById(hash.slice(1)) : null);
  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const reveal = () => {
    const found = target(location.hash);
    if (found) { unfold(found); found.scrollIntoView({ block: "center" }); }
  };
  const note = (event) => {
    const link = event.target.closest && event.target.closest(".marks a, a.place, a.ref, a.called, .coverage td a");
    const found = link && !link.title && target(link.hash);
    if (!found) return;
    const gist = found.cloneNode(true);
    gist.querySelectorAll(".marks, .meta, .why, details, .answers, td").forEach((part) => part.remove());
    const text = gist.textContent.replace(/\s+/g, " ").trim();
    link.title = text.length > 220 ? `${text.slice(0, 219)}…` : text;
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  document.addEventListener("pointerover", note);
  document.addEventListener("focusin", note);
  if (location.hash) reveal();
})();
