// Texts of the page in all its languages, from catalogues (Fluent syntax: messages, placeables of variables, comments); numbers and
// days as readers of the language write them. The engine does the same for its own texts (src/language.rs).

// Messages by language, and the language that is shown: its code, its tag for browsers, whether it runs from right to left and
// has local digits and dates.
const catalogues = new Map();
let shown = { code: "en", tag: "en", right_to_left: false, local: false };

const readCatalogue = (text) => {
  const catalogue = new Map();
  let key = null;
  for (const line of text.split("\n")) {
    const message = /^([a-z][a-z0-9-]*) = ?(.*)$/.exec(line);
    if (message) {
      key = message[1];
      catalogue.set(key, message[2]);
    } else if (key && /^\s+\S/.test(line)) {
      catalogue.set(key, `${catalogue.get(key)} ${line.trim()}`.trim());
    } else {
      key = null;
    }
  }
  return catalogue;
};

// Numbers in a text with the digits that are wanted, but for those that stand among Latin letters.
const isArabic = (letter) => /[\u0600-\u06ff]/.test(letter);
const digits = (text) => {
  if (!shown.local || !/\d/.test(text)) return text;
  const letters = [...text.matchAll(/\p{L}/gu)].map((found) => ({ at: found.index, arabic: isArabic(found[0]) }));
  const isLatin = (at) => {
    const before = letters.findLast((letter) => letter.at < at)?.arabic;
    const after = letters.find((letter) => letter.at > at)?.arabic;
    return (before === false && after !== true) || (before === undefined && after === false);
  };
  const local = (letter, at) => {
    if (isLatin(at)) return letter;
    const sign = { ",": "\u066c", ".": "\u066b", "%": "\u066a" }[letter];
    return sign ?? String.fromCharCode(0x6f0 + Number(letter));
  };
  return text.replace(/\d|(?<=\d)[,.](?=\d)|%/g, local);
};

// What is put into a text that runs from right to left, with the direction of its own first letter; a range of numbers is read
// from right to left, each number from left to right.
const isolated = (text) => {
  if (!shown.right_to_left) return text;
  const fromLeft = (text) => `\u2066${text}\u2069`;
  const fromRight = (text) => `\u2067${text}\u2069`;
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter) return isArabic(letter) ? fromRight(text) : fromLeft(text);
  const dash = ["–", " - "].find((dash) => text.includes(dash));
  return dash ? fromRight(text.split(dash).map(fromLeft).join(dash)) : fromLeft(text);
};

// The title or question of a shipped scenario in the language that is shown; other words stay as they are in the file of their
// scenario.
let keysOfShipped = null;
const ofScenario = (words) => {
  const shipped = () => [...catalogues.get("en")].filter(([key]) => key.startsWith("shipped-"));
  keysOfShipped ??= new Map(shipped().map(([key, text]) => [text, key]));
  const key = keysOfShipped.get(words);
  return key === undefined ? words : t(key);
};

// The text of a key with its variables filled in; a missing key shows itself, so that it is found.
const t = (key, variables = {}) => {
  const text = catalogues.get(shown.code).get(key);
  if (text === undefined) return `[${key}]`;
  return digits(text).replace(/\{ ?\$([a-z_]+) ?\}/g, (_, name) => isolated(digits(String(variables[name] ?? ""))));
};

// A key that may be missing.
const has = (key) => catalogues.get(shown.code).has(key);

const byId = (id) => document.getElementById(id);

// An element. What a scenario says becomes text here and nothing else.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

const fillTexts = () => {
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
};

// Dates as in files, 2023-11-01, and as numbers of days.
const DAY_MS = 86_400_000;
const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

// Year, month and day in the calendar that is wanted: for local dates in Dari and Pashto the solar Hijri one.
const solar = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
const hasSolarDates = () => shown.local && ["prs", "ps"].includes(shown.code);
const dateOf = (iso) => {
  const parts = hasSolarDates() ? solar.formatToParts(new Date(`${iso}T00:00:00Z`)) : null;
  const part = (type, at) => (parts ? Number(parts.find((part) => part.type === type).value) : Number(iso.split("-")[at]));
  return { year: part("year", 0), month: part("month", 1), day: part("day", 2) };
};
const monthName = (month) => t(`${hasSolarDates() ? "solar-month" : "month-short"}-${month}`);
const dateWords = (iso) => {
  const { year, month, day } = dateOf(iso);
  return t("date-short", { day, month: monthName(month), year });
};
const monthWords = (iso) => {
  const { year, month } = dateOf(iso);
  return t("month-year", { month: monthName(month), year: String(year % 100).padStart(2, "0") });
};
const number = (value) => digits(value.toLocaleString("en-US", { maximumFractionDigits: 4 }));

// A name of the model as people write it.
const nameOf = (name) => (has(`name-${name.replace(/_/g, "-")}`) ? t(`name-${name.replace(/_/g, "-")}`) : name.replace(/_/g, " "));
