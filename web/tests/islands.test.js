// What the script adds. Charts and maps are put into a page here, so that these tests wait for no page that has one.

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";

import { reading, watch } from "./browser.js";
import { house } from "./site.js";

watch(house);

/** @typedef {import("playwright-core").Page} Page */

const BUILT = new URL("../dist/islands.js", import.meta.url);
const BYTES_MOST = 40_000;
const WAY = { width: 1440, scripts: true, scheme: /** @type {const} */ ("light") };
const CHART =
  '<div class="map"><svg xmlns="http://www.w3.org/2000/svg" class="overt-chart" viewBox="0 0 400 200" width="400" height="200" role="img" ' +
  'aria-labelledby="t"><title id="t">Invented map</title><g><title>Here: 3</title><rect width="100" height="100"/></g>' +
  '<g><title>There: 5</title><rect x="200" width="100" height="100"/></g></svg></div>';

/** @param {Page} page */
const tip = (page) => page.locator(".tip");

/** A page into which the server wrote a chart. @param {string} path @param {(page: Page) => Promise<void>} read */
function withChart(path, read) {
  return reading(WAY, "/en/about", async (page) => {
    await page.route(`**${path}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/(<main[^>]*>)/, `$1${CHART}`);
      await route.fulfill({ response: answer, body });
    });
    await page.goto(new URL(path, page.url()).href);
    await read(page);
  });
}

test("the script is small", async () => {
  assert.ok((await stat(BUILT)).size > 0);
  const pressed = brotliCompressSync(await readFile(BUILT)).length;
  assert.ok(pressed <= BYTES_MOST, `${pressed} bytes`);
});

test("a mark of a chart says what it stands for, to a pointer and to the keyboard", () =>
  withChart("/en/corrections", async (page) => {
    const marks = page.locator("svg.overt-chart g");
    await marks.first().hover();
    assert.equal(await tip(page).innerText(), "Here: 3");
    await page.keyboard.press("Escape");
    assert.equal(await tip(page).isVisible(), false);
    await page.locator(".zoom button").last().focus();
    await page.keyboard.press("Tab");
    assert.match(await tip(page).innerText(), /^Here: 3\n./, "with how to go on");
    await page.keyboard.press("ArrowRight");
    assert.equal(await tip(page).innerText(), "There: 5");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "There: 5");
    await page.keyboard.press("Tab");
    assert.equal(await tip(page).isVisible(), false);
  }));

test("a map comes closer, moves, and goes back to the whole", () =>
  withChart("/en/corrections", async (page) => {
    const map = page.locator("svg.overt-chart");
    const seen = async () => (await map.getAttribute("viewBox"))?.split(" ").map(Number) ?? [];
    await page.locator(".zoom button").first().click();
    assert.deepEqual(await seen(), [75, 37.5, 250, 125]);
    const box = await map.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 200, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 100, { steps: 4 });
    await page.mouse.up();
    assert.ok(Number((await seen())[0]) > 100, "it follows the pointer");
    await map.locator("g").first().focus();
    await page.keyboard.press("Shift+ArrowLeft");
    assert.ok(Number((await seen())[0]) < 100, "it follows the keys");
    await page.getByRole("button", { name: "To the right" }).click();
    await page.getByRole("button", { name: "Down" }).click();
    assert.ok(Number((await seen())[0]) > 100 && Number((await seen())[1]) > 37.5, "who cannot drag presses buttons");
    await map.locator("g").first().focus();
    for (let turn = 0; turn < 20; turn += 1) {
      await page.keyboard.press("Shift+ArrowLeft");
    }
    assert.equal((await seen())[0], 0, "it stops at its edge");
    await page.locator(".zoom button").last().click();
    assert.deepEqual(await seen(), [0, 0, 400, 200]);
  }));

test("a press on the head of a column sorts it, and what is no number stays last", () =>
  reading(WAY, "/en/data/acts/1", async (page) => {
    const table = page.locator("#files ~ .scroll table");
    const numbers = async () =>
      (await table.locator("tbody td.number").allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
    const written = await numbers();
    const head = table.locator("th button").nth(1);
    await head.click();
    assert.deepEqual(await numbers(), [...written].sort((one, other) => other - one));
    assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    await page.keyboard.press("Enter");
    assert.deepEqual(await numbers(), [...written].sort((one, other) => one - other));
    await page.keyboard.press("Enter");
    assert.deepEqual(await numbers(), written);
    assert.equal(await table.locator("th[aria-sort]").count(), 0);
    await table.evaluate((element) => {
      const cell = element.querySelector("tbody td.number");
      cell?.replaceChildren("<");
    });
    for (const _ of ["descending", "ascending"]) {
      await head.click();
      assert.equal((await table.locator("tbody td.number").allInnerTexts()).at(-1), "<");
    }
  }));

test("what is typed above a long table leaves the rows that have it", () =>
  reading(WAY, "/es/codebook/stages", async (page) => {
    const rows = page.locator("main tbody tr:visible");
    const all = await rows.count();
    const box = page.locator(".filter input");
    await box.fill("CAPTACION victimas");
    assert.ok((await rows.count()) < all && (await rows.count()) > 0);
    assert.match(await page.locator(".filter output").innerText(), /^Se muestran \d+ de \d+$/);
    await box.fill("zzzz");
    assert.equal(await rows.count(), 0);
    await page.evaluate(() => (location.hash = "#T4"));
    await page.waitForFunction(() => document.querySelector("#T4")?.checkVisibility());
    assert.equal(await rows.count(), all, "a link to a code shows it");
  }));

test("row and column of a cell stand out, and the cell says what it counts", () =>
  reading(WAY, "/en/nexus", async (page) => {
    const cell = page.locator(".heat tbody td a").first();
    await cell.hover();
    assert.equal(await tip(page).innerText(), await cell.getAttribute("aria-label"));
    assert.ok((await page.locator(".heat thead th.crossed").count()) === 1);
    assert.ok((await page.locator(".heat tbody th.crossed").count()) === 1);
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => !document.querySelector(".crossed"));
  }));
