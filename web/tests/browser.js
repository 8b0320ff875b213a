// A browser, and pages in it that are watched: nothing may be asked of another host, and nothing may go wrong in the console.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome"];

/**
 * How somebody reads: with or without scripts, on a telephone or a large screen, by day or by night.
 * @typedef {{ width: number, scripts: boolean, scheme: "light" | "dark" }} Way
 */

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {{ at: string, close: () => void }} */
let site;

/** Opens a site and a browser before the tests of a file, and closes both after them. @param {() => Promise<{ at: string, close: () => void }>} open */
export function watch(open) {
  before(() => begin(open));
  after(async () => {
    await browser?.close();
    site?.close();
  });
}

/** @param {() => Promise<{ at: string, close: () => void }>} open */
async function begin(open) {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = CHROMIUMS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const executablePath = process.env["OVERT_CHROMIUM"] ?? paths.find((path) => existsSync(path));
  assert.ok(executablePath, "there is no Chromium: set OVERT_CHROMIUM to its path");
  const isRoot = process.getuid?.() === 0;
  // One after the other: what was opened can be closed when the other does not open.
  site = await open();
  browser = await chromium.launch({ executablePath, args: isRoot ? ["--no-sandbox"] : [] });
}

/** Where the site answers. */
export const at = () => site.at;

/**
 * Opens a page, lets `read` read it, and holds it against what is promised of every page.
 * @template Answer
 * @param {Way} way
 * @param {string} path
 * @param {(page: import("playwright-core").Page) => Promise<Answer>} read
 * @param {{ expected?: RegExp, at?: () => string }} [but] what the console may say all the same, and another name of the site
 * @returns {Promise<Answer>}
 */
export async function reading({ width, scripts, scheme }, path, read, but = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
    hasTouch: width < 500,
    acceptDownloads: true,
  });
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const wrong = [];
    page.on("console", (said) => said.type() === "error" && wrong.push(said.text()));
    page.on("pageerror", (error) => wrong.push(String(error)));
    const base = but.at?.() ?? site.at;
    page.on("request", (request) => request.url().startsWith(base) || wrong.push(`asked for ${request.url()}`));
    await page.goto(base + path);
    const answer = await read(page);
    assert.deepEqual(wrong.filter((line) => !but.expected?.test(line)), [], `${path} at ${width} px`);
    return answer;
  } finally {
    await context.close();
  }
}
