// Islands of a page: each looks for what it knows and leaves the rest alone.

/** Gives an island every part of the page that it looks for. */
export function each<Kind extends Element>(selector: string, island: (found: Kind) => void): void {
  document.querySelectorAll<Kind>(selector).forEach(island);
}
