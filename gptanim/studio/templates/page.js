// Lines and chapters jump to their moment; the line that is being said is marked, and kept in sight if asked.
(() => {
  const film = document.querySelector("video");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const lines = all("#transcript a"), chapters = all("#chapters a");
  const words = document.querySelector(".words");
  const label = document.querySelector("#transcript label"), follow = label.querySelector("input");
  const status = document.querySelector("[role=status]");
  const roomy = matchMedia("(min-width: 64rem)"); // as in page.css: the transcript stands beside the film
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const INSIDE = 0.01; // seconds after a cut, so that rounding never shows the picture before it

  const start = (link) => Number(link.dataset.at);
  const latest = (links) => links.findLastIndex((link) => start(link) <= film.currentTime + INSIDE);

  function mark(links) {
    const now = links[latest(links)], before = links.find((link) => link.hasAttribute("aria-current"));
    if (now === before) return null;
    before?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    return now;
  }

  function show(line) {
    const behavior = calm.matches ? "auto" : "smooth";
    if (words.scrollHeight <= words.clientHeight + 1) return line.scrollIntoView({ block: "center", behavior });
    const beyond = line.getBoundingClientRect().top - words.getBoundingClientRect().top;
    words.scrollTo({ top: words.scrollTop + beyond - words.clientHeight / 3, behavior });
  }

  function keepUp() {
    mark(chapters);
    const line = mark(lines);
    if (line && follow.checked) show(line);
  }

  function jump(link) {
    const go = () => { film.currentTime = start(link) + INSIDE; };
    if (film.readyState >= 1) go();
    else film.addEventListener("loadedmetadata", go, { once: true });
  }

  function choose(link) {
    jump(link);
    film.play().catch(() => {}); // refused: it stands at its moment, and the controls are there
    history.replaceState(null, "", link.hash);
    if (!follow.checked || roomy.matches) film.scrollIntoView({ block: "nearest" });
    status.textContent = `The film plays from ${link.querySelector(".clock").textContent}`;
  }

  function click(event) {
    const link = event.target.closest("a[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (getSelection().isCollapsed || event.detail === 0) choose(link); // words that are being selected stay put
  }

  function step(event) {
    const place = latest(lines) + Number(event.currentTarget.dataset.step);
    choose(lines[Math.max(0, Math.min(lines.length - 1, place))]);
  }

  function arrive() {
    const link = lines.find((line) => line.hash === location.hash);
    if (link) jump(link);
  }

  label.hidden = document.querySelector(".steps").hidden = false;
  follow.checked = document.querySelector("details").open = roomy.matches;
  for (const name of ["wheel", "touchmove"]) {
    words.addEventListener(name, () => { follow.checked = false; }, { passive: true });
  }
  for (const name of ["timeupdate", "seeked", "playing"]) film.addEventListener(name, keepUp);
  for (const button of all("[data-step]")) button.addEventListener("click", step);
  document.addEventListener("click", click);
  addEventListener("hashchange", arrive);
  arrive();
})();
