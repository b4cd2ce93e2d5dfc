// The page of `crossings explore`, as somebody uses it. Run by .ci/browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after as atEnd, before, test } from "node:test";
import { after, crossings, desk, done, json, launch, open, picture, shot, slide } from "./page.mjs";

let browser;
before(async () => {
  browser = await launch();
  crossings("explore", "--no-open", "-o", "page.html");
});
atEnd(() => browser?.close());

const HISTORY = "scenarios/history.toml";
const clean = ({ errors, requests }) => {
  assert.deepEqual(errors, []);
  assert.deepEqual(requests, [], "no request leaves the file");
};

test("the page gives the bits of the command, from disk and without a network", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 256 });
  await done(page);
  crossings("run", "history", "--runs", "256", "-o", "history");
  const manifest = json("history/manifest.json");
  assert.equal(await page.textContent("#card"), manifest.card);
  const told = await page.evaluate(() => window.crossings.engine.first.json("tell", { card: true }));
  assert.equal(told.identity.results_digest, manifest.identity.results_digest);
  assert.equal(told.identity.plan_digest, manifest.identity.plan_digest);
  const missing = await page.evaluate(() => document.body.innerText.match(/\[[a-z]+(-[a-z]+)+\]/g));
  assert.equal(missing, null, "every text is in the catalogue");
  await shot(page, "desktop");
  await shot(page, "desktop-whole", true);
  for (const name of ["cumulative", "total_dots", "status"]) {
    assert.equal(await picture(page, name), readFileSync(join(desk, `history/figures/${name}.svg`), "utf8"), `${name}: the very picture`);
  }
  clean(noted);
  await context.close();
});

test("an engine that was damaged on the way says so", async () => {
  const html = readFileSync(join(desk, "page.html"), "utf8");
  const begins = html.indexOf('id="engine">');
  const [first, last] = [begins + 400_000, begins + 400_003];
  writeFileSync(join(desk, "damaged.html"), html.slice(0, first) + "abc" + html.slice(last));
  writeFileSync(join(desk, "cut.html"), html.slice(0, first) + html.slice(html.indexOf("</script>", first)));
  // What a copy in text mode may do.
  writeFileSync(join(desk, "returns.html"), html.replaceAll("\n", "\r\n"));
  for (const file of ["damaged.html", "cut.html"]) {
    const { page, context } = await open(browser, file, { scenario: HISTORY, runs: 16 });
    await page.waitForSelector("#problems .problem");
    assert.match(await page.textContent("#problems"), /engine/, file);
    await context.close();
  }
  const { page, noted, context } = await open(browser, "returns.html", { scenario: HISTORY, runs: 16 });
  await done(page);
  clean(noted);
  await context.close();
});

test("a lever changes the figures, the command and the address; undo and reset bring them back", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  const card = await page.textContent("#card");
  const shown = () => page.evaluate(() => window.crossings && document.querySelector("#figure-cumulative img").src);
  const before = await shown();
  await page.locator("summary", { hasText: "Protection" }).click();
  await after(page, () => slide(page, "policy-protection-acc", 1));
  assert.notEqual(await shown(), before);
  assert.notEqual(await page.textContent("#card"), card);
  assert.match(await page.textContent("#command"), /--set policy.protection.acc=1.0/);
  assert.match(decodeURIComponent(new URL(page.url()).hash), /policy\.protection\.acc = 1\.0/);
  await after(page, () => page.click("#undo"));
  assert.equal(await page.textContent("#card"), card);
  await after(page, () => page.click("#redo"));
  await after(page, () => page.click("#reset"));
  assert.equal(await page.textContent("#card"), card);
  clean(noted);
  await context.close();
});

test("a pinned policy is compared in paired futures, as the command compares", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 64 });
  await done(page);
  await after(page, () => page.click("#pin"));
  await page.locator("summary", { hasText: "Protection" }).click();
  await after(page, () => slide(page, "policy-protection-acc", 1));
  await after(page, () => slide(page, "policy-protection-por", 1));
  const verdict = await page.locator("#verdicts li").allTextContents();
  writeFileSync(join(desk, "this policy.toml"), 'extends = "history.toml"\ntitle = "x"\n[policy.protection]\nacc = 1.0\npor = 1.0\n');
  const told = crossings("compare", "history", "this policy.toml", "--runs", "64", "--no-figures", "-o", "compared");
  for (const sentence of verdict) assert.ok(told.includes(sentence), `the command does not say: ${sentence}\n${told}`);
  assert.ok(verdict.some((sentence) => sentence.includes("fewer documented people are deported in all 64 paired futures")), verdict.join("\n"));
  // Whoever gets the link sees the same.
  const link = new URL(page.url()).hash;
  const other = await open(browser, "page.html", link);
  await done(other.page);
  assert.deepEqual(await other.page.locator("#verdicts li").allTextContents(), verdict);
  assert.equal(await other.page.textContent("#card"), await page.textContent("#card"));
  clean(noted);
  clean(other.noted);
  await context.close();
  await other.context.close();
});

test("up to four policies stand side by side", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  for (const value of [0.3, 0.6, 0.9]) {
    await after(page, () => page.click("#pin"));
    await after(page, () => slide(page, "policy-protection-acc", value));
  }
  assert.equal(await page.locator("#verdicts .pin").count(), 3);
  assert.equal(await page.isDisabled("#pin"), true, "three pinned and the one on the screen");
  await page.locator("#verdict summary").click();
  assert.deepEqual(await page.locator("#pin-table thead th").allTextContents(), ["", "this policy", "Pinned A", "Pinned B", "Pinned C"]);
  const deported = await page.locator("#pin-table tr", { hasText: "deported although documented" }).locator("td").allTextContents();
  assert.equal(new Set(deported).size, 4, deported.join(" | "));
  await shot(page, "pinned");
  await after(page, () => page.locator("#verdicts .pin button").first().click());
  assert.equal(await page.locator("#verdicts .pin").count(), 2);
  clean(noted);
  await context.close();
});

test("dates are dragged on the timeline", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  const grip = page.locator("#policy-deadlines-phase-1-enforced-from");
  const { x, y, width, height } = await grip.boundingBox();
  await after(page, async () => {
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 40, y + height / 2, { steps: 5 });
    await page.mouse.up();
  });
  const moved = await grip.getAttribute("aria-valuetext");
  assert.match(moved, /Dec 2023/);
  assert.match(await page.textContent("#command"), /phase_1\.enforced_from=2023-12-/);
  await page.click("#undo");
  await done(page);
  assert.match(await grip.getAttribute("aria-valuetext"), /1 Nov 2023/, "a drag is one step");
  clean(noted);
  await context.close();
});

test("a day under the pointer shows its ranges", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  const { x, y, width, height } = await page.locator("#figure-cumulative .frame").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  const tip = page.locator("#figure-cumulative .tip");
  await tip.waitFor({ state: "visible" });
  assert.match(await tip.textContent(), /20\d\d.*people who have crossed/s);
  await shot(page, "hover");
  await page.mouse.move(x + 2, y + 2);
  await tip.waitFor({ state: "hidden" });
  clean(noted);
  await context.close();
});

test("an engine that breaks is started anew, and the page says so", async () => {
  const { page, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  const card = await page.textContent("#card");
  // More memory than there is: the engine ends in the middle of a question.
  await page.evaluate(() => {
    const { first } = window.crossings.engine;
    first.ask = (method) => first.post({ method, input: { byteLength: 4_000_000_000 } }, []);
  });
  await slide(page, "policy-protection-acc", 1);
  await page.waitForSelector("#notice .problem");
  assert.match(await page.textContent("#notice"), /started anew/);
  await done(page);
  assert.notEqual(await page.textContent("#card"), card, "the lever that was turned is in the result");
  await after(page, () => page.click("#undo"));
  assert.equal(await page.textContent("#card"), card);
  assert.equal(await page.locator("#notice .problem").count(), 0);
  await context.close();
});

test("what is saved is a scenario that the command runs to the same card, and can be opened again", async () => {
  const set = ["policy.deadlines.phase_1.enforced_from=2024-01-15", "policy.moratorium=[{from=2023-12-01,to=2024-02-29,value=1.0}]"];
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32, set });
  await done(page);
  const card = await page.textContent("#card");
  await page.locator("#files-group summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-toml")]);
  await download.saveAs(join(desk, "saved.toml"));
  crossings("run", "saved.toml", "--runs", "32", "--no-figures", "-o", "saved");
  assert.equal(json("saved/manifest.json").card, card);
  await after(page, () => page.setInputFiles("#own", join(desk, "saved.toml")));
  assert.equal(await page.textContent("#card"), card);
  // A mistake in a file is told as on the command line, with line and column.
  writeFileSync(join(desk, "typo.toml"), 'extends = "history.toml"\ntitle = "<img src=x onerror=alert(1)>"\n[policy.protecton]\npor = 1.0\n');
  await page.setInputFiles("#own", join(desk, "typo.toml"));
  await page.waitForSelector("#problems .problem");
  assert.match(await page.textContent("#problems"), /did you mean `protection`\?/);
  assert.match(await page.textContent("#problems"), /typo\.toml:3:/);
  await shot(page, "problem");
  clean(noted);
  await context.close();
});

test("guess mode hides the results until ranges are given, and scores them", async () => {
  const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 });
  await done(page);
  await page.click("#guess-start");
  assert.equal(await page.isVisible("#sentence"), false);
  await page.fill("#guess-departures_total-0", "100k to 200k");
  await page.fill("#guess-departures_total-1", "150k to 160k");
  await page.click("#guess button[type=submit]");
  await page.waitForFunction(() => document.querySelector("#guess-problem").textContent.includes("must hold the half range"));
  await page.fill("#guess-departures_total-1", "50k to 1M");
  await page.click("#guess button[type=submit]");
  await page.waitForSelector("#guess-marks:not([hidden])");
  assert.match(await page.textContent("#guess-table"), /people who cross/);
  assert.equal(await page.isVisible("#sentence"), true);
  await shot(page, "guess");
  clean(noted);
  await context.close();
});

test("a hostile or damaged link is told and does nothing", async () => {
  const hostile = [
    ["#%7Bbroken", /link is damaged/],
    [`#${encodeURIComponent(JSON.stringify({ v: 1, scenario: HISTORY, set: "x" }))}`, /link is damaged/],
    [`#${"a".repeat(70_000)}`, /longer than/],
    [{ scenario: HISTORY, runs: 9_000_000 }, /a page makes 1 to 20000/],
    [{ scenario: HISTORY, set: ["time.last_day=2099-01-01"] }, /1500 at most/],
    [{ scenario: "scenarios/<img src=x onerror=alert(1)>.toml" }, /no such file/],
  ];
  for (const [state, words] of hostile) {
    const { page, noted, context } = await open(browser, "page.html", state);
    await page.waitForSelector("#problems .problem, #notice .problem");
    assert.match(await page.textContent("#controls"), words);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img[src=x]").length), 0);
    clean(noted);
    await context.close();
  }
});

test("text of a scenario is text", async () => {
  const title = "<b>bold</b><script>window.hit = 1</script>";
  const files = { "scenarios/evil.toml": `extends = "history.toml"\ntitle = '${title}'\nquestion = '${title}'\ncaveat = '${title}'\n` };
  const { page, noted, context } = await open(browser, "page.html", { scenario: "scenarios/evil.toml", files, runs: 16 });
  await done(page);
  assert.equal(await page.textContent("#results-title"), title);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  clean(noted);
  await context.close();
});

test("a phone's width and 200 % zoom lose nothing", async () => {
  for (const [name, width] of [["phone", 390], ["zoomed", 640]]) {
    const { page, noted, context } = await open(browser, "page.html", { scenario: HISTORY, runs: 32 }, { width, height: 844 });
    await done(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name}: ${wide} pixels stand out`);
    await shot(page, name, true);
    clean(noted);
    await context.close();
  }
});
