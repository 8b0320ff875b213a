// What people come for, on a telephone and on a large screen, with scripts and without, in every language. Places are found by where links
// lead and never by words, so that a better word breaks nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { reading, watch } from "./browser.js";
import { house } from "./site.js";

watch(house);

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {string} name
 * @param {(page: Page, lang: string, scripts: boolean) => Promise<void>} journey
 * @param {{ first?: string, expected?: RegExp }} [options] where it begins, below the language
 */
function journey(name, journey, { first = "/", ...but } = {}) {
  test(name, async () => {
    for (const lang of ["en", "es", "fr"]) {
      for (const width of [360, 1440]) {
        for (const scripts of [true, false]) {
          const way = { width, scripts, scheme: /** @type {const} */ ("light") };
          await reading(way, `/${lang}${first}`, (page) => journey(page, lang, scripts), but);
        }
      }
    }
  });
}

/** @param {Page} page @param {string} selector */
async function follow(page, selector) {
  await page.locator(selector).first().click();
  await page.waitForLoadState();
}

/** @param {Page} page */
const path = (page) => new URL(page.url()).pathname;

journey("from the overview to a cell, its release and its numbers", async (page, lang) => {
  await follow(page, `.ways a[href="/${lang}/nexus"]`);
  await follow(page, ".heat td:not(.hidden) a");
  assert.match(page.url(), /[?&]row=.*#cell$/);
  assert.ok(await page.locator("#cell").isVisible());
  assert.ok((await page.locator(".opened .finding").innerText()).length > 10, "the cell says what was counted");
  const link = page.locator("main a[href^='/data/'][download]").first();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const text = await readFile(await download.path(), "utf8");
  assert.match(text, /^[a-z_,]+\r?\n/, "the first line has the names of the columns");
  await follow(page, `main a[href^="/${lang}/data/"]`);
  assert.match(path(page), /\/data\/[^/]+\/\d+$/);
  assert.ok(await page.locator("#protection").isVisible());
});

journey("from the overview to a map that is kept as a file", async (page, lang) => {
  await follow(page, `.ways a[href="/${lang}/countries"]`);
  const link = page.locator(`main .files a[href^="/${lang}/countries/pictures/"][href$=".svg"][download]`);
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const text = await readFile(await download.path(), "utf8");
  assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  assert.ok(text.includes(`xml:lang="${lang}"`), "it is in the language of the page");
});

for (const name of ["prices", "routes"]) {
  journey(`from the overview to a cell of ${name} and to the release it is from`, async (page, lang) => {
    await follow(page, `main a[href="/${lang}/${name}"]`);
    await follow(page, ".heat td:not(.hidden) a");
    assert.ok(await page.locator("#cell").isVisible());
    await follow(page, `main a[href="/${lang}/data/${name}/1"]`);
    assert.ok(await page.locator("#protection").isVisible());
  });
}

journey("from all releases to one, and how to verify it", async (page, lang) => {
  await follow(page, `.ways a[href="/${lang}/data"]`);
  await follow(page, `main table a[href^="/${lang}/data/"]`);
  assert.match(await page.locator("pre").first().innerText(), /^overt release verify /);
  const files = await page.locator("main a[href^='/data/'][download]").count();
  assert.ok(files >= 3, "manifest, notes and data can be fetched");
});

journey("from a word to the code that means it", async (page, lang) => {
  await follow(page, `.ways a[href="/${lang}/codebook"]`);
  await page.locator("#find").fill("T4");
  await page.keyboard.press("Enter");
  await page.waitForURL(/[?]find=T4/);
  await follow(page, `main a[href="/${lang}/codebook/stages#T4"]`);
  const row = page.locator("#T4");
  assert.ok(await row.isVisible());
  assert.ok(await row.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight + 1), "it is in sight");
});

journey("another language shows the same page", async (page, lang) => {
  const other = lang === "fr" ? "en" : "fr";
  await follow(page, `.tongues a[lang="${other}"]`);
  assert.equal(path(page), `/${other}/codebook/stages`);
  assert.equal(await page.locator("html").getAttribute("lang"), other);
}, { first: "/codebook/stages" });

journey("what was corrected leads to the release that it is about", async (page, lang) => {
  await follow(page, `footer a[href="/${lang}/corrections"]`);
  await follow(page, `main a[href^="/${lang}/data/"]`);
  assert.ok((await page.locator("main .notice").count()) >= 1, "the correction stands above the release");
});

journey("an address that there is not leads back to the beginning", async (page, lang) => {
  assert.equal(await page.locator("h1").count(), 1);
  await follow(page, "main a");
  assert.equal(path(page), `/${lang}/`);
}, { first: "/no/such/page", expected: /404/ });

journey("the keyboard alone is enough", async (page, lang) => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "#main", "the first stop skips to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("main") !== null), "and the next is in it");
  await page.locator(`.ways a[href="/${lang}/nexus"]`).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/nexus/);
  for (let stop = 0; stop < 200; stop += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await isSeen(page), `${await focused(page)} has the focus and is not seen`);
    if (await page.evaluate(() => document.activeElement?.matches(".heat a"))) {
      await page.keyboard.press("Enter");
      await page.waitForURL(/row=/);
      return;
    }
  }
  assert.fail("no cell was reached");
});

/** @param {Page} page */
function focused(page) {
  return page.evaluate(() => document.activeElement?.getAttribute("href") ?? document.activeElement?.tagName);
}

/** Whether what has the focus is in sight and has a frame. @param {Page} page */
function isSeen(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) {
      return true;
    }
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isFramed = getComputedStyle(element).outlineStyle !== "none";
    return isFramed && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
  });
}
