// The report of a result, as somebody reads it who has switched scripts off, on paper, and with the simulator inside. Run by
// .ci/browser.
import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after as atEnd, before, test } from "node:test";
import { crossings, desk, launch, open, shot, shots } from "./page.mjs";

let browser;
before(async () => {
  browser = await launch();
  crossings("run", "history", "--runs", "60", "-o", "history");
  crossings("report", "history", "-o", "report.html");
  crossings("run", "history", "--set", "policy.protection.por=0.25", "--runs", "16", "-o", "own");
  crossings("report", "own", "-o", "own.html");
});
atEnd(() => browser?.close());

const noScripts = { javaScriptEnabled: false };

test("a report reads well without scripts, on a desk and on a phone", async () => {
  for (const [name, width] of [["report", 1100], ["report-phone", 390]]) {
    const { page, noted, context } = await open(browser, "report.html", "", { width, height: 900 }, noScripts);
    assert.match(await page.locator("main > p").first().textContent(), /^Not in any range below: what the authorities do next/);
    assert.match(await page.textContent(".answer"), /In 9 of 10 simulated histories between/);
    assert.equal(await page.locator("figure svg").count(), 10);
    assert.equal(await page.isVisible("#try"), false, "no button that does nothing");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name}: ${wide} pixels stand out`);
    await shot(page, name);
    await page.locator("figure").first().scrollIntoViewIfNeeded();
    await shot(page, `${name}-figure`);
    assert.deepEqual([noted.errors, noted.requests], [[], []], "nothing is asked of any network");
    await context.close();
  }
});

test("a report prints on A4", async () => {
  const { page, context } = await open(browser, "report.html", "", { width: 1100, height: 900 }, noScripts);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(join(shots, "report.pdf"), pdf);
  const text = pdf.toString("latin1");
  const pages = text.match(/\/Type \/Page\b/g).length;
  assert.ok(pages >= 5 && pages <= 40, `${pages} pages`);
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
  assert.deepEqual([Math.round(width), Math.round(height)], [595, 842], "A4");
  await context.close();
});

test("try it: the report opens the levers of its scenario", async () => {
  const { size } = statSync(join(desk, "report.html"));
  assert.ok(size < 1_500_000, `${size} bytes, the simulator among them`);
  const { page, noted, context } = await open(browser, "report.html", "");
  await page.locator("#levers").scrollIntoViewIfNeeded();
  await shot(page, "report-try");
  await Promise.all([page.waitForURL(/^blob:/), page.click("#try")]);
  await page.waitForFunction(() => document.body.dataset.glance);
  assert.equal(await page.textContent("#results-title"), "History: the deadline of 1 November 2023");
  assert.equal(await page.inputValue("#scenario"), "scenarios/history.toml", "what the engine has is not there twice");
  assert.ok((await page.locator("#tracks .grip").count()) >= 2);
  await shot(page, "report-levers");
  assert.deepEqual([noted.errors, noted.requests], [[], []]);
  await context.close();
});

test("try it: a scenario of one's own goes along as it was reported", async () => {
  const { page, noted, context } = await open(browser, "own.html", "");
  await Promise.all([page.waitForURL(/^blob:/), page.click("#try")]);
  await page.waitForFunction(() => document.body.dataset.glance);
  assert.equal(await page.inputValue("#scenario"), "scenarios/history-as-reported.toml");
  assert.equal(await page.inputValue("#policy-protection-por"), "0.25");
  assert.deepEqual([noted.errors, noted.requests], [[], []]);
  await context.close();
});
