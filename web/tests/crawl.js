// All pages that can be reached from the first one, by kind.

/**
 * Pages differ in what they are about, and those of one kind are made by one template. Of each kind these stand for all: the largest, the
 * smallest, and one between them. With OVERT_EVERY_PAGE set, all are taken.
 * @typedef {{ path: string, bytes: number }} Found
 */

/**
 * @param {string} at where the site answers
 * @param {string} first
 * @returns {Promise<string[]>} paths of pages
 */
export async function pages(at, first) {
  const found = await crawled(at, first);
  /** @type {Map<string, Found[]>} */
  const kinds = new Map();
  for (const one of found) {
    kinds.set(kind(one.path), [...(kinds.get(kind(one.path)) ?? []), one]);
  }
  return [...kinds.values()].flatMap(chosen).map(({ path }) => path).sort();
}

/** @param {Found[]} found */
function chosen(found) {
  if (process.env["OVERT_EVERY_PAGE"]) {
    return found;
  }
  const bySize = found.sort((one, other) => one.bytes - other.bytes || one.path.localeCompare(other.path));
  return [...new Set([bySize[0], bySize[Math.floor(bySize.length / 2)], bySize.at(-1)])].flatMap((one) => one ?? []);
}

/** What is below the first part of a path differs within a kind, and so do the values of choices. @param {string} path */
function kind(path) {
  const { pathname, searchParams } = new URL(path, "http://site");
  const parts = pathname.split("/").map((part, place) => (place > 2 ? "*" : part));
  return `${parts.join("/")}?${[...searchParams.keys()].join("&")}`;
}

/**
 * @param {string} at
 * @param {string} first
 * @returns {Promise<Found[]>}
 */
async function crawled(at, first) {
  const [found, seen, waiting] = [/** @type {Found[]} */ ([]), new Set([first]), [first]];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const answer = await fetch(at + path);
    if (!answer.ok) {
      throw new Error(`${path} answers ${answer.status}`);
    }
    if (!answer.headers.get("content-type")?.startsWith("text/html")) {
      await answer.body?.cancel();
      continue;
    }
    const text = await answer.text();
    found.push({ path, bytes: text.length });
    for (const [, link] of text.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
      const next = String(link).replace(/&amp;|&#38;/g, "&");
      // A brief is a file to keep, with a style of its own.
      if (!seen.has(next) && !next.startsWith("/briefs/")) {
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return found;
}
