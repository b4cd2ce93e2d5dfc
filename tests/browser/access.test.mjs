// An audit of accessibility (axe), and the keyboard alone. Run by .ci/browser.
import assert from "node:assert/strict";
import { after as atEnd, before, test } from "node:test";
import { after, audit, crossings, done, launch, open } from "./page.mjs";

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
  assert.deepEqual(await audit(page), []);
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
