// Work that goes on: how far it is, as the server tells it. At the end the page is loaded again and says what came of it.

/** After so many milliseconds the page is loaded again where the server tells nothing more. */
const LATER = 5000;

/** Follows the work that a part of the page is about. */
export function followed(part: HTMLElement): void {
  const { events = "", said = "" } = part.dataset;
  const [sentence, bar] = [part.querySelector("p"), part.querySelector("progress")];
  const source = new EventSource(events);
  const again = () => location.reload();
  source.addEventListener("message", ({ data }) => {
    const [done = 0, all = 0] = String(data).split(" ").map(Number);
    if (sentence && bar) {
      const written = (count: number) => count.toLocaleString("en");
      sentence.textContent = said.replace("%n", written(done)).replace("%all", written(all));
      bar.value = done;
    }
  });
  source.addEventListener("end", () => {
    source.close();
    again();
  });
  // Also where the server has no room for one more who listens, or the session has ended.
  source.addEventListener("error", () => {
    source.close();
    setTimeout(again, LATER);
  });
}
