// Words for people. They come from the page, which has them in its language.

/** The words that the page has under this name, as `data-NAME` of its body; parts such as `%n` are filled in. */
export function words(name: string, parts: Record<string, number> = {}): string {
  const filled = (text: string, [part, value]: [string, number]) => text.replace(`%${part}`, String(value));
  return Object.entries(parts).reduce(filled, document.body.dataset[name] ?? "");
}

/** Without capitals and accents, so that a search finds what somebody types on any keyboard. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}
