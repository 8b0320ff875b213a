# The words of analyses in English. What kernels say themselves is not among them.

skip = Skip to the content
contents = Contents
limits = What must not be concluded
left-out = What is left out
nothing-left-out = Nothing is left out.
method = Method and sources
reason-to-look = A pattern or an association is a reason to look, and no finding about anybody.
same-numbers = The same numbers as a table
table-of = { $what }: table
stands-out = stands out
and = and

number-not-known = not known
number-no-limit = no limit
number-ends = { $low } to { $high }
number-under = under { $number }
number-over = over { $number }
number-beyond = beyond { $number }
number-near = near { $number }
number-below = below { $number }

undercount-kind = How many people no list has
undercount-title = People on none of { $lists } lists
undercount-n = { $people } people on { $lists }
undercount-limits = Not that one number is the number: a model alone is surer of itself than anybody can be, so the spread over all models is quoted with it. Not that records were joined rightly: records that were not joined count as different people, and where linkage missed some, all of these numbers are too large. Not that people on no list are like those on some: whom no list can reach is in no model. Not who anybody is, or what happened to them.
undercount-refused = { $models ->
    [one] One model has no estimate: { $reason }
   *[other] { $models } models have no estimate: { $reason }
 }
undercount-models = Models: { $family }.
undercount-apart = How far models lie apart
undercount-apart-reading = The first two lines go from the least to the most that any model says, with the median; the others are intervals of an estimate. The filled diamond takes the choice of the model into account.
undercount-apart-finding = { $models ->
    [one] The one model that was fitted says
   *[other] All { $models } models go from
 } { $all } people; those nearly as good as the best from { $close }.
undercount-people = people
undercount-all = All models that were fitted
undercount-close = Those nearly as good as the best
undercount-if-true = The chosen model, if it were true
undercount-with-choice = With the choice of the model
undercount-mean = The mean over all models by their weight is { $people }.
undercount-table = Number of people, counted or not
undercount-table-models = Models
undercount-table-how-many = How many.
undercount-table-least = Least
undercount-table-median = Median
undercount-table-most = Most
undercount-table-weight = Weight
undercount-table-weight-reading = Their share of the weight of all models.
undercount-row-all = all that were fitted
undercount-row-close = those nearly as good as the best
undercount-chosen = The chosen model
undercount-independent = no list depends on another
undercount-chosen-finding = Chosen: { $model } ({ $together }): { $people } people, of whom { $hidden } are on no list; { $limits } if it were the true model.
undercount-bootstrap = With the choice of the model taken into account: { $limits } ({ $draws } draws, seed { $seed }).
undercount-few-draws = A limit rests on few draws, and another seed moves it.
undercount-without-estimate = { $draws ->
    [one] In one draw no model had an estimate; it counts as larger than any number.
   *[other] In { $draws } draws no model had an estimate; they count as larger than any number.
 }
undercount-share-nobody = { $lists } share nobody, so a model in which they hang together says that nobody can be on both.
