// Charts: what a mark stands for is shown beside it, for a pointer, a finger and the keyboard.

import { hide, leave, show } from "./tooltip.js";
import { words } from "./words.js";

const STEPS: Record<string, (place: number, count: number) => number> = {
  ArrowRight: (place, count) => (place + 1) % count,
  ArrowDown: (place, count) => (place + 1) % count,
  ArrowLeft: (place, count) => (place + count - 1) % count,
  ArrowUp: (place, count) => (place + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Makes the marks of a chart readable. */
export function readOut(chart: SVGSVGElement): void {
  const marks = [...chart.querySelectorAll<SVGGElement>("g > title")].map(named);
  const walked = marks.filter((mark) => !mark.closest("a"));
  if (walked.length > 0) {
    walk(chart, walked);
  }
  chart.addEventListener("pointerover", (event) => {
    const mark = markOf(event.target);
    if (mark) {
      const { clientX: left, clientY } = event;
      show(wordsOf(mark), "", { left, top: clientY, bottom: clientY + 12 });
    } else {
      leave();
    }
  });
  chart.addEventListener("pointerleave", leave);
  // A drawing that listens for the focus can itself be given it, at least in Chromium; what is around it cannot.
  const around = chart.parentElement ?? document.body;
  around.addEventListener("focusin", ({ target, relatedTarget }) => {
    const isHere = target instanceof Element && chart.contains(target) && target.matches(":focus-visible");
    const mark = isHere ? (markOf(target) ?? target.querySelector("g[aria-label]")) : null;
    if (mark) {
      // How to go on is said to whoever comes in, and not again at each mark.
      const isNew = !(relatedTarget instanceof Element && chart.contains(relatedTarget));
      const isWalked = walked.length > 1 && walked.some((one) => one === mark);
      show(wordsOf(mark), isNew && isWalked ? words("keys") : "", mark.getBoundingClientRect());
    }
  });
  around.addEventListener("focusout", hide);
}

/** The mark of a title. The title becomes its name, so that a browser does not show the same words a second time. */
function named(title: Element): SVGGElement {
  const mark = title.parentElement as Element as SVGGElement;
  mark.setAttribute("aria-label", title.textContent ?? "");
  title.remove();
  return mark;
}

/** One mark is reached with the tabulator, the others from it with arrows. */
function walk(chart: SVGSVGElement, marks: SVGGElement[]): void {
  // What is inside an image is hidden from a screen reader, and these marks must not be.
  chart.setAttribute("role", "group");
  for (const [place, mark] of marks.entries()) {
    mark.setAttribute("role", "img");
    mark.setAttribute("tabindex", place === 0 ? "0" : "-1");
  }
  chart.addEventListener("keydown", (event) => {
    const place = marks.indexOf(event.target as SVGGElement);
    const step = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey ? undefined : STEPS[event.key];
    const next = step && place >= 0 ? marks[step(place, marks.length)] : undefined;
    if (next) {
      event.preventDefault();
      marks[place]?.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  });
}

function markOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("g[aria-label]") : null;
}

function wordsOf(mark: Element): string {
  return mark.getAttribute("aria-label") ?? "";
}
