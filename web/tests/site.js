// The site that is looked at: the one at OVERT_SITE, or the program OVERT_HOUSE, which is started and ended with the tests.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** @returns {Promise<{ at: string, close: () => void }>} where the site answers, without a slash at the end */
export async function open() {
  const at = process.env["OVERT_SITE"];
  if (at) {
    return { at: at.replace(/\/$/, ""), close: () => {} };
  }
  const program = process.env["OVERT_HOUSE"];
  if (!program) {
    throw new Error("set OVERT_SITE to the address of a site, or OVERT_HOUSE to the built example `house` of overt-publish");
  }
  const house = spawn(program, ["127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(house, "exit").then(([code]) => {
    throw new Error(`the site ended with ${code} before it was open`);
  });
  const [line] = await Promise.race([once(createInterface(house.stdout), "line"), ended]);
  return { at: String(line).trim().replace(/\/$/, ""), close: () => house.kill() };
}
