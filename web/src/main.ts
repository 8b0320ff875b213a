// What the script adds to pages that are whole without it. Each island looks for what it knows and leaves the rest alone.

import { readOut } from "./charts.js";
import { each } from "./each.js";
import { filterable } from "./filter.js";
import { crossed } from "./heat.js";
import { explorable } from "./map.js";
import { sortable } from "./sort.js";

each<SVGSVGElement>("svg.overt-chart", readOut);
each<SVGSVGElement>(".map svg.overt-chart[viewBox]", explorable);
each<HTMLTableElement>("main table:not(.heat)", sortable);
each<HTMLElement>("main table:not(.heat), main ul[data-filter]", filterable);
each<HTMLTableElement>("main table.heat", crossed);
