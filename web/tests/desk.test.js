// The desk: what people do there, on a telephone and on a large screen, with scripts and without, in three languages.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { reading, watch } from "./browser.js";
import { readable } from "./checks.js";
import { office } from "./site.js";

watch(office);

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./browser.js").Way} Way */

const WORDS = "four invented words that differ";
/** Every combination comes once; axe needs scripts. @type {Way[]} */
const WAYS = [
  { width: 360, scripts: true, scheme: "dark" },
  { width: 1440, scripts: true, scheme: "light" },
  { width: 360, scripts: false, scheme: "light" },
];

/** @param {Page} page @param {string} name @param {string} [lang] */
async function signIn(page, name, lang = "en") {
  await page.goto(`${new URL(page.url()).origin}/sign-in?lang=${lang}`);
  await page.locator("#name").fill(name);
  await page.locator("#passphrase").fill(WORDS);
  await sent(page, "form[action='/sign-in'] button");
  assert.equal(new URL(page.url()).pathname, "/");
}

/** Presses a button and waits for what comes of it. @param {Page} page @param {string} selector */
async function sent(page, selector) {
  await Promise.all([page.waitForEvent("load"), page.locator(selector).first().click()]);
}

/** Enters a case from the first page, and answers its path. @param {Page} page */
async function newCase(page) {
  await sent(page, "a[href='/new/Case']");
  await page.locator("[name='opened_on']").fill("2026-03-02");
  await sent(page, ".save button");
  return new URL(page.url()).pathname;
}

/** Somebody who goes to pages, all of which can be read, and looks what they say. @param {Page} page @param {Way} way */
function reader(page, way) {
  return {
    go: async (/** @type {string} */ path) => {
      await page.goto(new URL(path, page.url()).href);
      await readable(page, way);
    },
    says: async (/** @type {string} */ words) => (await page.locator("main").innerText()).includes(words),
  };
}

/** Looks at every page that links lead to for somebody, of each kind once. @param {Page} page @param {Way} way */
async function everyPage(page, way) {
  const kind = (/** @type {string} */ path) => path.replace(/(record|task):[0-9a-f]{32}/g, "*").replace(/[?].*/, "");
  const [found, seen, waiting] = [/** @type {string[]} */ ([]), new Set(["/"]), ["/"]];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    found.push(path);
    const answer = await page.goto(new URL(path, page.url()).href);
    assert.ok(answer?.ok(), `a link leads to ${path}, which answers ${answer?.status()}`);
    await readable(page, way);
    const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    for (const link of links.map((link) => link.replace(/#.*/, ""))) {
      // One form for each kind of record that has many fields, and one that has few.
      const isOfAll = !link.startsWith("/new/") || /^[/]new[/](Victim|CorruptAct|Case)\b/.test(link);
      if (isOfAll && !seen.has(kind(link))) {
        seen.add(kind(link));
        waiting.push(link);
      }
    }
  }
  return found;
}

for (const [name, least] of /** @type {[string, number][]} */ ([["carla", 10], ["kofi", 5], ["amina", 2], ["ana", 2], ["ines", 8], ["remy", 6], ["ada", 5]])) {
  test(`every page that ${name} can come to can be read by everybody`, async () => {
    for (const [place, way] of WAYS.entries()) {
      await reading(way, "/sign-in", async (page) => {
        await readable(page, way);
        await signIn(page, name, ["en", "es", "fr"][place]);
        const paths = await everyPage(page, way);
        assert.ok(paths.length >= least, `only ${paths}`);
      });
    }
  });
}

for (const way of WAYS) {
  test(`a caseworker enters a case, a victim, an act and a payment and finds them again (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      const record = await newCase(page);

      // What belongs to the case is entered from the case.
      await page.goto(new URL(`/chains?cases=${record.replace("/records/", "")}`, page.url()).href);
      await sent(page, "a[href*='stage=T4']");
      assert.equal(await page.locator("[name='stage']").inputValue(), "T4");
      await page.locator("[name='act']").selectOption("A18");
      await sent(page, ".save button");
      await page.goto(new URL(record, page.url()).href);
      assert.ok((await page.locator("main a[href^='/records/record:']").count()) > 0, "the case leads to its act");

      const name = `Invented Person ${way.width} ${way.scripts}`;
      await page.goto(new URL("/new/Victim", page.url()).href);
      await page.locator("[name='full_name']").fill(name);
      await page.locator("[name='registered_on']").fill("2026-03");
      await sent(page, ".save button");
      const victim = new URL(page.url()).pathname;
      assert.ok(!(await page.content()).includes(name), "a name is sealed");

      await page.goto(new URL("/records", page.url()).href);
      await page.locator("[name='words']").fill(name);
      await sent(page, "form[action='/records/search'] button");
      assert.equal(await page.locator(`main a[href='${victim}']`).count(), 1);
      assert.ok(!page.url().includes("Invented"), "what is looked for stands in no address");
    }));
}

const FILE = "Case ID,Name,Sex,Intake\n1,Inventa Uno,Feminine,14/3/2017\n2,Inventa Dos,Masculine,31/2/2017\n";

for (const way of WAYS) {
  test(`a file is brought, tried, taken in, and its reject mended (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      const read = async (/** @type {string} */ heading) => {
        assert.equal(await page.locator("h1").innerText(), heading);
        await readable(page, way);
      };
      await page.goto(new URL("/imports", page.url()).href);
      const buffer = Buffer.from(FILE);
      await page.locator("#file").setInputFiles({ name: "intake.csv", mimeType: "text/csv", buffer });
      await sent(page, "form[action='/imports/upload'] button");
      await read("The file at hand");
      await page.locator("[name='column.0.other']").fill("Victim.external_id");
      for (const [place, fills] of [[1, "Victim.full_name"], [2, "Victim.gender"], [3, "Victim.registered_on"]]) {
        await page.locator(`[name='column.${place}']`).selectOption(String(fills));
      }
      await sent(page, "form[action='/imports/file/mapping'] button");
      await page.locator("#source").selectOption({ index: 1 });
      const text = await page.locator("#text").inputValue();
      const answers = 'trafficking_status = { value = "asked-unknown" }\nstatus_decided_by = { value = "asked-unknown" }\n';
      await page.locator("#text").fill(text.replace("[record.fields]\n", `[record.fields]\n${answers}`));
      await sent(page, "form[action='/imports/file'] button");
      await read("What it would become");
      await sent(page, "form[action='/imports/file/take'] button");
      await page.locator("a[href^='/imports/import:']").waitFor();
      await read("Import");
      await sent(page, "form[action='/imports/file/rows'] button");
      await read("Rejected rows");
      await page.locator("[name='cell.0.3']").fill("28/2/2017");
      await sent(page, "form[action='/imports/file/mend'] button");
      await read("The file at hand");
      await sent(page, "form[action='/imports/file'] button");
      await sent(page, "form[action='/imports/file/take'] button");
      await page.locator("a[href^='/imports/import:']").waitFor();
      assert.match(await page.locator("main").innerText(), /Rejected rows\s+0/);
    }));
}

for (const way of WAYS) {
  test(`a record is held against erasing, is not erased, and is released (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      const { go, says } = reader(page, way);
      const record = await newCase(page);
      await sent(page, `a[href='${record}/hold']`);
      await readable(page, way);
      await page.locator("[name='ground'][value='court-order']").check();
      await page.locator("#until").fill("2027-02-01");
      await sent(page, "main form[action$='/hold'] button");
      await readable(page, way);
      assert.ok(await says("a court ordered it"));
      await go(record);
      assert.ok(await says("Held against erasing until 2027-02-01."));
      await go(`${record}/erase`);
      assert.equal(await page.locator("main form").count(), 0, "there is nothing to press");
      await go("/due");
      assert.ok((await page.locator(`main a[href='${record}']`).count()) > 0);
      await go(`${record}/hold`);
      await sent(page, "form[action$='/lift'] button");
      await readable(page, way);
      assert.ok(await says("lifted on"));
      await go(`${record}/erase`);
      assert.ok((await page.locator("[name='reason']").count()) > 0);
    }));
}

for (const way of WAYS) {
  test(`a task is given, opened, given back, given on and done, and a search is kept and run (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      const { go, says } = reader(page, way);
      const record = await newCase(page);
      await go(`${record}/tasks`);
      const text = `Ask the invented consulate ${way.width} ${way.scripts}`;
      await page.locator("#text").fill(text);
      await page.locator("#doer").selectOption({ index: 1 });
      await page.locator("#due").fill("2026-12-05");
      await sent(page, "main form button");
      await readable(page, way);
      assert.ok(!(await says(text)), "what a task says is sealed");
      await go(record);
      const task = (await page.locator("main a[href^='/tasks/']").first().getAttribute("href")) ?? "";
      await go("/");
      assert.ok((await page.locator("main a[href='/agenda']").count()) > 0, "the first page says that it is due");
      await go("/agenda");
      await sent(page, `button[formaction='${task}']`);
      await readable(page, way);
      assert.ok(await says(text), "one press opens it");
      await page.locator("#why").fill("Not in this country");
      await sent(page, "button[value='back']");
      await readable(page, way);
      await page.locator("#doer").selectOption({ index: 1 });
      await page.locator("#due").fill("2026-12-06");
      await sent(page, "button[value='give']");
      await sent(page, "button[value='done']");
      await readable(page, way);
      assert.ok(await says("done"));

      await go("/records?kind=Case");
      const name = `invented cases ${way.width} ${way.scripts}`;
      await page.locator("[name='name']").fill(name);
      await sent(page, "form[action='/searches'] button");
      await readable(page, way);
      await go("/");
      await sent(page, `button[aria-label='Run: ${name}']`);
      await readable(page, way);
      assert.equal(await page.locator("[name='kind']").first().inputValue(), "Case");
      await sent(page, `button[aria-label='Throw away: ${name}']`);
      assert.ok(!(await says(name)));
    }));
}

for (const way of WAYS) {
  test(`an administrator gives and takes a duty, and an analyst looks at what is open (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      /** @param {string} what */
      const charge = async (what) => {
        await signIn(page, "amina");
        await page.goto(new URL("/people", page.url()).href);
        const form = page.locator("#duties + p + form");
        await form.locator("select[name='name']").selectOption("nobody");
        await form.locator("select[name='duty']").selectOption("analysis");
        await Promise.all([page.waitForEvent("load"), form.locator(`button[value='${what}']`).click()]);
        await readable(page, way);
        await sent(page, "form[action='/sign-out'] button");
      };
      await charge("give");
      await signIn(page, "nobody");
      await page.locator("nav a[href='/records']").click();
      await page.locator("main a[href^='/records/record']").first().click();
      await readable(page, way);
      assert.equal(await page.locator("input[name='class']").count(), 0, "nothing can be opened");
      await page.locator("a[href$='/network']").click();
      await readable(page, way);
      await page.locator("nav a[href='/signals']").click();
      await readable(page, way);
      await sent(page, "form[action='/sign-out'] button");
      await charge("take");
      await signIn(page, "nobody");
      assert.equal(await page.locator("nav a[href='/records']").count(), 0);
    }));
}

test("what is typed is put away as a draft by itself, and sending the form leaves none", () =>
  reading({ width: 360, scripts: true, scheme: "light" }, "/sign-in", async (page) => {
    await page.clock.install();
    await signIn(page, "carla");
    await page.goto(new URL("/new/Case", page.url()).href);
    await page.locator("[name='opened_on']").fill("2026-07-09");
    await page.clock.fastForward(21_000);
    await page.locator("[data-saved]", { hasText: "Put away as a draft at" }).waitFor();
    const drafts = async () => {
      await page.goto(new URL("/", page.url()).href);
      return page.locator("ul.drafts li").count();
    };
    assert.equal(await drafts(), 1);
    await sent(page, "ul.drafts button");
    assert.equal(await page.locator("[name='opened_on']").inputValue(), "2026-07-09");
    await page.locator("#source").selectOption({ index: 1 });
    await sent(page, "p.save button");
    assert.match(page.url(), /[/]records[/]record:/);
    assert.equal(await drafts(), 0);
  }));

test("a custodian opens an identity, and leaving closes it", () =>
  reading({ width: 1440, scripts: true, scheme: "light" }, "/sign-in", async (page) => {
    await signIn(page, "kofi");
    await sent(page, "a[href='/records?kind=Victim']");
    await sent(page, "main table a[href^='/records/record:']");
    const record = page.url();
    await page.locator("[name='class'][value='direct']").check();
    await sent(page, "form[action^='/records/'] button");
    assert.match(await page.locator("main").innerText(), /Invent(ed|a) /);
    await sent(page, "form[action='/sign-out'] button");
    await page.goto(record);
    assert.equal(new URL(page.url()).pathname, "/sign-in");
  }));

/** A page of one inch with a title that nobody sees. */
const PAPER = [
  "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj",
  "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>\nendobj\n4 0 obj\n<< /Title (CANARY) >>\nendobj",
  "trailer\n<< /Root 1 0 R /Info 4 0 R /Size 5 >>\n%%EOF\n",
].join("\n");

for (const way of WAYS) {
  test(`a caseworker attaches a paper, and a custodian keeps a copy that holds nothing but its pages (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      const record = await newCase(page);
      await page.goto(new URL(`${record}/files`, page.url()).href);
      await page.locator("#file").setInputFiles({ name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from(PAPER) });
      await sent(page, "form[action$='/attach'] button");
      await sent(page, "form[action='/sign-out'] button");

      await signIn(page, "kofi");
      await reader(page, way).go(`${record}/files`);
      await page.locator("#purpose").selectOption("refer");
      await sent(page, "form[action$='/files'] button");
      await readable(page, way);
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("button[value='copy']").click()]);
      assert.equal(download.suggestedFilename(), "paper.pdf.copy.pdf");
      const copy = await readFile(await download.path(), "latin1");
      assert.ok(copy.startsWith("%PDF-") && copy.includes("/DCTDecode") && !copy.includes("CANARY"));
    }));
}

/** Rows of a file that takes a while. */
const MANY = 8000;

/** Brings a file and begins to take it in. @param {Page} page @param {string} about differs from file to file */
async function begun(page, about) {
  await page.goto(new URL("/imports", page.url()).href);
  const rows = Array.from({ length: MANY }, (_, row) => `${about}-${row},Feminine`);
  const buffer = Buffer.from(`Case ID,Sex\n${rows.join("\n")}\n`);
  await page.locator("#file").setInputFiles({ name: "many.csv", mimeType: "text/csv", buffer });
  await sent(page, "form[action='/imports/upload'] button");
  await page.locator("[name='column.0.other']").fill("Victim.external_id");
  await page.locator("[name='column.1']").selectOption("Victim.gender");
  await sent(page, "form[action='/imports/file/mapping'] button");
  await page.locator("#source").selectOption({ index: 1 });
  const text = await page.locator("#text").inputValue();
  const answers = 'trafficking_status = { value = "asked-unknown" }\nstatus_decided_by = { value = "asked-unknown" }\n';
  await page.locator("#text").fill(text.replace("[record.fields]\n", `[record.fields]\n${answers}`));
  await sent(page, "form[action='/imports/file'] button");
  await sent(page, "form[action='/imports/file/take'] button");
  assert.equal(new URL(page.url()).pathname, "/imports/progress");
}

for (const way of WAYS) {
  test(`how far an import is moves by itself until it is done (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      // What each load of the page says, as long as it stands.
      /** @type {Set<string>[]} */
      const said = [];
      await page.exposeFunction("heard", (/** @type {string} */ words, /** @type {boolean} */ isNew) => {
        said.push(...(isNew ? [new Set()] : []));
        said.at(-1)?.add(words);
      });
      await page.addInitScript(() => {
        addEventListener("DOMContentLoaded", () => {
          const [part, heard] = [document.querySelector("[data-events]"), Reflect.get(window, "heard")];
          const words = () => `${part?.querySelector("p")?.textContent} ${part?.querySelector("progress")?.value}`;
          if (part) {
            heard(words(), true);
            new MutationObserver(() => heard(words(), false)).observe(part, { childList: true, subtree: true });
          }
        });
      });
      await begun(page, `${way.width}-${way.scripts}`);
      assert.equal(await page.locator("meta[http-equiv='refresh']").count(), way.scripts ? 0 : 1);
      await page.locator("a[href^='/imports/import:']").waitFor({ timeout: 120_000 });
      if (way.scripts) {
        assert.equal(said.length, 1, "the page is loaded again only when it is done");
        const counts = [...(said[0] ?? [])].map((words) => Number(/([\d,]+) of 8,000[.] \d+$/.exec(words)?.[1]?.replace(",", "")));
        assert.ok(counts.length > 1, "the words move with the work");
        assert.deepEqual(counts, [...counts].sort((one, other) => one - other), "and never back");
      }
      assert.match(await page.locator("main").innerText(), /Rows\s+8,?000/);
      await readable(page, way);
    }));
}

test("where nobody tells how far an import is, the page is loaded again", () => {
  const way = /** @type {Way} */ ({ width: 1440, scripts: true, scheme: "light" });
  const read = async (/** @type {Page} */ page) => {
    await signIn(page, "carla");
    await page.route("**/imports/progress/events", (route) => route.fulfill({ status: 503, body: "" }));
    await begun(page, "untold");
    // Whoever does not follow it looks at a page that stands still.
    await sent(page, "main a[href='/imports/progress']");
    assert.equal(await page.locator("progress").count(), 1);
    await readable(page, way);
    await page.goto(new URL("/imports/progress?watch=yes", page.url()).href);
    await page.locator("a[href^='/imports/import:']").waitFor({ timeout: 120_000 });
  };
  return reading(way, "/sign-in", read, { expected: /503/ });
});

/** Goes to the network of the post. @param {Page} page */
async function toNetwork(page) {
  await sent(page, "a[href='/records?kind=Post']");
  await sent(page, "main table a[href^='/records/record:']");
  await page.goto(`${page.url()}/network?steps=2`);
}

/** Whether something in the picture is seen. @param {import("playwright-core").Locator} part */
function isInFrame(part) {
  return part.evaluate((part) => {
    const [box, frame] = [part.getBoundingClientRect(), part.closest("svg")?.getBoundingClientRect()];
    const isWithin = frame && box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    return isWithin === true && box.top >= 0 && box.bottom <= innerHeight;
  });
}

for (const way of WAYS) {
  test(`a network of many records is drawn, and each leads to its page (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      await toNetwork(page);
      await readable(page, way);
      assert.equal(await page.locator("svg.graph a.node").count(), 81);
      assert.equal(await page.locator("svg.graph g.tie").count(), 80);
      assert.equal(await page.locator("svg.graph g.tie > title").first().textContent(), "Post");
      assert.equal(await page.locator(".kinds").count(), way.scripts ? 1 : 0);
      const node = page.locator("svg.graph a.node").first();
      const path = await node.getAttribute("href");
      await Promise.all([page.waitForEvent("load"), node.click()]);
      assert.equal(new URL(page.url()).pathname, path);
    }));
}

for (const way of WAYS) {
  test(`the way between two records is drawn (${way.width} px, ${way.scripts ? "with" : "without"} scripts)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      await toNetwork(page);
      const persons = page.locator("svg.graph a[data-kind='Person']");
      const links = await persons.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
      const [from = "", to = ""] = links.map((link) => link.replace("/records/", ""));
      await page.goto(new URL(`/path?from=${from}`, page.url()).href);
      await page.locator("#to").fill(to);
      await sent(page, "form[action='/path'] button");
      assert.equal(await page.locator("svg.graph a.node").count(), 5);
      await readable(page, way);
    }));
}

for (const width of [360, 1440]) {
  const way = /** @type {Way} */ ({ width, scripts: true, scheme: "light" });
  test(`a network is explored by keyboard (${width} px)`, () =>
    reading(way, "/sign-in", async (page) => {
      await signIn(page, "carla");
      await toNetwork(page);
      const nodes = page.locator("svg.graph a.node");
      assert.equal(await page.locator("svg.graph a.node[tabindex='0']").count(), 1, "one stop of the tabulator");
      await page.locator(".kinds input").last().focus();
      await page.keyboard.press("Tab");
      for (let stops = 0; stops < 9 && !(await page.evaluate(() => document.activeElement?.matches("a.node"))); stops += 1) {
        await page.keyboard.press("Tab");
      }
      const focused = page.locator("svg.graph a.node:focus");
      assert.match((await focused.getAttribute("class")) ?? "", /first/);
      assert.equal(await page.locator("svg.graph a.marked").count(), 41, "the record and what it is tied to");
      await readable(page, way);
      await page.keyboard.press("ArrowRight");
      assert.equal(await focused.getAttribute("data-kind"), "Posting");
      assert.equal(await page.locator("svg.graph a.marked").count(), 3);
      for (let row = 0; row < 30; row += 1) {
        await page.keyboard.press("ArrowDown");
      }
      assert.equal(await isInFrame(focused), true, "where the focus is, is seen");
      assert.equal(await page.locator("svg.graph a.marked:focus").count(), 1, "a pointer that rests points at nothing");
      const path = await focused.getAttribute("href");
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      assert.equal(new URL(page.url()).pathname, path);
      await page.goBack();
      await page.locator(".kinds label", { hasText: "Posting" }).locator("input").uncheck();
      assert.equal(await nodes.filter({ visible: true }).count(), 41);
      assert.equal(await page.locator("svg.graph g.tie:not(.gone)").count(), 0, "no tie of what is hidden");
      assert.equal(await page.locator(".kinds output").innerText(), "41 of 81 are shown");
    }));
}

test("a list that is complete is put in order and narrowed down on its page", () =>
  reading({ width: 1440, scripts: true, scheme: "light" }, "/sign-in", async (page) => {
    await signIn(page, "carla");
    await toNetwork(page);
    const table = page.locator("table.whole");
    await table.locator("thead button").nth(1).click();
    assert.equal(await table.locator("thead th").nth(1).getAttribute("aria-sort"), "ascending");
    await page.locator("p.filter input[type=search]").fill("1985");
    assert.match(await page.locator("p.filter output").innerText(), /^\d+ of 80 are shown$/);
    assert.ok((await table.locator("tbody tr").filter({ visible: true }).count()) < 80);
  }));
