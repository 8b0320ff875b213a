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
# Interview guide, drafts, cases, imports and releases.
guide = Interview guide
guide-said = Ask only what you need and may keep. Every question may stay unanswered, and the person may stop at any time.
guide-case = To the case
guide-count = { $n ->
    [one] One question, in the order of the three chains.
   *[other] { $n } questions, in the order of the three chains.
}
guide-skip = Leave out what does not belong to this person’s story: what was left out stays “not asked”, which is not “no”.
guide-stages = Stages
guide-any = At any stage
guide-act = Record an act of corruption at { $what }
guide-form = Record in the form: { $what }
guide-none = There is no question of its own for this stage. If the person speaks of it, record the act.
guide-caution = Before you ask:
guide-caution-said = the answer may make the person admit an offence. Say what may happen with it, who may read it, and that nobody has to answer. What people were made to do as victims should not be held against them, but not every authority keeps to that.
rules = Before the interview
rules-first = First of all: is anybody in danger, which language is best, and is there a safe way and time to reach the person? In danger, help comes before the record. The questions for it stand under
rules-source = In our words, after: World Health Organization, Ethical and safety recommendations for interviewing trafficked women (Zimmerman and Watts, 2003). They hold for everybody who is interviewed.
rule-harm = Do no harm. If the interview could make things worse for the person, now or later, do not hold it.
rule-risk = Know the subject and the risks of this case before you begin.
rule-referral = Have places ready to which the person can turn, and promise nothing that you cannot keep.
rule-interpreter = Choose interpreters and colleagues with care: nobody from the circle of those who are accused.
rule-anonymity = Keep identity and answers to yourself, and agree on a safe way and time of contact.
rule-consent = Ask for consent after saying what you ask for, why, and who will read it. The person may skip a question, stop at any time and take back the consent.
rule-listen = Listen, and respect how the person judges the danger.
rule-again = Do not make the person live through it again: do not press, do not ask for what is in the file already.
rule-emergency = Be ready to act if somebody is in immediate danger.
rule-use = Use what you were told for the good of the person or of others in that situation.
add-what = Add: { $what }
what = What
relations-cut = Only the first 100 are named here.
case-people = People
case-events = Events
case-acts = Acts of corruption
case-fees = Fees and debts
case-legs = Journey and payments
case-referrals = Referrals
case-comments = Comments
case-none = Nothing is recorded yet.
case-chains = The three chains, with the points at which an act of corruption is recorded in this case. A point without one says that nobody recorded any, not that there was none.
timeline = Timeline
timeline-undated = { $n ->
    [0] Everything that has an open date, by the earliest day it can mean. Every record of the case is in it.
    [one] Everything that has an open date, by the earliest day it can mean. One record of the case has none.
   *[other] Everything that has an open date, by the earliest day it can mean. { $n } records of the case have none.
}
save-draft = Save as draft
save-draft-said = A draft is no record yet: it is sealed to you alone, and thrown away after 30 days.
drafts = Your drafts
drafts-said = Nobody else can open them. They are no records: nothing of them is found, counted or shared.
draft-resume = Go on
draft-drop = Throw away
done-draft = The draft was put away. Nothing is recorded yet.
done-draft-dropped = The draft was thrown away.
session-ended = Your session had ended. Sign in again to go on.
carried = Nothing was lost
carried-said = What you typed is still here. It is not recorded yet: look through it, and save it.
carried-on = Show the form
carried-kept = What you typed goes on with you. It stands in this page only and is not kept on the server: do not close the page before you have signed in.
releases = Releases
release = Release
release-said = What leaves the house without identities. A release is planned and drawn at the command line, approved by two different persons, and published at the command line.
release-none = There is no release yet. On the computer of the store, “overt release example” prints a policy to begin with.
release-state = State
release-approvals = Approvals
release-of-two = { $what } of 2
release-planned = Planned on { $what }
release-state-refused = refused
release-state-planned = planned, not drawn
release-state-drawn = drawn, waits for approvals
release-state-approved = approved, can be published
release-state-published = published
release-state-given-up = given up
release-refused = Why it was refused
release-risk = What it tells, and the risk
release-risk-said = These are the notes that go out with the draft. Look at its files as well: “overt release show” says where they lie.
release-risk-file = The measurements of the risk
release-no-draft = The files of the draft are not there, or are not those that were drawn. Nobody can approve it.
release-policy = The policy
release-cost = What it costs
release-cost-none = It spends nothing of the budget.
release-protects = Protects
release-epsilon = Epsilon, all releases up to this one
release-most = At most
release-share = Share of the budget
release-approve = Approve
release-approve-said = By approving you say that you have looked at the draft and that nobody can be found in it. It needs two different persons, and the log keeps who they were.
release-give-up = Give up
release-give-up-said = It will not be published. What it cost stays spent.
release-publish = Publish
release-publish-said = Publishing is done on the computer of the store, with this command:
done-approved = Approved.
done-given-up = The release was given up.
imports = Imports
import = Import
imports-said = What came from files. Files are taken in on the computer of the store, first as a trial that writes nothing:
imports-none = Nothing was imported yet.
import-mapping = Mapping
import-file = SHA-256 of the file
import-rows = Rows
import-rejected = Rejected rows
import-idle = Rows without anything for the mapping
import-made = Records made
import-revised = Records changed
import-unchanged = Records that were here already
import-erased = Records erased earlier and not brought back
import-state = State
import-unfinished = unfinished
import-finished = finished
import-undone = taken back
undo = Take back
undo-said = The records that it made are erased for good, and those that it changed are written as they were before. What somebody has changed since stays. A large import takes minutes; if the page breaks off, take it back once more.
undo-sure = I mean it: what is erased does not come back.
undo-sure-first = Say first that you mean it.
undone-erased = { $n ->
    [one] One record was erased.
   *[other] { $n } records were erased.
}
undone-restored = { $n ->
    [one] One says again what it said before.
   *[other] { $n } say again what they said before.
}
undone-kept = { $n ->
    [one] One was changed since and stays as it is.
   *[other] { $n } were changed since and stay as they are.
}
