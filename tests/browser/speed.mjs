// How fast the page follows the hand: `node speed.mjs` prints medians; nothing fails, since machines differ.
import { loadavg } from "node:os";
import { crossings, done, launch, open, slide } from "./page.mjs";

const browser = await launch();
crossings("explore", "--no-open", "-o", "page.html");
const { page } = await open(browser, "page.html", { scenario: "scenarios/history.toml", runs: 1000 });
await done(page);
const sorted = (values) => values.toSorted((a, b) => a - b);
const at = (values, share) => Math.round(sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))]);

await page.evaluate(() => (window.crossings.latencies.length = 0));
for (let change = 0; change < 100; change += 1) {
  const before = await page.evaluate(() => window.crossings.latencies.length);
  await slide(page, "policy-protection-acc", ((change * 37) % 100) / 100);
  await page.waitForFunction((before) => window.crossings.latencies.length > before, before);
}
const told = async (when) => {
  const latencies = await page.evaluate(() => window.crossings.latencies.splice(0));
  console.log(`lever to first fan, ${when}, over ${latencies.length} changes: median ${at(latencies, 0.5)} ms, 95 in 100 within ${at(latencies, 0.95)} ms`);
};
await told("one change as soon as the last is seen");
for (let change = 0; change < 60; change += 1) {
  await slide(page, "policy-protection-acc", ((change * 37) % 100) / 100);
  await page.waitForTimeout(180);
}
await told("a change every 180 ms");

for (const runs of [200, 1000]) {
  const times = [];
  for (let repeat = 0; repeat < 5; repeat += 1) {
    times.push(await page.evaluate(async ([runs, repeat]) => {
      const { engine } = window.crossings;
      const began = performance.now();
      await engine.open({ scenario: "scenarios/history.toml", overrides: [`policy.protection.por=0.${repeat}`], runs });
      await engine.run(async () => {});
      return performance.now() - began;
    }, [runs, repeat]));
  }
  console.log(`${runs} exact runs gathered: median ${at(times, 0.5)} ms, fastest ${Math.round(Math.min(...times))} ms`);
}
console.log(`load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(" ")}; workers: ${await page.evaluate(() => window.crossings.engine.workers.length)}`);
await browser.close();
