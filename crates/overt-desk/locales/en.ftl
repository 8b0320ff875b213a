# The words of the desk.
skip = To the content
pages = Pages
languages = Languages
foot = What is recorded here are claims. An allegation or a signal is a reason to look, never a finding.
to-home = To the beginning
home = Beginning
records = Records
chains = Enter an act
account = Your account
sign-in = Sign in
sign-out = Sign out
sign-in-said = Everything sealed here opens only for people who are signed in, and the log keeps who opened what.
sign-in-lost = Passphrase forgotten? Whoever administers the computer runs “overt key recover” with your printed recovery code. Nobody can read your passphrase.
account-name = Account
passphrase = Passphrase
one-time-code = One-time code
one-time-code-help = Only if you set up codes on another device.
not-signed-in = Not signed in: account, passphrase or code are not right.
wait = { $n ->
    [one] Too many tries under this name. Wait one second.
   *[other] Too many tries under this name. Wait { $n } seconds.
}
confirm = Is it you?
confirm-said = You are about to open an identity. Prove once more who you are; it then holds for five minutes. Afterwards, ask for it again.
confirm-do = Confirm
not-confirmed = That was not right.
welcome = Welcome, { $what }
task-casework = You work on cases: you enter and change records, and open narratives and sensitive parts.
task-custody = You keep identities: you open names, papers and telephone numbers, each time with a purpose.
task-audit = You look after the log.
task-administration = You look after accounts, sources and settings.
task-none = You are in no team yet. Whoever administers accounts can add you to one.
enter = Enter
enter-case = Open a case
enter-act = Enter an act of corruption
enter-victim = Enter a victim
there = What is there
there-said = What nobody recorded is not here. That does not mean that it did not happen.
kind = Kind
number = Number
all = All
standing = Standing
show = Show
search = Search
search-by = Look for
by-name = a name
by-phone = a telephone number
by-paper = the number of a paper
search-words = It reads
search-said = Names, numbers and papers are looked for through a keyed index. The log keeps that you searched and what for, never the words.
search-nothing = Say what to look for.
search-none = No record was found. The log has the search.
search-compared = Equal names are not always one person. The log has the search.
search-candidates = These are candidates: you may not open identities, so they could not be compared. The log has the search.
purpose = Purpose
record = Record
records-none = No record was found. That nobody recorded it does not mean that it did not happen.
records-count = { $n ->
    [one] One record.
   *[other] { $n } records.
}
next = Next page
choose = Choose
save = Save
change = Change
open = Open
open-to-change = Open to change
history = History
revision = Revision
revision-of = Revision { $what }
day = Day
why = Why
by = By
leaf = Entry of the log
erased = Erased
reason-entered = entered
reason-imported = imported
reason-corrected = something was wrong
reason-completed = more became known
reason-standing-changed = the claim has come further
reason-consent-changed = a consent changed
reason-migrated = the codebook changed
unasked = { $n ->
    [one] One open question was not asked.
   *[other] { $n } open questions were not asked.
}
gaps = What would complete it
sealed = Sealed parts
sealed-said = The log keeps that you opened them, when and for what purpose, before you see them.
sealed-which = Which parts
sealed-as = sealed: { $what }
refers-to = It names
add = Add
add-another = Add another
source = Source
source-help = Who says so. Without a source there is no record.
no-source = Name a source: without one there is no record.
form-said = Leave out what was not asked. “Not asked”, “no” and “unknown” are different answers, and all of them count.
needed = to be answered, if only by “unknown”
state-of = State: { $what }
parts = Parts of the form
new-record = New: { $what }
change-record = Change: { $what }
conflict = Look at the record as it is now, and save again what should still change.
country = Country
region = Region
district = District
locality = Town or village
site = Street, building or crossing
hint-several = Several with semicolons between them.
hint-number = A number, with a point before decimals.
hint-money = 400 EUR, 400..500 EUR or 400 EUR 2017-05.
hint-date = 2017, 2017-05, 2017-05-03~ (about) or 2015/2017.
hint-reference = The identifier of a record, from its page.
chains-said = Where in the three chains did it happen? Choose the stage; the form begins there.
acts-count = { $n ->
    [0] No act recorded.
    [one] One act recorded.
   *[other] { $n } acts recorded.
}
caution-alleged = An allegation is a reason to look, never a finding.
caution-inferred = A signal is a reason to look, never a finding.
codes = One-time codes
codes-used = You sign in with a code from another device.
codes-unused = With codes from another device, a passphrase that somebody saw is not enough to come in.
codes-begin = Set up codes
codes-offer = Another device for codes
codes-offer-said = Read this picture with an app for one-time codes. It is in force only after you typed a first code.
codes-typed = Or type this into it:
codes-first = First code
codes-take = Take into use
codes-end = Give up codes
passphrase-other = Another passphrase
passphrase-said = At least 15 characters; several words that do not belong together are best. Your other sessions end.
passphrase-present = Present passphrase
passphrase-new = New passphrase
passphrase-again = New passphrase once more
passphrase-change = Change passphrase
passphrases-differ = The two new passphrases are not the same.
recovery = Recovery code
recovery-said = With it you get back in when the passphrase is lost. A new one makes the old one worthless.
recovery-renew = New recovery code
recovery-new = Your new recovery code
recovery-new-said = Write it down now and put it away. It is shown once and stored nowhere.
nothing = Nothing here
nothing-said = There is nothing here, or nothing that you may see.
not-done = Not done
done-added = Recorded.
done-changed = Changed.
done-unchanged = Nothing was different, so nothing was changed.
done-passphrase = Your passphrase was changed, and your other sessions ended.
done-codes = From now on you sign in with codes as well.
done-no-codes = You sign in without codes now.
refused-origin = This was not sent from a page of this desk. Nothing was changed.
refused-kind = Only forms are taken here. Nothing was changed.
refused-length = This form is too long: 1 MB at most. Nothing was changed.
refused-proof = This form is of an earlier session. Load the page again. Nothing was changed.

# Matches, entities and network, officials.
matches = Matches
caution-match = A match is a reason to look, never a finding.
caution-network = A tie says that a source, or linkage, tied two records. It is a reason to look, never a finding.
caution-official = Serving somewhere is no sign of guilt: most officials are honest.
network = Network
entity-of = Entity it belongs to
postings-of = Postings
matches-never = Nothing has been linked yet. “overt link run” links the records of a kind.
matches-run = Last run, model and threshold: { $what }
matches-waiting = Waiting for a decision
matches-said = These pairs were joined by the last run, and nobody has decided about them. Pairs that it nearly joined are seen after comparing.
matches-compared = Compared in this session: those first of which a decision says most, also pairs that were not joined.
compared-of = { $n ->
    [one] One record was compared.
   *[other] { $n } records were compared.
}
left-out-no-consent = { $n } left out: of people who did not agree.
left-out-source-over = { $n } left out: their source is over.
left-out-handling = { $n } left out: for named persons only.
left-out-closed = { $n } left out: another team holds the identity.
matches-count = { $n ->
    [0] No pair waits.
    [one] One pair waits.
   *[other] { $n } pairs wait.
}
pair = Pair
first-record = First record
second-record = Second record
match-state = State
match-joined = joined, undecided
match-apart = not joined, undecided
match-disputed = two readers disagree
probability = Probability
not-computed = not computed
compare-pair = Look at both
compare = Compare anew
compare-said = All records of this kind are compared with the model of the last run. What is compared is opened for it, and the log has it before. Nothing is joined.
compare-do = Compare
compare-model = The model of the last run cannot be read by this version. Link again with “overt link run”.
compare-closed = Nothing was compared: “{ $what }” is compared, and you are in no team that opens it.
compare-many = More than { $n } records are not compared while somebody waits. “overt link review” does it.
compare-busy = Somebody else is comparing at this moment. Try again in a minute.
compare-nothing = Nothing was compared: the records have too little in common with what the model compares.
decided-matches = Decided pairs
decided-count = { $n ->
    [0] No pair is decided.
    [one] One pair is decided.
   *[other] { $n } pairs are decided.
}
decision = Decision
pair-joined = Both are in one entity.
pair-apart = They are not joined.
pair-standing = What holds: { $what }.
pair-sides = Side by side
property = Property
comparison = Comparison
claim = Claim
says-nothing = says nothing
side-agrees = agrees
side-partly = agrees in part
side-differs = differs
side-alone = cannot be compared
agrees-count = { $n ->
    [one] One property agrees.
   *[other] { $n } properties agree.
}
differs-count = { $n ->
    [one] One property differs.
   *[other] { $n } properties differ.
}
one-sided-count = { $n ->
    [one] Under one property at most one of the two tells something.
   *[other] Under { $n } properties at most one of the two tells something.
}
silent-count = { $n ->
    [one] Under one property neither says anything.
   *[other] Under { $n } properties neither says anything.
}
pair-decide = Decide
pair-question = Are the two records about the same?
verdict-same = The same
verdict-different = Not the same
verdict-unsure = Not sure yet
no-verdict = Choose one of the three. Nothing was decided.
decided-meanwhile = Somebody decided about this pair meanwhile. Look at it as it is now. Nothing was decided.
done-decided = Decided. This is what comes next.
pair-second = Somebody else read this pair first. This is a second reading: theirs stays beside it.
pair-note = Reason
pair-note-help = What decided it. It is sealed like a narrative.
pair-keep = Keep, and the next pair
pair-weights = What weighs
pair-probability = Probability that they are the same: { $what }
pair-bits = Each bit more doubles the odds that they are the same; below 0 it speaks against. Rare values weigh more.
level = Level
bits = Bits
rarity = due to rarity
prior = before comparing
sum = Sum
pair-no-weights = Not computed in this session. After “Compare anew” on the list, the weight of each comparison stands here.
pair-sealed = What is sealed is compared only where you may open it. The log keeps for each record that you opened it, and what for, before you see it.
pair-history = What was decided
pair-undo = Every decision stays in the history. To change one, decide again above. Taking it back says that it cannot be told, so the next run goes by what it finds.
decision-undo = Take the decision back
turn-first = first reading
turn-second = second reading
turn-undo = a join was taken back
reading = Reading
note-sealed = sealed
apart = What came apart
apart-moved = { $n ->
    [one] One record moved.
   *[other] { $n } records moved.
}
apart-alone = { $n ->
    [one] One of them stands alone.
   *[other] { $n } of them stand alone.
}
apart-decided = { $n ->
    [one] One pair is held to be different from now on.
   *[other] { $n } pairs are held to be different from now on.
}
apart-leaf = Entry { $n } of the log.
apart-no-exports = No export holds any of it.
apart-exports = These left with what was joined. Whoever has them should get new ones.
go-on = Go on
entity = Entity
entity-gone = No record belongs to it any more.
entity-records = Its records
entity-count = { $n ->
    [one] One record.
   *[other] { $n } records.
}
entity-sources = { $n ->
    [one] From one source.
   *[other] From { $n } sources.
}
since-leaf = Since entry
compare-first = beside the first
split = Split off
split-said = A record that is split off leaves the entity, and no later run joins it again with those that stay. Only a later decision does.
split-do = Split the chosen record off
split-last = Take back what was joined last
no-record = Choose the record that is split off. Nothing was changed.
entity-meanwhile = The entity is not any more as it was shown. Look at it as it is now. Nothing was changed.
contradicts = What contradicts
contradicts-count = { $n ->
    [0] Nothing contradicts in what is open here.
    [one] Under one property they say different things.
   *[other] Under { $n } properties they say different things.
}
entity-agrees = { $n ->
    [one] Under one property several say the same.
   *[other] Under { $n } properties several say the same.
}
moved = Moved
stands-alone = alone
cause-run = joined by a run: { $what }
cause-run-undone = a run was taken back: { $what }
cause-entity-undone = what was joined last was taken back
cause-record-undone = a record was split off: { $what }
cause-decided = somebody decided that two are different: { $what }
cause-erased = erased: { $what }
steps = Steps
network-records = { $n ->
    [one] One record.
   *[other] { $n } records.
}
network-ties = { $n ->
    [0] No tie.
    [one] One tie.
   *[other] { $n } ties.
}
network-closed = { $n ->
    [one] One record may name others in a sealed part that was not opened.
   *[other] { $n } records may name others in sealed parts that were not opened.
}
network-cut = There is more than is shown: the limit on records was met.
network-drawn = The record stands on the left; each column is a step further. Dashed lines are matches. The table below says the same.
network-none = Nothing open ties it to another record. That nobody recorded a tie does not mean that there is none.
network-open = Open sealed ties, or take it along
network-leave-said = Who is behind an actor is sealed. A file holds what is shown, without what is for named persons only and without protected places; in FollowTheMoney also without victims. The store keeps which records left and what for.
ties = Ties
tie-from = From
tie-relation = Relation
tie-to = To
tie-joined = joined as { $what }
tie-linkage = linkage
tie-match = match
path = Way between two records
path-ask = Between which
path-from = From record
path-to = To record
path-find = Find the shortest way
path-ids = These are not two identifiers of records.
path-none = No way was found by what is open to you, within six steps. That nobody recorded one does not mean that there is none.
path-cut = Not everything was followed: there are too many ties.
path-steps = { $n ->
    [one] The shortest way that was found has one step.
   *[other] The shortest way that was found has { $n } steps.
}
path-ties = Every step, and who says so
officials = Officials
official = Official
served = Who served here then
served-when = When
served-place = Place
served-place-help = Part of the name of a place or post, as it was written.
served-post = Post
served-find = Find
served-period = Say when: a day, a month, a year or a period.
served-where = Say where: a country, a place or a post.
served-posts = { $n ->
    [0] No post is recorded there.
    [one] One post is meant.
   *[other] { $n } posts are meant.
}
served-certain = { $n ->
    [one] One posting overlaps the time for certain.
   *[other] { $n } postings overlap the time for certain.
}
served-perhaps = { $n ->
    [one] One posting may overlap it: its dates are not complete.
   *[other] { $n } postings may overlap it: their dates are not complete.
}
served-cut = There are more than are shown. Ask for a shorter time or one post.
overlap = Overlap
overlap-certain = certain
overlap-perhaps = possible
postings = Postings
postings-count = { $n ->
    [0] No posting is recorded.
    [one] One posting is recorded.
   *[other] { $n } postings are recorded.
}
postings-undated = { $n ->
    [one] One of them has no beginning or no end on record.
   *[other] { $n } of them have no beginning or no end on record.
}
postings-joined = Of { $n } records that were joined as one person.
postings-drawn = Light: the time in which it may have been; dark: for certain. The table below says the same.
not-recorded = not recorded
post = Post
rank = Rank
served-from = From
served-until = Until
