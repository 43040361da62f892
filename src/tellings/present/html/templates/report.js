// The page is whole without this: it only opens folded parts that a link points into, and all of them for print.
"use strict";
(() => {
  const open = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target) { open(target); target.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  if (location.hash) reveal();
})();
