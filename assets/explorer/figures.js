// What the runs say, on the page. Pictures are the very files of the command, shown as images: nothing in them can run.

const FIGURES = ["cumulative", "daily_crossings", "total_dots", "status", "mode", "documented_deported", "remaining", "reception"];

// A picture with its faces, which the engine leaves to the page: all, or the two Latin ones.
const withFaces = (svg) => {
  const all = byId("faces").textContent;
  const latin = all.split(/(?=@font-face)/).slice(0, 2).join("");
  return svg.replace(/\/\*faces:(all|latin)\*\//, (_, which) => (which === "all" ? all : latin));
};

// Read sooner than a blob, which goes by way of another process.
const svgUrl = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

const save = (name, content, type) => {
  const url = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

const savePng = async (name, svg) => {
  const image = new Image();
  image.src = svgUrl(svg);
  await image.decode();
  const canvas = make("canvas");
  canvas.width = 1600;
  canvas.height = Math.round((1600 * image.naturalHeight) / image.naturalWidth);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
};

// A table of texts; the first row and the first column are headings.
const fillTable = (table, head, rows) => {
  const cells = (row) => row.map((cell, at) => make(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, cell));
  table.replaceChildren(
    make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row)))),
  );
};

// The twin of a picture in words: paragraphs and tables.
const twin = (description) => {
  const parts = [];
  let rows = [];
  const flush = () => {
    if (!rows.length) return;
    const table = make("table");
    fillTable(table, rows[0], rows.slice(1).filter((row) => !row.every((cell) => /^-*$/.test(cell))));
    parts.push(make("div", { class: "wide", tabindex: "0" }, table));
    rows = [];
  };
  for (const line of description.split("\n")) {
    if (line.startsWith("|")) rows.push(line.split("|").slice(1, -1).map((cell) => cell.trim()));
    else {
      flush();
      if (line.trim()) parts.push(make("p", {}, line.replace(/^#+ /, "")));
    }
  }
  flush();
  return parts;
};

const panels = new Map();

// What the ranges are on the day under the pointer, on a picture on which days go by. The same is read out under "Values on a
// day", for whoever has no pointer.
const hover = (made) => {
  const line = make("span", { class: "day-line", hidden: true });
  const tip = make("div", { class: "tip", hidden: true });
  const hide = () => {
    line.hidden = true;
    tip.hidden = true;
  };
  const frame = made.frame;
  frame.append(line, tip);
  frame.addEventListener("pointerleave", hide);
  frame.addEventListener("pointermove", (event) => {
    const box = frame.getBoundingClientRect();
    const [width] = made.size ?? [1];
    const scale = box.width / width;
    const [x, y] = [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
    const under = (made.days ?? []).find(({ left, right, top, bottom }) => x >= left - 2 && x <= right + 2 && y >= top && y <= bottom);
    if (!under || !app.days) return hide();
    const at = Math.round(((x - under.left) / (under.right - under.left)) * (under.days - 1)) + under.first_day - dayNumber(app.days.first);
    const day = Math.min(Math.max(at, 0), app.about.days - 1);
    const shown = under.left + ((day + dayNumber(app.days.first) - under.first_day) / Math.max(under.days - 1, 1)) * (under.right - under.left);
    Object.assign(line.style, { left: `${shown * scale}px`, top: `${under.top * scale}px`, height: `${(under.bottom - under.top) * scale}px` });
    tip.replaceChildren(make("strong", {}, dateWords(isoOf(dayNumber(app.days.first) + day))), tipTable(day));
    line.hidden = false;
    tip.hidden = false;
    const leftHalf = event.clientX - box.left < box.width / 2;
    Object.assign(tip.style, { top: `${under.top * scale}px`, left: leftHalf ? `${shown * scale + 10}px` : "auto", right: leftHalf ? "auto" : `${box.width - shown * scale + 10}px` });
  });
};

const panel = (name) => {
  if (panels.has(name)) return panels.get(name);
  const image = make("img", { alt: "" });
  const words = make("div");
  const details = make("details", {}, make("summary", {}, t("figure-words")), words);
  const made = { image, words, details, svg: "", description: "", root: null, frame: make("div", { class: "frame" }, image) };
  details.addEventListener("toggle", () => details.open && words.replaceChildren(...twin(made.description)));
  made.root = make(
    "figure", { id: `figure-${name}`, class: name === "cumulative" ? "large" : "" }, made.frame,
    make("figcaption", {}, details, make("span", { class: "buttons" },
      make("button", { onclick: () => save(`${name}.svg`, made.svg, "image/svg+xml") }, "SVG"),
      make("button", { onclick: () => savePng(name, made.svg) }, "PNG"))),
  );
  hover(made);
  byId(name === "cumulative" ? "figure-first" : "figures").append(made.root);
  panels.set(name, made);
  return made;
};

const showFigure = async ({ name, title, description, svg: bare, size, days }) => {
  const made = panel(name);
  const svg = withFaces(bare);
  // Decoded before it is shown, so that nothing flickers.
  const image = new Image();
  image.src = svgUrl(svg);
  image.alt = title;
  await image.decode().catch(() => {});
  made.image.replaceWith(image);
  Object.assign(made, { image, svg, description, size, days });
  made.root.classList.remove("stale");
  if (made.details.open) made.words.replaceChildren(...twin(description));
};

const list = (id, texts) => byId(id).replaceChildren(...texts.map((text) => make("li", {}, text)));

// The 9-in-10 ranges of a day, small.
const tipTable = (at) => {
  const { first, ...series } = app.days;
  const table = make("table");
  fillTable(table, ["", t("nine-in-ten")], Object.entries(series).map(([name, ranges]) => [t(`series-${name.replace(/_/g, "-")}`), ranges[at][1]]));
  return table;
};

// The ranges of a day.
const dayTable = (table, at) => {
  const { first, ...series } = app.days;
  fillTable(table, ["", t("half-of-runs"), t("nine-in-ten")], Object.entries(series).map(([name, ranges]) => [t(`series-${name.replace(/_/g, "-")}`), ...ranges[at]]));
  return table;
};

const showDay = () => {
  const { days } = app;
  if (!days) return;
  const slider = byId("day");
  slider.max = app.about.days - 1;
  const at = Number(slider.value);
  const iso = isoOf(dayNumber(days.first) + at);
  byId("day-date").textContent = dateWords(iso);
  slider.setAttribute("aria-valuetext", dateWords(iso));
  dayTable(byId("day-table"), at);
};

// What differs from each pinned policy, and the ranges of all side by side.
const showVerdicts = (verdicts, rows) => {
  const pins = app.state.pins.map((pin, at) => ({ pin, at, held: app.pinned.get(pinKey(pin, app.state)) }));
  byId("verdict").hidden = !pins.length;
  if (!pins.length || !verdicts) return;
  byId("verdicts").replaceChildren(...pins.map(({ pin, at, held }) => {
    const verdict = held && verdicts[held.place];
    const sentences = !verdict ? [t("verdict-none")] : verdict.why_not ? [verdict.why_not] : verdict.sentences.length ? verdict.sentences : [t("verdict-same")];
    const told = { name: pinName(at), pinned: held ? ofScenario(held.about.title) : pin.scenario, set: pin.set.length ? pin.set.join("; ") : t("untouched-levers"), runs: number(verdict?.runs ?? 0) };
    return make("section", { class: "pin" },
      make("p", { class: "hint" }, t("verdict-what", told), " ", make("button", { onclick: () => unpin(at), "aria-label": t("unpin-which", told) }, t("unpin"))),
      make("ul", {}, ...sentences.map((text) => make("li", {}, text))));
  }));
  const same = (row) => (other) => other.outcome === row.outcome && other.status === row.status;
  const cell = (rows, row) => digits(rows?.find(same(row))?.ranges[1] ?? "–");
  fillTable(byId("pin-table"), ["", t("this-policy"), ...pins.map(({ at }) => pinName(at))],
    rows.map((row) => [rowName(row), row.ranges[1], ...pins.map(({ held }) => cell(held?.rows, row))]));
};

const pinName = (at) => t("pin-name", { letter: "ABC"[at] });
const rowName = ({ label, part }) => (part ? `– ${label}` : label);

// Everything but the pictures.
const showWords = (told, last) => {
  byId("sentence").textContent = told.sentence;
  byId("bar-link").textContent = t("bar", { range: told.rows[0]?.ranges[1] ?? "0", what: told.rows[0]?.label ?? "" });
  byId("beyond").textContent = told.not_in_range;
  byId("monte-carlo").textContent = told.monte_carlo;
  byId("parameters").textContent = [t("parameters", { set: told.parameters }), told.track_record].filter(Boolean).join(" ");
  byId("caveat").textContent = app.about.caveat ? t("caveat", { caveat: app.about.caveat }) : "";
  byId("card").textContent = told.card ?? t("card-waits");
  byId("target").textContent = told.target;
  list("thresholds", told.thresholds);
  fillTable(byId("rows"), ["", t("half-of-runs"), t("nine-in-ten")], told.rows.map((row) => [rowName(row), ...row.ranges]));
  if (told.failed) byId("status").append(` ${t("failed-runs", { count: told.failed })}`);
  if (told.days) app.days = told.days;
  showDay();
  showVerdicts(told.verdicts, told.rows);
  if (last) document.body.dataset.ready = String(app.engine.generation);
};
