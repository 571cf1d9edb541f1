// Lets a reader go over a chart's points by pointer, touch or arrow keys; the words are the chart's own titles.
// The page says everything without it: this only shows one point at a time, in the place of the caption.
"use strict";

const EARLIER = ["ArrowLeft", "ArrowDown"];
const LATER = ["ArrowRight", "ArrowUp"];

function readable(figure) {
  const chart = figure.querySelector("svg");
  const points = [...chart.querySelectorAll(".point")];
  if (points.length === 0) return;
  const words = points.map((point) => point.querySelector("title").textContent);
  const reader = laid(figure, chart);
  const reading = figure.querySelector("figcaption").appendChild(document.createElement("span"));
  reading.className = "reading";
  reading.setAttribute("aria-hidden", "true"); // a screen reader hears the same from the slider
  let place = points.length - 1;

  function say() {
    reader.setAttribute("aria-valuenow", place + 1);
    reader.setAttribute("aria-valuetext", words[place]);
  }

  function show(next) {
    place = Math.min(Math.max(next, 0), points.length - 1);
    points.forEach((point, index) => point.classList.toggle("chosen", index === place));
    reading.textContent = words[place];
    say();
  }

  function hide() {
    points.forEach((point) => point.classList.remove("chosen"));
    reading.textContent = "";
  }

  function under(event) {
    const ends = points.map((point) => point.querySelector(".area").getBoundingClientRect().right);
    const found = ends.findIndex((end) => event.clientX < end);
    return found < 0 ? points.length - 1 : found;
  }

  function pressed(event) {
    const ways = { Home: 0, End: points.length - 1 };
    EARLIER.forEach((key) => (ways[key] = place - 1));
    LATER.forEach((key) => (ways[key] = place + 1));
    if (event.key === "Escape") return hide();
    if (!(event.key in ways) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(ways[event.key]);
  }

  reader.setAttribute("aria-valuemin", 1);
  reader.setAttribute("aria-valuemax", points.length);
  say();
  reader.addEventListener("pointermove", (event) => show(under(event)));
  reader.addEventListener("pointerdown", (event) => show(under(event)));
  reader.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && document.activeElement !== reader) hide();
  });
  reader.addEventListener("focus", () => show(place));
  reader.addEventListener("blur", hide);
  reader.addEventListener("keydown", pressed);
}

// A slider over the picture: it takes no room, so nothing moves when it comes.
function laid(figure, chart) {
  const frame = document.createElement("div");
  const reader = document.createElement("div");
  frame.className = "frame";
  reader.className = "reader";
  reader.tabIndex = 0;
  reader.setAttribute("role", "slider");
  reader.setAttribute("aria-label", figure.dataset.reader);
  chart.replaceWith(frame);
  frame.append(chart, reader);
  return reader;
}

document.querySelectorAll("figure[data-reader]").forEach(readable);
