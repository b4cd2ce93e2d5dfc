// The page and the report in Urdu, Dari and Pashto: right to left, in their letters, with their digits. Run by .ci/browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after as atEnd, before, test } from "node:test";
import { after, audit, crossings, desk, done, launch, open, picture, shot, shots } from "./page.mjs";

let browser;
before(async () => {
  browser = await launch();
  crossings("explore", "--no-open", "-o", "page.html");
  crossings("run", "history", "--runs", "60", "-o", "history", "--lang", "ps", "--local");
});
atEnd(() => browser?.close());

const LANGUAGES = [["ur", "ur"], ["prs", "fa-AF"], ["ps", "ps"]];
const STATE = { scenario: "scenarios/history.toml", runs: 32 };
const ARABIC = /[\u0600-\u06ff]/;
const LATIN_WORDS = /[A-Za-z]{3,}/;
const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

for (const [lang, tag] of LANGUAGES) {
  test(`${lang}: the page runs from right to left, with nothing left in English, and axe finds nothing serious`, async () => {
    const { page, noted, context } = await open(browser, "page.html", { ...STATE, lang, pins: [{ scenario: "scenarios/protect-documented.toml", set: [] }] });
    await done(page);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.dir]), [tag, "rtl"]);
    assert.equal(await page.isVisible("#awaits-review"), true);
    await openAll(page);
    // What the page says by itself, and what the engine says: no message shows its key, and none is in Latin letters.
    for (const id of ["results-title", "question", "scenario", "controls-title", "timeline-title", "status", "sentence", "beyond", "monte-carlo", "target", "verdicts"]) {
      const said = (await page.textContent(`#${id}`)).replace(/[\u2066-\u2069]/g, "");
      assert.match(said, ARABIC, `${id}: ${said}`);
      assert.doesNotMatch(said.replace(/Crossings|UNHCR|IOM|crossings score|(non-)?refoulement/g, ""), LATIN_WORDS, `${id}: ${said}`);
    }
    assert.doesNotMatch(await page.textContent("body > main"), /\[[a-z]+(-[a-z0-9]+)+\]/, "every key has a text");
    const picture = await page.getAttribute("#figure-cumulative img", "alt");
    assert.match(picture, ARABIC);
    assert.deepEqual(await audit(page), []);
    await page.evaluate(() => window.scrollTo(0, 0));
    await shot(page, `page-${lang}`);
    await page.locator("#figure-first").scrollIntoViewIfNeeded();
    await shot(page, `page-${lang}-figure`);
    assert.deepEqual([noted.errors, noted.requests], [[], []]);
    await context.close();
  });
}

test("a language is chosen, keeps the levers, is in the link, and may have its own digits and dates", async () => {
  const { page, context } = await open(browser, "page.html", { ...STATE, set: ["policy.protection.por=1.0"] });
  await done(page);
  const english = await page.textContent("#sentence");
  await after(page, () => page.selectOption("#language", "prs"));
  assert.match(await page.textContent("#sentence"), ARABIC);
  assert.match(await page.textContent("#policy-protection-por + datalist + output, output[for='policy-protection-por']"), /100/);
  await after(page, () => page.check("#local"));
  assert.match(await page.textContent("output[for='policy-protection-por']"), /۱۰۰/);
  assert.match(await page.textContent("#sentence"), /[۰-۹]/);
  // 15 September 2023 is 24 Sunbula 1402.
  assert.match(await page.textContent("#day-date"), /۲۴.*سنبله.*۱۴۰۲/);
  assert.match(await page.evaluate(() => decodeURIComponent(location.hash)), /"lang":"prs","local":true/);
  await shot(page, "page-prs-local");
  const link = await page.evaluate(() => location.hash);
  await context.close();
  const again = await open(browser, "page.html", link);
  await done(again.page);
  assert.equal(await again.page.evaluate(() => document.documentElement.lang), "fa-AF");
  await after(again.page, () => again.page.selectOption("#language", "en"));
  assert.equal(await again.page.textContent("#sentence"), english, "the same histories");
  await again.context.close();
});

test("a phone's width and 200 % zoom lose nothing from right to left", async () => {
  const { page, context } = await open(browser, "page.html", { ...STATE, lang: "ur" }, { width: 390, height: 844 });
  await done(page);
  await openAll(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} pixels stand out`);
  await page.evaluate(() => window.scrollTo(0, 0));
  await shot(page, "page-ur-phone");
  await context.close();
});

test("a report in every language reads without scripts", async () => {
  for (const [lang, tag] of LANGUAGES) {
    crossings("report", "history", "--lang", lang, "-o", `report-${lang}.html`);
    const size = readFileSync(join(desk, `report-${lang}.html`)).length;
    assert.ok(size < 1_500_000, `${size} bytes`);
    const { page, noted, context } = await open(browser, `report-${lang}.html`, "", { width: 1000, height: 1300 }, { javaScriptEnabled: false });
    assert.deepEqual(await page.locator("html").evaluate((html) => [html.lang, html.dir]), [tag, "rtl"]);
    assert.match(await page.textContent(".answer"), ARABIC);
    assert.equal(await page.locator("figure svg").count(), 10);
    // A picture in a page that runs from right to left keeps its places: no text leaves it.
    const outside = await page.locator("figure svg").first().evaluate((svg) => {
      const box = svg.getBoundingClientRect();
      const leaves = (text) => text.getBoundingClientRect().left < box.left - 1 || text.getBoundingClientRect().right > box.right + 1;
      return [...svg.querySelectorAll("text")].filter(leaves).map((text) => text.textContent);
    });
    assert.deepEqual(outside, []);
    await shot(page, `report-${lang}`);
    await page.locator("figure").first().scrollIntoViewIfNeeded();
    await shot(page, `report-${lang}-figure`);
    assert.deepEqual([noted.errors, noted.requests], [[], []]);
    await context.close();
    const scripted = await open(browser, `report-${lang}.html`, "");
    assert.deepEqual(await audit(scripted.page), [], `${lang}: axe`);
    await Promise.all([scripted.page.waitForURL(/^blob:/), scripted.page.click("#try")]);
    await scripted.page.waitForFunction(() => document.body.dataset.glance);
    assert.deepEqual(await scripted.page.evaluate(() => [document.documentElement.lang, document.dir]), [tag, "rtl"], "the levers of the report, in its language");
    await shot(scripted.page, `report-${lang}-levers`);
    assert.deepEqual([scripted.noted.errors, scripted.noted.requests], [[], []]);
    await scripted.context.close();
  }
});

test("pictures of the command have their letters joined", async () => {
  // For eyes: the picture that the command drew as PNG beside the one that the browser draws from the SVG.
  writeFileSync(join(shots, "cumulative-ps.png"), readFileSync(join(desk, "history/figures/cumulative.png")));
  const svg = readFileSync(join(desk, "history/figures/cumulative.svg"), "utf8");
  const explorer = await open(browser, "page.html", { ...STATE, runs: 60, lang: "ps", local: true });
  await done(explorer.page);
  assert.equal(await picture(explorer.page, "cumulative"), svg, "the page draws the very picture, with all faces in it");
  await explorer.context.close();
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  const joined = texts.filter((text) => /\p{Script=Arabic}/u.test(text.replace(/[۰-۹٬٫]/g, "")));
  assert.ok(joined.length > 8, `${joined.length} texts`);
  assert.ok(joined.every((text) => text.startsWith("\u2067") && text.endsWith("\u2069")), "each runs from right to left");
  assert.ok(texts.some((text) => /^\u2066[۰-۹٬]+\u2069$/.test(text)), "local digits on the scale");
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  await page.setContent(`<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}" width="900">`);
  await page.locator("img").evaluate((image) => image.decode());
  await shot(page, "cumulative-ps-browser");
  await context.close();
});
