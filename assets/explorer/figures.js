// What the runs say, on the page. Pictures are the very files of the command, shown as images: nothing in them can run.

const FIGURES = ["cumulative", "daily_crossings", "total_dots", "status", "mode", "documented_deported", "remaining", "reception"];

const svgUrl = (svg) => URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));

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
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
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

const panel = (name) => {
  if (panels.has(name)) return panels.get(name);
  const image = make("img", { alt: "" });
  const words = make("div");
  const details = make("details", {}, make("summary", {}, t("figure-words")), words);
  const made = { image, words, details, svg: "", description: "", root: null };
  details.addEventListener("toggle", () => details.open && words.replaceChildren(...twin(made.description)));
  made.root = make(
    "figure", { id: `figure-${name}`, class: name === "cumulative" ? "large" : "" }, image,
    make("figcaption", {}, details, make("span", { class: "buttons" },
      make("button", { onclick: () => save(`${name}.svg`, made.svg, "image/svg+xml") }, "SVG"),
      make("button", { onclick: () => savePng(name, made.svg) }, "PNG"))),
  );
  byId(name === "cumulative" ? "figure-first" : "figures").append(made.root);
  panels.set(name, made);
  return made;
};

const showFigure = async ({ name, title, description, svg }) => {
  const made = panel(name);
  const fresh = svgUrl(svg);
  // Decoded before it is shown, so that nothing flickers.
  const image = new Image();
  image.src = fresh;
  image.alt = title;
  await image.decode().catch(() => {});
  const old = made.image.src;
  made.image.replaceWith(image);
  if (old) URL.revokeObjectURL(old);
  Object.assign(made, { image, svg, description });
  made.root.classList.remove("stale");
  if (made.details.open) made.words.replaceChildren(...twin(description));
};

const list = (id, texts) => byId(id).replaceChildren(...texts.map((text) => make("li", {}, text)));

const showDay = () => {
  const { days } = app;
  if (!days) return;
  const slider = byId("day");
  slider.max = app.about.days - 1;
  const at = Number(slider.value);
  const iso = isoOf(dayNumber(days.first) + at);
  byId("day-date").textContent = dateWords(iso);
  slider.setAttribute("aria-valuetext", dateWords(iso));
  const series = Object.keys(days).filter((name) => name !== "first");
  fillTable(byId("day-table"), ["", t("half-of-runs"), t("nine-in-ten")], series.map((name) => [t(`series-${name.replace(/_/g, "-")}`), ...days[name][at]]));
};

const showVerdict = (verdict) => {
  byId("verdict").hidden = !app.state.pin;
  if (!verdict || !app.state.pin) return;
  const sentences = verdict.why_not ? [verdict.why_not] : verdict.sentences.length ? verdict.sentences : [t("verdict-same")];
  list("verdict-list", sentences);
  byId("pinned-what").textContent = t("verdict-what", { pinned: app.pinned?.title ?? "", set: app.state.pin.set.length ? app.state.pin.set.join("; ") : t("untouched-levers"), runs: number(verdict.runs ?? 0) });
};

// Everything but the pictures.
const showWords = (told, last) => {
  byId("sentence").textContent = told.sentence;
  byId("bar-link").textContent = t("bar", { range: told.rows[0]?.[1][1] ?? "0", what: told.rows[0]?.[0] ?? "" });
  byId("beyond").textContent = told.not_in_range;
  byId("monte-carlo").textContent = told.monte_carlo;
  byId("parameters").textContent = [t("parameters", { set: told.parameters }), told.track_record].filter(Boolean).join(" ");
  byId("caveat").textContent = app.about.caveat ? t("caveat", { caveat: app.about.caveat }) : "";
  byId("card").textContent = told.card ?? t("card-waits");
  byId("target").textContent = told.target;
  list("thresholds", told.thresholds);
  fillTable(byId("rows"), ["", t("half-of-runs"), t("nine-in-ten")], told.rows.map(([label, ranges]) => [label.trim().replace(/^(undocumented|acc|por|visa)$/, (name) => `– ${nameOf(name)}`), ...ranges]));
  if (told.failed) byId("status").append(` ${t("failed-runs", { count: told.failed })}`);
  if (told.days) app.days = told.days;
  showDay();
  showVerdict(told.verdict);
  if (last) document.body.dataset.ready = String(app.engine.generation);
};
