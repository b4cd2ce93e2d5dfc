// Texts of the page, from the catalogue (Fluent syntax: messages, placeables of variables, comments).

const catalogue = new Map();

const readCatalogue = (text) => {
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
};

// The text of a key with its variables filled in; a missing key shows itself, so that it is found.
const t = (key, variables = {}) => {
  const text = catalogue.get(key);
  if (text === undefined) return `[${key}]`;
  return text.replace(/\{ ?\$([a-z_]+) ?\}/g, (_, name) => String(variables[name] ?? ""));
};

// A key that may be missing.
const has = (key) => catalogue.has(key);

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
const dateWords = (iso) =>
  new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const monthWords = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 4 });

// A name of the model as people write it.
const nameOf = (name) => (has(`name-${name.replace(/_/g, "-")}`) ? t(`name-${name.replace(/_/g, "-")}`) : name.replace(/_/g, " "));
