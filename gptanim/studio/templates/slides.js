// Slides before the shown one rest on their last frame, those after it wait on their first.
(() => {
  const root = document.querySelector(".reveal");
  const clipOf = (slide) => slide.querySelector("video");
  const stillOf = (slide) => (slide ? slide.querySelector(".still").src : "");
  const NEAR = 2; // slides on either side whose clips are kept loaded
  const QUIET = 2000; // milliseconds after which a mouse that lies still is forgotten
  // The speaker's window shows the coming slide without controls; there it shows what the slide will end on.
  const preview = new URLSearchParams(location.search).get("controls") === "false";
  let shown = -1;

  function load(clip, poster) {
    clip.poster = poster;
    if (!clip.hasAttribute("src")) clip.src = clip.dataset.clip;
  }

  function unload(clip) {
    if (!clip.hasAttribute("src")) return;
    clip.removeAttribute("src");
    clip.load(); // frees the decoder; a browser has only so many
  }

  function seek(clip, time) {
    clip.pause();
    clip.ontimeupdate = null;
    const go = () => { clip.currentTime = time(); };
    if (clip.readyState >= 1) go();
    else clip.addEventListener("loadedmetadata", go, { once: true });
  }

  const rewind = (clip) => seek(clip, () => 0);
  const rest = (clip) => seek(clip, () => Math.max(0, clip.duration - 0.001));

  function play(clip) {
    clip.currentTime = 0;
    clip.play().catch(() => {}); // refused, or left before it began: the poster stays
  }

  function arrive() {
    if (Reveal.isOverview()) return;
    const slides = Reveal.getSlides();
    const now = slides.indexOf(Reveal.getCurrentSlide());
    const forth = now > shown && !preview;
    shown = now;
    slides.forEach((slide, place) => {
      const clip = clipOf(slide);
      if (Math.abs(place - now) > NEAR) return unload(clip);
      const plays = place === now && (forth || (clip.loop && !preview));
      const waits = place > now || plays;
      load(clip, stillOf(waits ? slides[place - 1] : slide));
      if (plays) play(clip);
      else if (waits) rewind(clip);
      else rest(clip);
    });
  }

  function click(event) {
    const elsewhere = event.defaultPrevented || event.target.closest(".controls, .progress, .r-overlay, a, button");
    if (elsewhere || Reveal.isOverview() || Reveal.isPaused()) return;
    if (event.clientX < window.innerWidth / 5) Reveal.prev();
    else Reveal.next();
  }

  let quiet = 0;
  function move() {
    document.body.classList.add("moving");
    clearTimeout(quiet);
    quiet = setTimeout(() => document.body.classList.remove("moving"), QUIET);
  }

  Reveal.initialize({
    width: Number(root.dataset.width),
    height: Number(root.dataset.height),
    margin: 0,
    minScale: 0.02,
    maxScale: 20,
    center: false,
    hash: true,
    navigationMode: "linear",
    transition: "none",
    backgroundTransition: "none",
    controlsTutorial: false,
    controlsBackArrows: "visible",
    autoPlayMedia: false,
    hideCursorTime: QUIET,
    scrollActivationWidth: null,
    plugins: [RevealNotes],
  }).then(() => {
    if (document.documentElement.classList.contains("print-pdf")) return;
    Reveal.addKeyBinding({ keyCode: 82, key: "R", description: "Play this slide again" }, () => {
      play(clipOf(Reveal.getCurrentSlide()));
    });
    Reveal.on("slidechanged", arrive);
    Reveal.on("overviewhidden", arrive);
    root.addEventListener("click", click);
    document.addEventListener("mousemove", move);
    arrive();
  });
})();
