// What holds for every page, whoever wrote it: all pages that links lead to from the first one are looked at.

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, reading, watch } from "./browser.js";
import { broken, headings, overflow, readable } from "./checks.js";
import { pages } from "./crawl.js";
import { house } from "./site.js";

watch(house);

/** Bytes of a page on their way, its style with them, its script without. */
const WEIGHT_MOST = 100_000;
/** Milliseconds. The bar is 200, which `bench/web` holds; a machine that does other things beside gets more. */
const FIRST_PAINT_MOST = 3_000;

/** Both screens and both schemes, in pairs: colours do not depend on the width. @type {import("./browser.js").Way[]} */
const WAYS = [
  { width: 360, scripts: true, scheme: "dark" },
  { width: 1440, scripts: true, scheme: "light" },
  { width: 360, scripts: false, scheme: "light" },
];

test("every page can be read by everybody", async (all) => {
  const paths = await pages(at(), "/en/");
  assert.ok(paths.length > 20, `only ${paths.length} pages were found`);
  let [paints, heaviest] = [/** @type {number[]} */ ([]), 0];
  for (const path of paths) {
    await all.test(path, async () => {
      for (const way of WAYS) {
        const seen = await reading(way, path, (page) => look(page, way));
        assert.ok(seen.weight <= WEIGHT_MOST, `${path} takes ${seen.weight} bytes`);
        assert.ok(seen.paint <= FIRST_PAINT_MOST, `${path} is seen after ${seen.paint} ms`);
        [paints, heaviest] = [[...paints, seen.paint], Math.max(heaviest, seen.weight)];
      }
    });
  }
  paints.sort((one, other) => one - other);
  const middle = paints[Math.floor(paints.length / 2)] ?? 0;
  all.diagnostic(`${paths.length} pages; heaviest ${heaviest} bytes; first paint ${middle} ms, at most ${paints.at(-1)} ms`);
});

test("the checks find what is wrong", async () => {
  const way = { width: 360, scripts: true, scheme: /** @type {const} */ ("light") };
  await reading(way, "/en/about", async (page) => {
    await page.evaluate(() => {
      const main = document.querySelector("main");
      main?.insertAdjacentHTML("beforeend", "<h4>Too deep</h4><img src='/none.png'><button>a</button><button>b</button><div></div>");
      for (const made of main?.querySelectorAll("button, div:last-child") ?? []) {
        const { style } = /** @type {HTMLElement} */ (made);
        [style.width, style.minHeight, style.padding] = made.tagName === "DIV" ? ["500px", "1px", "0"] : ["10px", "10px", "0"];
      }
    });
    const found = (await broken(page)).join("\n");
    assert.match(found, /image-alt/);
    assert.match(found, /target-size/);
    assert.equal(await overflow(page), true);
    assert.notDeepEqual(await headings(page), []);
  }, { expected: /404|none\.png/ });
});

/**
 * @param {import("playwright-core").Page} page
 * @param {import("./browser.js").Way} way
 */
async function look(page, way) {
  const path = new URL(page.url()).pathname;
  assert.equal(await page.locator("html").getAttribute("lang"), path.split("/")[1]);
  await readable(page, way);
  return { weight: await weight(page), paint: await firstPaint(page) };
}

/** @param {import("playwright-core").Page} page */
function weight(page) {
  return page.evaluate(() => {
    const loaded = /** @type {PerformanceResourceTiming[]} */ (
      ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    );
    return loaded.filter((one) => !one.name.endsWith(".js")).reduce((sum, one) => sum + one.encodedBodySize, 0);
  });
}

/** @param {import("playwright-core").Page} page */
async function firstPaint(page) {
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  // Without scripts nobody can wait for it in the page.
  for (let turn = 0; turn < 50; turn += 1) {
    const time = await page.evaluate(paint);
    if (time !== undefined) {
      return Math.round(time);
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  return Number.POSITIVE_INFINITY;
}
