// An audit of accessibility (axe), and the keyboard alone. Run by .ci/browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after as atEnd, before, test } from "node:test";
import { after, crossings, done, launch, open } from "./page.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await launch();
  crossings("explore", "--no-open", "-o", "page.html");
});
atEnd(() => browser?.close());

const STATE = { scenario: "scenarios/history.toml", runs: 32 };

test("axe finds nothing serious", async () => {
  const { page, context } = await open(browser, "page.html", STATE);
  await done(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  const { violations } = await page.evaluate(`${axe}; axe.run()`);
  const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = bad.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html).join(" | ")}`);
  assert.deepEqual(told, []);
  await context.close();
});

test("the keyboard alone turns a lever", async () => {
  const { page, context } = await open(browser, "page.html", STATE);
  await done(page);
  const id = "policy-deadlines-phase-1-enforced-from";
  await page.focus(`#${id}`);
  const before = await page.getAttribute(`#${id}`, "aria-valuenow");
  await after(page, () => page.keyboard.press("ArrowRight"));
  assert.equal(Number(await page.getAttribute(`#${id}`, "aria-valuenow")), Number(before) + 1);
  assert.match(await page.getAttribute(`#${id}`, "aria-valuetext"), /2 Nov 2023/);
  assert.equal(await page.evaluate(() => document.activeElement.id), id, "the focus stays");
  await context.close();
});
