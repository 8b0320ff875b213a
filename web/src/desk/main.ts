// What the script adds to pages of the desk, which are whole without it. Each island looks for what it knows and leaves the rest alone.

import { each } from "../each.js";
import { filterable } from "../filter.js";
import { sortable } from "../sort.js";
import { autosaved } from "./autosave.js";
import { graph } from "./graph.js";
import { passkeys } from "./passkey.js";
import { followed } from "./progress.js";

each<HTMLFormElement>("main form", autosaved);
each<HTMLElement>("[data-events]", followed);
each<SVGSVGElement>("svg.graph", graph);
each<HTMLTableElement>("table.whole", sortable);
each<HTMLTableElement>("table.whole", filterable);
passkeys();
