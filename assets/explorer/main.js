// The page: its state, what changes it, and what follows.

const app = {
  engine: null,
  state: null,
  about: null,
  base: new Map(),
  baseOf: "",
  controls: new Map(),
  // What is pinned, by its key: its place in the first worker, and what it said.
  pinned: new Map(),
  days: null,
  guesses: null,
  guessing: false,
  past: [],
  future: [],
  open: new Set(["deadlines"]),
  latencies: [],
};

const data = JSON.parse(byId("data").textContent);
// Most letters of an address that are read.
const LONGEST_ADDRESS = 60_000;

const keyed = (about) => new Map(about.controls.map((control) => [control.key, control]));
const sets = (state) => Object.values(state.set);
const questionOf = (state, untouched) => ({
  scenario: state.scenario, overrides: untouched ? [] : sets(state), seed: state.seed, runs: state.runs, files: { ...data.files, ...state.files },
});

const startState = () => ({ scenario: data.start, set: keyedSets(data.set), seed: null, runs: null, files: {}, pins: [], lang: data.language, local: data.local });
// With the one on the screen, four.
const MOST_PINS = 3;

// `--set` texts by key.
function keyedSets(texts) {
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf("=")).trim(), text]));
}

// The state in the address, so that a link restores it. Files of one's own go along.
const address = (state) => {
  const { scenario, seed, runs, files, pins, lang, local } = state;
  const short = { v: 1, lang, local: local || undefined, scenario, set: sets(state), seed: seed ?? undefined, runs: runs ?? undefined, pins: pins.length ? pins : undefined, files: Object.keys(files).length ? files : undefined };
  return `#${encodeURIComponent(JSON.stringify(short))}`;
};

const texts = (value) => Array.isArray(value) && value.length <= 200 && value.every((text) => typeof text === "string" && text.includes("="));

// Reads the address; what it says about the scenario is checked by the engine, as a file is.
const readAddress = () => {
  const hash = location.hash.slice(1);
  if (!hash) return null;
  if (hash.length > LONGEST_ADDRESS) throw new Error(t("link-long", { most: number(LONGEST_ADDRESS) }));
  let told;
  try {
    told = JSON.parse(decodeURIComponent(hash));
  } catch {
    throw new Error(t("link-damaged"));
  }
  const { v, scenario, set = [], seed = null, runs = null, files = {}, pins = [], lang = data.language, local = false } = told ?? {};
  const whole = (value) => value === null || (Number.isSafeInteger(value) && value >= 0);
  const textMap = files && typeof files === "object" && !Array.isArray(files) && Object.values(files).every((text) => typeof text === "string");
  const pinFits = (pin) => pin && typeof pin === "object" && typeof pin.scenario === "string" && texts(pin.set);
  const pinsFit = Array.isArray(pins) && pins.length <= MOST_PINS && pins.every(pinFits);
  if (v !== 1 || typeof scenario !== "string" || !texts(set) || !whole(seed) || !whole(runs) || !textMap || !pinsFit || !catalogues.has(lang) || typeof local !== "boolean") throw new Error(t("link-damaged"));
  return { scenario, set: keyedSets(set), seed, runs, files, pins: pins.map(({ scenario, set }) => ({ scenario, set })), lang, local };
};

const quoted = (word) => (/^[\w./:=,+@%-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);

const showCommand = () => {
  const { about, state } = app;
  const own = state.files[state.scenario] !== undefined;
  const words = ["crossings", "run", state.scenario, ...sets(state).flatMap((text) => ["--set", text.replace(/ = /, "=")]), "--runs", String(about.runs), "--seed", String(about.seed)];
  byId("command").textContent = words.map(quoted).join(" ") + (own ? `\n${t("command-own")}` : "");
};

const complain = (problems) => {
  byId("problems").replaceChildren(...problems.map((problem) =>
    make("div", { class: "problem" }, make("p", {}, problem.message), problem.help ? make("p", {}, problem.help) : null, problem.text ? make("pre", { tabindex: "0" }, problem.text) : null)));
  // Whoever chose a file far below should see what is wrong with it.
  if (problems.some((problem) => problem.error !== false)) byId("problems").scrollIntoView({ block: "nearest" });
};

// What stays on the page until somebody changes something.
const tellNotice = (message, text) =>
  byId("notice").replaceChildren(make("div", { class: "problem" }, make("p", {}, message), text ? make("pre", { tabindex: "0" }, text) : null));

const fillScenarios = () => {
  const select = byId("scenario");
  const known = [...data.scenarios];
  if (!known.some((card) => card.path === app.state.scenario)) known.push({ path: app.state.scenario, title: app.state.scenario });
  select.replaceChildren(...known.map((card) => make("option", { value: card.path }, ofScenario(card.title))));
  select.value = app.state.scenario;
};

const draw = () => {
  const { about } = app;
  document.title = `${ofScenario(about.title)} – Crossings`;
  byId("results-title").textContent = ofScenario(about.title);
  byId("question").textContent = ofScenario(about.question);
  byId("runs").value = about.runs;
  byId("seed").value = about.seed;
  byId("undo").disabled = !app.past.length;
  byId("redo").disabled = !app.future.length;
  byId("pin").disabled = app.state.pins.length >= MOST_PINS;
  byId("idle").replaceChildren(...about.idle.map((text) => make("p", { class: "note" }, t("idle", { text }))));
  complain(about.warnings);
  fillScenarios();
  showCommand();
};

// In which language the engine tells.
const inLanguage = () => ({ language: app.state.lang, local: app.state.local });

// Shows the page in the language of the state.
const speak = () => {
  const { lang, local } = app.state;
  if (shown.code === lang && shown.local === local && document.body.dataset.language) return;
  const language = data.languages.find((language) => language.code === lang);
  shown = { ...language, local: local && language.right_to_left };
  Object.assign(document.documentElement, { lang: language.tag, dir: language.right_to_left ? "rtl" : "ltr" });
  document.body.dataset.language = lang;
  byId("language").value = lang;
  byId("local").checked = local;
  byId("local-choice").hidden = !language.right_to_left;
  byId("awaits-review").hidden = lang === "en";
  for (const { root } of panels.values()) root.remove();
  panels.clear();
  fillTexts();
};

// Runs what is on the page; `began` is when the lever was turned.
const simulate = (began) => {
  const { engine } = app;
  let first = true;
  const show = async (gathered, last, current) => {
    const figures = first ? ["cumulative"] : FIGURES;
    const glance = first && !last;
    first = false;
    const wanted = { ...inLanguage(), figures: last ? FIGURES : figures, card: last, days: !glance, ...(last && app.guesses ? { guesses: app.guesses } : {}) };
    const told = await engine.first.json("tell", wanted);
    if (!current()) return;
    const { runs } = app.about;
    byId("progress").value = gathered / runs;
    byId("status").textContent = t(last ? "status-done" : glance ? "status-glance" : "status-some", { runs: number(gathered), all: number(runs) });
    // The picture first: it is what follows the hand.
    await showFigure(told.figures[0]);
    if (glance) {
      app.latencies.push(performance.now() - began);
      for (const [name, { root }] of panels) root.classList.toggle("stale", name !== "cumulative");
    }
    showWords(told, last);
    if (glance) document.body.dataset.glance = String(engine.generation);
    for (const figure of told.figures.slice(1)) if (current()) await showFigure(figure);
    if (last && current()) {
      const shown = new Set(told.figures.map((figure) => figure.name));
      for (const [name, made] of panels) made.root.hidden = !shown.has(name);
      if (told.marks) showMarks(told.marks);
      document.body.dataset.done = String(engine.generation);
    }
  };
  engine.run(show).catch(mend);
};

// An engine that broke takes its memory with it: all workers begin anew. A question that breaks it again is left alone.
let brokeAt = "";
const mend = async (error) => {
  if (!error.broken) return complain([{ message: error.message }]);
  const now = address(app.state);
  const again = brokeAt === now;
  brokeAt = now;
  app.baseOf = "";
  app.pinned.clear();
  try {
    await app.engine.start();
    if (!again) await refresh();
  } catch (failed) {
    error = failed;
  }
  byId("status").textContent = t("status-broke");
  tellNotice(t(again ? "engine-broke-again" : "engine-broke"), error.message);
};

// The untouched scenario, for the marks of the levers. Nothing is run.
const openBase = async () => {
  const key = JSON.stringify([app.state.scenario, app.state.files[app.state.scenario] ?? ""]);
  if (app.baseOf === key) return true;
  const answer = await app.engine.open(questionOf(app.state, true));
  if (!answer || answer.problems) return false;
  app.base = keyed(answer);
  app.baseOf = key;
  return true;
};

// A pin holds only for the runs that it was made of.
const pinKey = (pin, { seed, runs, files }) => JSON.stringify([pin.scenario, pin.set, seed, runs, files[pin.scenario] ?? ""]);

// Makes the runs of pinned scenarios that are not there, to pair others with, and forgets those that nobody wants.
const openPins = async () => {
  const wanted = app.state.pins.map((pin) => pinKey(pin, app.state));
  for (const [key, { place }] of app.pinned) {
    if (wanted.includes(key)) continue;
    app.pinned.delete(key);
    await app.engine.first.ask("unpin", { place });
  }
  for (const [at, pin] of app.state.pins.entries()) {
    if (app.pinned.has(wanted[at])) continue;
    const answer = await app.engine.open({ ...questionOf(app.state), scenario: pin.scenario, overrides: pin.set });
    if (!answer || answer.problems) continue;
    byId("status").textContent = t("status-pin");
    if (await app.engine.run(async () => {})) await keepPin(wanted[at], answer);
  }
};

const keepPin = async (key, about) => {
  const taken = [...app.pinned.values()].map(({ place }) => place);
  const place = [0, 1, 2].find((place) => !taken.includes(place));
  if (place === undefined || app.pinned.has(key)) return;
  const { rows, runs } = await app.engine.first.json("pin", { place });
  app.pinned.set(key, { place, about, rows, runs });
};

// Pins what is on the page. If all its runs are made they are kept; otherwise they are made once more.
const pinThis = async () => {
  const pin = { scenario: app.state.scenario, set: sets(app.state) };
  if (app.state.pins.length >= MOST_PINS) return;
  const same = (other) => pinKey(other, app.state) === pinKey(pin, app.state);
  if (app.state.pins.some(same)) return;
  if (document.body.dataset.done === String(app.engine.generation)) await keepPin(pinKey(pin, app.state), app.about);
  change({ ...app.state, pins: [...app.state.pins, pin] });
};

const unpin = (at) => change({ ...app.state, pins: app.state.pins.filter((_, other) => other !== at) });

// Whatever changed: opens it, shows what it says or what is wrong, and runs it. Changes that come while an earlier one is
// being opened are taken together.
let waiting = null;
let drawAfter = false;
const drawLeversSoon = () => {
  if (waiting) drawAfter = true;
  else drawLevers();
};

const refresh = async (redraw = true) => {
  const began = performance.now();
  if (waiting) {
    waiting = { redraw: waiting.redraw || redraw, began };
    return;
  }
  waiting = { redraw, began };
  while (waiting) {
    const now = waiting;
    waiting = { redraw: false, began: null };
    await refreshOnce(now);
    waiting = waiting.began === null ? null : waiting;
  }
};

const refreshOnce = async ({ redraw, began }) => {
  const state = app.state;
  history.replaceState(null, "", address(state));
  speak();
  try {
    // Of a scenario that is wrong untouched, the problems are told below.
    await openBase();
    await openPins();
    const answer = await app.engine.open(questionOf(state));
    if (!answer) return;
    if (answer.problems) {
      complain(answer.problems);
      byId("status").textContent = t("status-problem");
      return;
    }
    app.about = answer;
    app.controls = keyed(answer);
    // Workers begin before the page is drawn.
    simulate(began);
    draw();
    // Levers are drawn when nothing newer waits: what a hand has moved on meanwhile must not jump back.
    drawAfter ||= redraw;
    const drawNow = drawAfter && waiting.began === null;
    if (drawNow) {
      drawAfter = false;
      drawLevers();
    }
  } catch (error) {
    // Not awaited: it refreshes, which waits for this.
    mend(error);
  }
};

const change = (next, redraw = true) => {
  byId("notice").replaceChildren();
  app.past.push(app.state);
  if (app.past.length > 200) app.past.shift();
  app.future = [];
  app.state = next;
  return refresh(redraw);
};

// Turns levers: texts by key; those that are untouched again say nothing. Dragging is one step of undo.
let dragging = { keys: "", at: 0 };
function turn(changes, untouched = {}, redraw = false) {
  const set = { ...app.state.set };
  for (const [key, text] of Object.entries(changes)) {
    if (untouched[key] || !text) delete set[key];
    else set[key] = text;
  }
  const keys = Object.keys(changes).join();
  const again = dragging.keys === keys && performance.now() - dragging.at < 1_000;
  dragging = { keys, at: performance.now() };
  if (again) {
    app.state = { ...app.state, set };
    return refresh(redraw);
  }
  return change({ ...app.state, set }, redraw);
}

const travel = (from, to) => {
  if (!from.length) return;
  byId("notice").replaceChildren();
  to.push(app.state);
  app.state = from.pop();
  refresh();
};

const copy = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t("copied");
  } catch {
    window.prompt(t("copy-by-hand"), text);
  }
};

const askTables = async (name, key, field) => save(name, (await app.engine.first.json("tell", { ...inLanguage(), [key]: true }))[field], "text/plain");

// ---- Guess first ----------------------------------------------------------------------------------------------------

// What is guessed, in the language of the page.
const questionKey = (outcome) => `question-${outcome.replace(/_/g, "-")}`;
const questionName = (outcome) => (has(questionKey(outcome)) ? t(questionKey(outcome)) : outcome);

const startGuess = () => {
  app.guessing = true;
  byId("shown").hidden = true;
  byId("guess").hidden = false;
  byId("guess-marks").hidden = true;
  const field = (question, at, label) => {
    const id = `guess-${question.outcome}-${at}`;
    return make("p", { class: "row" }, make("label", { for: id }, t(label)), " ", make("input", { id, type: "text", autocomplete: "off", placeholder: t("guess-example") }));
  };
  byId("guess-questions").replaceChildren(...data.questions.map((question) =>
    make("fieldset", {}, make("legend", {}, questionName(question.outcome)), make("p", { class: "hint" }, t(`${questionKey(question.outcome)}-hint`)), field(question, 0, "guess-half"), field(question, 1, "guess-nine"))));
  byId("guess-questions").querySelector("input").focus();
};

const stopGuess = () => {
  app.guessing = false;
  byId("shown").hidden = false;
  byId("guess").hidden = true;
};

const scoreGuess = async (event) => {
  event.preventDefault();
  const guesses = {};
  for (const { outcome } of data.questions) {
    const both = [0, 1].map((at) => byId(`guess-${outcome}-${at}`).value.trim());
    if (both.some((text) => text)) guesses[outcome] = both;
  }
  if (!Object.keys(guesses).length) {
    byId("guess-problem").textContent = t("guess-none");
    return;
  }
  const told = await app.engine.first.json("tell", { ...inLanguage(), guesses });
  if (told.marks.problems) {
    byId("guess-problem").textContent = Object.entries(told.marks.problems).map(([outcome, text]) => `${questionName(outcome)}: ${text}`).join("\n");
    return;
  }
  byId("guess-problem").textContent = "";
  stopGuess();
  showMarks(told.marks);
};

function showMarks(marks) {
  byId("guess-marks").hidden = false;
  const held = (share) => (share === null ? t("guess-left-out") : digits(`${Math.round(share * 100)} %`));
  const points = (value) => (value === null || value === undefined ? "–" : number(Math.round(value)));
  fillTable(byId("guess-table"), ["", t("guess-held"), t("guess-verdict"), t("nine-in-ten"), t("guess-points")], [
    ...marks.rows.map((row) => [questionName(row.outcome), held(row.held), row.verdict ? t(`guess-${row.verdict}`) : "–", digits(row.simulated.join(" - ")), points(row.points)]),
    [t("guess-all"), "", "", "", points(marks.points)],
  ]);
}

// ---- Begin ----------------------------------------------------------------------------------------------------------

const listen = () => {
  const on = (id, event, work) => byId(id).addEventListener(event, work);
  on("language", "change", ({ target }) => change({ ...app.state, lang: target.value }));
  on("local", "change", ({ target }) => change({ ...app.state, local: target.checked }));
  on("scenario", "change", ({ target }) => change({ ...app.state, scenario: target.value, set: {} }));
  on("undo", "click", () => travel(app.past, app.future));
  on("redo", "click", () => travel(app.future, app.past));
  on("reset", "click", () => change({ ...app.state, set: {} }));
  on("pin", "click", pinThis);
  on("link", "click", ({ target }) => copy(location.href, target));
  on("copy-command", "click", ({ target }) => copy(byId("command").textContent, target));
  on("save-toml", "click", () => askTables(`${app.about.name}.toml`, "scenario", "scenario_toml"));
  on("save-daily", "click", () => askTables("daily.csv", "tables", "daily_csv"));
  on("save-totals", "click", () => askTables("totals.csv", "tables", "totals_csv"));
  on("runs", "change", ({ target }) => change({ ...app.state, runs: Number(target.value) || null }));
  on("seed", "change", ({ target }) => change({ ...app.state, seed: target.value === "" ? null : Number(target.value) }));
  on("own", "change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    if (file.size > 500_000) return complain([{ message: t("file-large") }]);
    const path = `scenarios/${file.name.replace(/[^\w.-]/g, "-")}`;
    change({ ...app.state, scenario: path, set: {}, files: { ...app.state.files, [path]: await file.text() } });
  });
  on("day", "input", showDay);
  on("guess-start", "click", startGuess);
  on("guess-stop", "click", stopGuess);
  on("guess", "submit", scoreGuess);
  // The address is the state; a link inside the page only moves to a part of it.
  for (const link of document.querySelectorAll("a[href='#results']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      byId("results").focus();
      byId("results").scrollIntoView();
    });
  }
  window.addEventListener("hashchange", () => {
    if (location.hash === address(app.state)) return;
    try {
      change(readAddress() ?? startState());
    } catch (error) {
      complain([{ message: error.message }]);
    }
  });
};

const begin = async () => {
  for (const { code, name, tag } of data.languages) {
    catalogues.set(code, readCatalogue(byId(`catalogue-${code}`).textContent));
    byId("language").append(make("option", { value: code, lang: tag }, name));
  }
  app.state = startState();
  speak();
  let linkProblem = null;
  try {
    app.state = readAddress() ?? app.state;
  } catch (error) {
    linkProblem = error.message;
  }
  speak();
  byId("status").textContent = t("status-start");
  try {
    app.engine = await startEngine();
  } catch (error) {
    complain([{ message: t("engine-missing"), text: error.message }]);
    return;
  }
  listen();
  await refresh();
  if (linkProblem) tellNotice(linkProblem);
  window.crossings = app;
};

begin();
