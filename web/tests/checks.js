// What holds for every page that a person looks at.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * One heading above all, none that leaves a level out, nothing wider than the screen, and nothing that axe finds.
 * @param {import("playwright-core").Page} page
 * @param {import("./browser.js").Way} way
 */
export async function readable(page, way) {
  const path = new URL(page.url()).pathname;
  assert.equal(await page.locator("h1").count(), 1, `${path} has one heading above all`);
  assert.deepEqual(await headings(page), [], path);
  assert.equal(await overflow(page), false, `${path} is wider than ${way.width} px`);
  if (way.scripts) {
    assert.deepEqual(await broken(page), [], path);
  }
}

/** @param {import("playwright-core").Page} page */
export function overflow(page) {
  return page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth);
}

/** Headings that leave a level out. @param {import("playwright-core").Page} page */
export async function headings(page) {
  const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) =>
    all.map((one) => ({ level: Number(one.tagName[1]), words: one.textContent })),
  );
  return levels.filter(({ level }, place) => level > (levels[place - 1]?.level ?? 0) + 1);
}

/** What axe finds, tap targets of less than 24 pixels without room around them among it. @param {import("playwright-core").Page} page */
export async function broken(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const axe = /** @type {typeof import("axe-core")} */ (Reflect.get(window, "axe"));
    const options = { runOnly: tags, rules: { "target-size": { enabled: true } }, preload: false };
    return (await axe.run(document, options)).violations;
  }, TAGS);
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} (${node.failureSummary})`));
}
