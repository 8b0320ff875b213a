// Passkeys at the desk, with a device that Chromium plays. Passkeys need a name, so these pages are opened at `localhost`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, reading, watch } from "./browser.js";
import { readable } from "./checks.js";
import { office } from "./site.js";

watch(office);

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./browser.js").Way} Way */

const WORDS = "four invented words that differ";
/** @type {Way} */
const LARGE = { width: 1440, scripts: true, scheme: "light" };
/** @type {Way} */
const SMALL = { width: 360, scripts: true, scheme: "dark" };

/** The desk at a name. */
const named = () => at().replace("127.0.0.1", "localhost");

/** A device that is there and says yes. @param {Page} page */
async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    count: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    lose: () => session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

/** Presses a button and waits for what comes of it. @param {Page} page @param {string} selector */
async function sent(page, selector) {
  await Promise.all([page.waitForEvent("load"), page.locator(selector).first().click()]);
}

/** Fills the form of the door. @param {Page} page @param {string} name @param {string} [lang] */
async function fill(page, name, lang = "en") {
  await page.goto(`${named()}/sign-in?lang=${lang}`);
  await page.locator("#name").fill(name);
  await page.locator("#passphrase").fill(WORDS);
}

const SIGN_IN = "form[action='/sign-in'] button:not([type])";
const WITH_PASSKEY = "form[action='/sign-in'] button[type=button]";

for (const [way, name, lang] of /** @type {[Way, string, string][]} */ ([[LARGE, "kofi", "en"], [SMALL, "carla", "fr"]])) {
  test(`a passkey is added, lets ${name} in, proves once more who they are, and is taken away (${way.width} px)`, () =>
    reading(way, "/sign-in", async (page) => {
      const key = await device(page);
      await fill(page, name, lang);
      await sent(page, SIGN_IN);

      await page.goto(`${named()}/account`);
      await readable(page, way);
      await sent(page, "form[action='/account/passkeys'] button[value=offer]");
      await readable(page, way);
      const make = page.locator("form[data-passkey=make] button[type=button]");
      await make.click();
      assert.equal(await key.count(), 0, "without a name no passkey is made");
      await page.locator("#passkey-name").fill("invented device");
      await sent(page, "form[data-passkey=make] button[type=button]");
      assert.equal(new URL(page.url()).search, "?done=passkey");
      assert.equal(await key.count(), 1);
      assert.match(await page.locator("main").innerText(), /invented device/);
      await readable(page, way);

      // A device that holds one makes no other.
      await sent(page, "form[action='/account/passkeys'] button[value=offer]");
      await page.locator("#passkey-name").fill("the same device");
      await page.locator("form[data-passkey=make] button[type=button]").click();
      await page.locator("form[data-passkey=make] [role=status]:not(:empty)").waitFor();
      assert.equal(await key.count(), 1);

      await sent(page, "form[action='/sign-out'] button");
      await fill(page, name, lang);
      await readable(page, way);
      await sent(page, SIGN_IN);
      assert.equal(new URL(page.url()).pathname, "/sign-in", "the passphrase is not enough");
      await fill(page, name, lang);
      await sent(page, WITH_PASSKEY);
      assert.equal(new URL(page.url()).pathname, "/");

      // A confirmation that lacks everything is asked for once more.
      await page.evaluate(() => {
        const form = document.createElement("form");
        const proof = document.querySelector("input[name=proof]");
        if (proof) form.append(proof.cloneNode());
        Object.assign(form, { method: "post", action: "/confirm" });
        document.body.append(form);
        form.submit();
      });
      await page.locator("form[action='/confirm'][data-passkey]").waitFor();
      await readable(page, way);
      await sent(page, "form[action='/confirm'] button[type=button]");
      assert.equal(new URL(page.url()).pathname, "/");

      await page.goto(`${named()}/account`);
      await sent(page, "form[action='/account/passkeys'] button:not([value])");
      assert.equal(new URL(page.url()).search, "?done=no-passkey");
      await sent(page, "form[action='/sign-out'] button");
      await fill(page, name, lang);
      await sent(page, SIGN_IN);
      assert.equal(new URL(page.url()).pathname, "/");
    }, { at: named, expected: /status of 422/ }));
}

test("a browser that has no passkey to show says so and sends nothing", () =>
  reading(LARGE, "/sign-in", async (page) => {
    const key = await device(page);
    await key.lose();
    await page.evaluate(() => {
      navigator.credentials.get = () => Promise.reject(new DOMException("invented", "NotAllowedError"));
    });
    await page.locator("#name").fill("ana");
    await page.locator("#passphrase").fill(WORDS);
    await page.locator(WITH_PASSKEY).click();
    await page.locator("form [role=status]:not(:empty)").waitFor();
    assert.equal(await page.locator("#passphrase").inputValue(), WORDS, "what was typed stays");
    assert.ok(await page.locator(WITH_PASSKEY).isEnabled());
    await readable(page, LARGE);
  }, { at: named }));

test("a page of the door that has been open for long asks for a challenge that counts", () =>
  reading(LARGE, "/sign-in", async (page) => {
    const key = await device(page);
    await fill(page, "ana");
    await sent(page, SIGN_IN);
    await page.goto(`${named()}/account`);
    await sent(page, "form[action='/account/passkeys'] button[value=offer]");
    await page.locator("#passkey-name").fill("invented device");
    await sent(page, "form[data-passkey=make] button[type=button]");
    assert.equal(await key.count(), 1);
    await sent(page, "form[action='/sign-out'] button");
    await fill(page, "ana");
    await page.evaluate(() => {
      performance.now = () => 60 * 60 * 1000;
      document.querySelector("form[data-passkey]")?.setAttribute("data-challenge", "AAAA");
    });
    await sent(page, WITH_PASSKEY);
    assert.equal(new URL(page.url()).pathname, "/");
  }, { at: named }));

for (const scripts of [true, false]) {
  test(`without ${scripts ? "a name" : "scripts"} there is no button for passkeys, and codes are offered`, () =>
    reading({ width: 360, scripts, scheme: "light" }, "/sign-in", async (page) => {
      const desk = scripts ? at() : named();
      await page.goto(`${desk}/sign-in`);
      assert.equal(await page.locator(WITH_PASSKEY).filter({ visible: true }).count(), 0);
      assert.ok(await page.locator("#code").isVisible());
      await page.locator("#name").fill("amina");
      await page.locator("#passphrase").fill(WORDS);
      await sent(page, SIGN_IN);
      await page.goto(`${desk}/account`);
      await readable(page, { width: 360, scripts, scheme: "light" });
      assert.ok(await page.locator("form[action='/account/codes'] button").isVisible());
      if (scripts) {
        assert.match(await page.locator("main").innerText(), /http:\/\/localhost/);
      } else {
        await sent(page, "form[action='/account/passkeys'] button");
        assert.ok(await page.locator("[data-lacking]").isVisible(), "it is said what is missing");
        assert.equal(await page.locator("form[data-passkey=make] button").filter({ visible: true }).count(), 0);
      }
    }, { at: scripts ? at : named }));
}
