# The words of the public pages in English. The other languages have the same names.

skip = Skip to the content
languages = Languages
pages = Pages
overview = Overview
nexus = Nexus
data = Data
codebook = Codebook
methods = Methods
corrections = Corrections and replies
about = About
nothing = There is no such page

foot-claims = What is recorded is not what happened. What is counted here are claims, each with its source and standing. A number is a reason to look, never a finding about anybody.
foot-contact = Errors, and replies of whoever sees themselves in a number:
foot-program = Made by { $what }.

nothing-lead = The address may be wrong, or the page may have another name now.
nothing-begin = To the first page

overview-known = What is known
overview-sure = How sure it is
overview-unknown = What is not known
overview-nothing = Nothing was released yet.
overview-releases = { $n ->
    [one] One release is current. Two people approved it, it is signed, and its files can be verified by anybody.
   *[other] { $n } releases are current. Two people approved each of them, they are signed, and their files can be verified by anybody.
 }
overview-noisy = { $n ->
    [0] No release has noise: small numbers are hidden or rounded instead.
    [one] In one release counts have noise, which is told beside each of them.
   *[other] In { $n } releases counts have noise, which is told beside each of them.
 }
overview-hidden = { $n } of { $cells } cells are hidden because they are small, or would give away a small one.

total = Total
download-csv = Download as CSV
find = Find
release = Release
version = Version
day = Day
licence = Licence
file = File
files = Files
table-of = { $what }: table
bytes = Bytes
code = Code
label = Label
definition = Definition
snapshot = Snapshot
cite = How to cite it
notes = Notes

nexus-lead = Who does what, at which stage of trafficking: acts of corruption as they were released. Each cell opens to how it was counted.
nexus-nothing = No release counts acts of corruption by two of these yet.
nexus-choose = Look at
nexus-close = Close this cell
nexus-caption = From the release “{ $what }”. Darker means more.
nexus-legend = “<” is hidden: a small number, or one that would give away a small one. It is not zero. “~” is only noise. “≈” has noise. “·” cannot occur.
nexus-left-out = { $n ->
    [one] One row or column in which nothing was told is left out.
   *[other] { $n } rows and columns in which nothing was told are left out.
 }
nexus-release = The release with its method and risk
nexus-finding = Most are in { $what }: { $n }. { $hidden ->
    [0] No cell is hidden.
    [one] One cell is hidden.
   *[other] { $hidden } cells are hidden.
 }
nexus-nothing-told = No number here tells of anybody. { $hidden ->
    [0] No cell is hidden.
    [one] One cell is hidden.
   *[other] { $hidden } cells are hidden.
 }

prices = Prices
prices-lead = What was paid, as people told it, in bands: nobody’s own amount leaves. Each cell opens to how it was counted.
prices-nothing = Nothing was published about prices: no release has amounts.
prices-currency = Amounts are in { $what }, as they were at the time. None is converted, and those in other currencies have a column of their own.
prices-middle = Where the middle amount lies
prices-finding = Of { $all ->
    [one] one row
   *[other] { $all } rows
 } with amounts, { $n ->
    [0] none tells in which band its middle amount lies.
    [one] one tells in which band its middle amount lies.
   *[other] { $n } tell in which band their middle amount lies.
 }
prices-table = As many amounts are higher as are lower. It is told where neither noise nor a hidden number could move it into another band.
prices-median = Band of the middle amount
prices-no-median = cannot be told
prices-told = Amounts in a band
prices-beside = Not known, none, or another currency

routes = Map and routes
routes-lead = From which country to which people were taken, and at which crossings money was asked. Each cell opens to how it was counted.
routes-nothing = Nothing was published about routes: no release counts legs of journeys by two of these.
routes-title = Legs of journeys between countries
routes-description = One leg is one stretch of somebody’s journey. A line leads from one country to the other; nobody needs to have gone along it.
routes-legs = legs
routes-finding = { $n ->
    [0] No route has a number that can be shown.
    [one] One route has a number: { $what }.
   *[other] { $n } routes have a number. The largest: { $what }.
 }
routes-not-told = { $hidden ->
    [0] No number is hidden.
    [one] One number is hidden.
   *[other] { $hidden } numbers are hidden.
 } { $unknown ->
    [0] No leg that was told lacks its origin or destination.
    [one] Of one leg the origin or destination is not known.
   *[other] Of { $unknown } legs the origin or destination is not known.
 } Of all other countries nothing was told.
routes-from = From
routes-to = To
routes-what = What
routes-number = Number
routes-unknown = not known
routes-within = within
routes-arrow = to where the arrow points
routes-up-to = up to
ribbons-title = From country to country
ribbons-description = The same legs as ribbons: on the left where a leg begins, on the right where it ends. A ribbon is as wide as its number; shares are of the legs that have one. What is not known is dotted, and what is hidden is not drawn.
ribbons-finding = Of { $n ->
    [one] one leg
   *[other] { $n } legs
 } with a number, the most begin in { $from } ({ $begin }), and the most end in { $to } ({ $end }).
ribbons-others = others
ribbons-every = every way

count-exact = { $n ->
    [0] None was recorded.
    [one] One was recorded.
   *[other] { $n } were recorded.
 }
count-rounded = About { $n } were recorded; the number is rounded.
count-noisy = About { $n } were recorded; the true number is between { $least } and { $most } with a probability of at least 95 percent.
count-noise-only = Nothing but noise: at most { $most } are likely.
count-hidden = The number is hidden because it is small, or would give away a small one. It is not zero.
count-impossible = This cannot occur.
count-not-told = This is not told.

data-lead = Everything that was released, with its method, its risk and its fingerprints. No number on these pages comes from anywhere else.
data-nothing = Nothing was released yet.
data-table = Releases, the newest first
protected-how = How people are protected
method-table = Small numbers are hidden, and enough others that nobody can work them out.
method-rounded = Every number is rounded.
method-counts = Noise was added to every count (differential privacy). It is told beside each of them.
method-synth = The records are invented, from counts with noise (differential privacy). None is about a person.
method-aggregate = Each row is shared by many records, and is there as often as they are.
ledger = The budget of privacy
ledger-about = Every release with noise spends some of a budget. All of them together are added up, so that many releases cannot tell what one may not.
ledger-table = What was spent by all releases so far
ledger-unit = Protected is
ledger-releases = Releases
ledger-cap = at most
unit-record = one record
unit-person = one person
unit-contributor = one organisation with all it contributed

release-newer = There is a newer version of this release.
kind-of-record = Kind of record
approved-by = People who approved it
made-by = Made by
only-where = Only records for which holds
risk-table = What is hidden, and how large the noise is
cells = Cells
cells-hidden = Hidden
smallest-shown = Smallest number shown
noise = Standard deviation of the noise
noise-none = no noise
smallest-none = none is shown
hash-none = not in the manifest
files-about = Each file with its fingerprint. The manifest names all of them, and is signed.
verify-about = Whoever has the files can verify all of it without asking anybody:

codebook-lead = Every code that is used here: what it means, and where it comes from. A code never changes its meaning.
codebook-find = Find a code or a word
codebook-found = { $n ->
    [0] Nothing was found
    [one] One code
   *[other] { $n } codes
 }
codebook-lists = Lists
codebook-all = All lists
codebook-codes = { $n ->
    [one] One code
   *[other] { $n } codes
 }

corrections-lead = What was wrong in a release, and what somebody replied who saw themselves in a number. The release stays where it is, with the correction above it.
corrections-write = To correct something, or to reply, write to
corrections-none = Nothing had to be corrected so far.

about-governance = Who decides
about-survivors = How survivors take part
about-funders = Who pays
about-nobody-pays = Nobody pays for it.
about-limits = What the numbers cannot tell
limit-recorded = What is recorded is not what happened. Where reporting is easier, more is seen; where nobody could report, nothing is.
limit-claims = Every act is somebody’s claim, and most claims were not tested by a court.
limit-hidden = A hidden number is not zero, and “not told” is not “none”.
limit-compare = Places, years and organisations differ in who could tell. A difference between them is a reason to ask why.

methods-lead = How everything here is counted, protected and tested: question, formula, assumptions, limits and misuse. The texts are those of the program’s book, in English.
methods-all = All methods

countries = Countries
country = Country
lab = Indices
undercount = Undercount
method = How it is done
year = Year
value = Value
acts-of-corruption = Acts of corruption
from-release = From the release
in-english = The text of this analysis is in English.

countries-lead = Where acts of corruption were recorded, and where nothing was told. Nothing told does not mean that nothing happens.
countries-all = { $n ->
    [one] One country
   *[other] { $n } countries
 }
countries-silent = { $n ->
    [0] In each of them something was told.
    [one] In one of them nothing was told.
   *[other] In { $n } of them nothing was told.
 }
countries-table = Acts as they were released, and the last value of each series. “<” is hidden and not zero.
countries-back = Map and all countries
nothing-told = nothing told
map-title = Acts of corruption by country
map-description = Where they happened. Darker means more; hatched means that nothing was told, which is not zero.
map-finding = { $n ->
    [0] No country has a number that can be shown.
    [one] One country has a number.
   *[other] { $n } countries have a number.
 } { $hidden ->
    [0] None is hidden.
    [one] In one country it is hidden.
   *[other] In { $hidden } countries it is hidden.
 } Of all others nothing was told.
map-borders = Borders are those of Natural Earth and no statement about any territory. Drawn with a broken outline, and as part of no country:
map-no-data = no data
map-not-zero = no data, not zero
map-no-data-in = No data, which is not zero:
map-suppressed = suppressed
map-without-code = area without a code
map-nothing-told = an area without a code, of which nothing is told here
map-to = to
map-and = and
map-details = Details
area-crimea = Crimea
area-northern-cyprus = Northern Cyprus
area-siachen-glacier = Siachen Glacier
area-somaliland = Somaliland
country-silent = Nobody told of an act of corruption there, or so few that the number is only noise. That does not mean that there is none.
country-series = What others say of it
country-brief = Brief as one page (HTML, in English)
country-brief-pdf = Brief (PDF, in English)
country-no-series = No series here has a value for it.
hidden-here = { $n ->
    [0] No number is hidden.
    [one] One number is hidden.
   *[other] { $n } numbers are hidden.
 }

lab-lead = Two indices side by side: how far they go together, whether one is made of the other, and how easily it would have been another result.
undercount-lead = How many people no list has: from who is on which of several lists, with the spread over all models first. The studies are public ones.
analyses-none = There is none yet.
analyses-all = All of these
sdmx-years = Only counts of a single year are in this form. Totals over all years, and counts whose year is not known, are in the others.

# What the script of the pages says; %n and %all are numbers that it puts in.
script-filter = Show only what has
script-shown = %n of %all are shown
script-keys = Arrow keys lead to the others, Escape closes this.
script-closer = Closer
script-farther = Farther away
script-left = To the left
script-right = To the right
script-up = Up
script-down = Down
script-whole = The whole map
script-steering = Shift and arrow keys move it, Ctrl and the wheel bring it closer.
