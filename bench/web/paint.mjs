// First contentful paint of pages in Chromium, the median of several visits with nothing kept between them: `paint.mjs ADDRESS PATH...`

import { chromium } from "../../web/node_modules/playwright-core/index.mjs";

const VISITS = 7;
const [at, ...paths] = process.argv.slice(2);
const options = { executablePath: process.env.OVERT_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] };
const browser = await chromium.launch(options);
const figures = {};
for (const path of paths) {
  const times = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(at + path);
    const first = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    times.push(await first.jsonValue());
    await context.close();
  }
  times.sort((one, other) => one - other);
  figures[path] = Math.round(times[Math.floor(VISITS / 2)]);
}
await browser.close();
console.log(JSON.stringify(figures));
