// A browser with the page in it, for the tests. The network is cut: every request that is not the page's own is noted.
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const root = resolve(import.meta.dirname, "../..");
export const program = process.env.CROSSINGS ?? join(root, "target/release/crossings");
export const shots = join(root, "output/explorer");
mkdirSync(shots, { recursive: true });

export const desk = mkdtempSync(join(tmpdir(), "crossings-browser-"));
export const crossings = (...words) => execFileSync(program, words, { cwd: desk, encoding: "utf8" });

const SANDBOX = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"];

// A minute and a half: machines that test are busy.
const PATIENCE_MS = 90_000;

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...SANDBOX, ...QUIET] });

// Opens the page from disk with a state in its address.
export const open = async (browser, file, state, viewport = { width: 1400, height: 1000 }, more = {}) => {
  const context = await browser.newContext({ viewport, acceptDownloads: true, reducedMotion: "reduce", ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const noted = { errors: [], requests: [] };
  page.on("console", (message) => message.type() === "error" && noted.errors.push(message.text()));
  page.on("pageerror", (error) => noted.errors.push(error.stack));
  const own = pathToFileURL(join(desk, file)).href;
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("blob:") && !url.startsWith("data:") && url.split("#")[0] !== own) noted.requests.push(url);
  });
  await context.setOffline(true);
  const hash = state === undefined ? "" : typeof state === "string" ? state : `#${encodeURIComponent(JSON.stringify({ v: 1, ...state }))}`;
  await page.goto(own + hash);
  return { page, noted, context };
};

// Waits until all runs of the latest change are shown.
export const done = (page) => page.waitForFunction(() => window.crossings && document.body.dataset.done === String(window.crossings.engine.generation));

// Waits for the first picture of a change that is made in between.
export const after = async (page, change) => {
  const before = await page.evaluate(() => window.crossings.engine.generation);
  await change();
  await page.waitForFunction((before) => Number(document.body.dataset.done) > before && document.body.dataset.done === String(window.crossings.engine.generation), before);
};

export const shot = (page, name, whole = false) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: whole });

export const slide = (page, id, value) =>
  page.evaluate(([id, value]) => {
    const input = document.getElementById(id);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, [id, value]);

// The file that a picture's button saves.
export const picture = async (page, name) => {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click(`#figure-${name} button >> text=SVG`)]);
  return readFileSync(await saved.path(), "utf8");
};

export const json = (path) => JSON.parse(readFileSync(join(desk, path), "utf8"));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds serious or critical, each in a line.
export const audit = async (page) => {
  const { violations } = await page.evaluate(`${axe}; axe.run()`);
  const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return bad.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html).join(" | ")}`);
};
