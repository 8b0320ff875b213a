// The sites that are looked at: the observatory of the program OVERT_HOUSE or at OVERT_SITE, and the desk of the program OVERT_OFFICE. Programs are
// started and ended with the tests.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** @typedef {{ at: string, close: () => void }} Site where it answers, without a slash at the end */

/** The observatory. @returns {Promise<Site>} */
export async function house() {
  const at = process.env["OVERT_SITE"];
  return at ? { at: at.replace(/\/$/, ""), close: () => {} } : started("OVERT_HOUSE", "`house` of overt-publish");
}

/** The desk. @returns {Promise<Site>} */
export const office = () => started("OVERT_OFFICE", "`office` of overt-desk");

/** @param {string} variable @param {string} example @returns {Promise<Site>} */
async function started(variable, example) {
  const program = process.env[variable];
  if (!program) {
    throw new Error(`set ${variable} to the built example ${example}`);
  }
  const site = spawn(program, ["127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(site, "exit").then(([code]) => {
    throw new Error(`the site ended with ${code} before it was open`);
  });
  const [line] = await Promise.race([once(createInterface(site.stdout), "line"), ended]);
  return { at: String(line).trim().replace(/\/$/, ""), close: () => site.kill() };
}
