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
sign-in-lost = Passphrase forgotten, or the device with your codes or passkey lost? Whoever administers the computer runs “overt key recover” with your printed recovery code. Nobody can read your passphrase.
account-name = Account
passphrase = Passphrase
one-time-code = One-time code
one-time-code-help = Only if you set up codes on another device.
not-signed-in = Not signed in: account, passphrase, code or passkey are not right.
wait = { $n ->
    [one] Too many tries under this name. Wait one second.
   *[other] Too many tries under this name. Wait { $n } seconds.
}
confirm = Is it you?
confirm-said = You are about to open an identity, or to change how you sign in. Prove once more who you are; it then holds for five minutes. Afterwards, ask for it again.
confirm-do = Confirm
not-confirmed = That was not right.
welcome = Welcome, { $what }
task-casework = You work on cases: you enter and change records, and open narratives and sensitive parts.
task-supervision = Supervision: handing records to other teams, making teams, erasing, and taking imports back. Where nobody of a team supervises, its caseworkers do it.
task-intake = Intake: entering and importing what is new, and handing it to the team that works on it. Nothing that stands there is changed.
task-referral = Referral: recording referrals and the consents that they need. Everything else is read only.
task-analysis = Analysis: looking at what is open in records, networks and postings, and planning releases. Nothing sealed is opened.
task-custody = You keep identities: you open names, papers and telephone numbers, each time with a purpose.
task-audit = You look after the log.
task-administration = You look after accounts, sources and settings.
task-none = You are in no team yet. A member of a team can let you in.
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
reason-handed-over = another team holds it from then on
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
answer = Answer
no-answer = Without an answer:
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
passkeys = Passkeys
passkeys-said = A passkey is a key in your telephone, computer or security key that proves that you hold it. It does what a one-time code does, beside your passphrase, and cannot be typed into a false page. Where a passkey is kept, the address of this desk and your account name are kept with it, also in the cloud if your device copies its passkeys there.
passkeys-alone = You have passkeys and no one-time codes. Where your passkey or scripts are missing you then get in with the recovery code only. Set up codes as well.
passkey-add = Add a passkey
passkey-new-said = Give it a name by which you know the device again. Then your browser asks you for the device.
passkey-name = Name
passkey-name-help = For example: office computer. Nobody but you can read it.
passkey-added = Added
passkey-used = Last used
passkey-never = never
passkey-make = Make the passkey
passkey-end = Take away
passkey-end-this = Take away “{ $what }”
passkey-sign-in = Sign in with a passkey
passkey-confirm = Confirm with a passkey
passkey-failed = The browser gave no passkey. Nothing was sent. Try again, or use another way.
passkey-not-made = The passkey was not added, because what the browser sent does not fit this page. Ask for it again.
passkey-lacking = Passkeys need a browser that knows them and that runs the script of this page.
passkey-nowhere = Passkeys need a name, and this page was opened at an address without one. Where the desk is on this machine, open it as http://localhost with the same port.
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
done-passkey = Added. From now on the passphrase alone does not let you in.
done-no-passkey = The passkey was taken away.
refused-origin = This was not sent from a page of this desk. Nothing was changed.
refused-kind = Only forms are taken here. Nothing was changed.
refused-length = This form is too long: 1 MB at most. Nothing was changed.
refused-proof = This form is of an earlier session. Load the page again. Nothing was changed.
# People, sources, the log; and what else is done with a record.
standing-change = Change the standing
standing-said = A standing says how far a claim has come. Nothing returns to a mere allegation once an authority acted, and a claim that was taken back stays so.
standing-next = It becomes
standing-choose = Choose what it becomes.
standing-last = From here there is no further step.
decision = Decision
decision-help = The identifier of the record of the proceeding that decided it. “Convicted” needs one.
decision-none = There is no record of this identifier. Take it from the page of the proceeding.
consents = Consents
consents-none = No consent is recorded, or all were taken back. Nothing may be passed on.
recipient = Recipient
class-of-data = Class of data
until = Until
until-withdrawn = until it is taken back
over-since = over since { $what }
consent-withdraw = Take a consent back
consent-withdraw-said = It has effect at once, also when its source is over. What was passed on before is not called back by this.
consent-withdraw-one = Take back { $what }
consent-give = Record a consent
consent-give-said = Only after it was explained and understood. Help never depends on it.
consent-purposes = What for
consent-recipients = To whom
consent-classes = Which data
consent-classes-help = Without a choice: what is not sealed.
consent-methods = How it was given
consent-until-help = Without one it holds until it is taken back.
consent-record = Record the consent
consent-whole-form = The whole form, with a refusal, named organisations, a guardian or conditions
consent-incomplete = Say what for and to whom: a consent to everything is a consent to nothing.
last-day = Last day
day-wrong = Write a day as 2026-12-31.
erase = Erase
erase-said = The keys of what is sealed are destroyed; without them every copy is noise. Choose what, and see what will be gone before it is.
erase-what = What
erase-whole = All of the record
erase-choose = Choose what is to be erased, and why.
erase-look = Show what will be gone
erase-gone = This will be gone
erase-gone-whole = { $n ->
    [one] All of the record, in its one revision: everything it says, sealed or not, every attached file, and what finds it. Number, day and hash of the revision stay, and proofs of the erasure.
   *[other] All of the record, in all { $n } revisions: everything it says, sealed or not, every attached file, and what finds it. Numbers, days and hashes of its revisions stay, and proofs of the erasure.
}
erase-gone-identity = With every attached file, every place finer than its country or district, and what finds names.
erase-gone-revisions = { $n ->
    [one] It will be gone in the one revision that there is.
   *[other] It will be gone in all { $n } revisions.
}
erase-after = This cannot be undone. A backup that was made before still has it: delete it when its time is over. When it is restored here, the erasure is repeated.
erase-known = I know that this cannot be undone
erase-unknown = Nothing was erased. Say first that you know that it cannot be undone.
erase-do = Erase it now
erase-not = Leave it as it is
erasure-person-asked = the person concerned asked for it
erasure-consent-withdrawn = consent was taken back
erasure-retention-expired = its time of retention is over
erasure-source-expired = the agreement with its source is over
erasure-recorded-in-error = it should never have been recorded
erasure-ordered = a court or authority ordered it
certificate = Certificate of erasure
certificate-print = This page can be printed and given to the person concerned.
organisation = Organisation
erasure-proof = Proof
erased-open = Everything that was not sealed
erased-sqlite = The keys of what was sealed were destroyed in this store, and what was not sealed was overwritten.
erased-postgres = The keys of what was sealed, and what was not sealed, were deleted from the tables of this store. The files of the PostgreSQL server and its write-ahead log keep them until they are used for something else.
erased-limits = A backup that was made before still has both. When it is restored here, the erasure is repeated. A snapshot or an export that was made before may still have what was not sealed. The log holds the proofs. They cannot say that nobody had copied anything before.
done-erased = Erased. This is the certificate.
files = Attachments
files-said = Attached files are sealed to those who keep identities, with their names. Not even their number is told to others.
files-there = What is attached
files-none = Nothing is attached.
files-look = Show what is attached
files-custodians = Who keeps identities sees what is attached.
files-warning = A file can hold programs and hidden data, whatever its name says. Keep it, and open it only on a device that may be lost. Of a picture or a PDF, take the cleaned copy: it is drawn anew, without place, device, author, earlier versions or anything else of the file that is not seen.
file = File
file-name = Name
file-type = Type, as the sender said
file-size = Size
file-keep = Keep
file-keep-one = Keep { $what }
file-copy-one = Keep a cleaned copy of { $what }
file-no-copy = No cleaned copy can be made of this file: it is no picture and no PDF that is known here, it is damaged or locked, or it is too large: more than 40 million points, more than 200 pages, or a minute of drawing.
file-long = This file is longer than 50 MB. Whoever has the computer opens it with “overt record open-file”.
file-attach = Attach a file
file-help = 50 MB at most. It is sealed as it is, with everything that is hidden in it; the file on your device stays where it is.
file-missing = Choose a file that is not empty. Nothing was attached.
done-attached = Sealed and attached. Delete the file on your device if it should be here only.
done-consent-given = The consent was recorded.
done-consent-withdrawn = The consent was taken back. Nothing may be passed on under it from now.
refused-file-length = This file is too long: 50 MB at most. Nothing was attached.
refused-file = This is not a form with one file, or it broke off. Nothing was attached.
refused-busy = Others are sending or fetching files just now. Nothing was done. Try again in a minute.
people = People
teams = Teams
team = Team
team-none = none
team-holds = What it opens
members = Members
members-of = Members of { $what }
key-mark = Mark of the key
accounts = Accounts
account-state = State
account-open = may sign in
account-closed = closed
account-administers = administrator
account-close = Close { $what }
account-reopen = Reopen { $what }
administrator-give = Make { $what } administrator
administrator-take = { $what } is to be administrator no more
account-close-said = Who is closed cannot sign in. The keys that were handed out are still good for a copy of the database: a member of the team takes the person out of it, too.
duties = Duties
duties-said = Keys say what somebody can read; duties say what they are there for. Intake, referral and supervision are for members of casework teams: who has only intake or referral does that part of casework and no other. Whoever administers has none of them.
duty = Duty
duty-give = Give the duty
duty-take = Take the duty away
duty-intake = intake
duty-referral = referral
duty-supervision = supervision
duty-analysis = analysis
account-add = Add an account
account-add-said = Let the person sit here and type the passphrase: nobody else should know it.
account-name-help = A handle, not necessarily a person’s name. No blanks at its ends, no = sign.
account-passphrase-help = At least 15 characters; several words that do not belong together are best.
account-administrator = Looks after accounts, sources and settings
account-taken = There is an account of this name already. If you have just made it and did not see its recovery code, the person signs in and makes another one.
account-made = The account { $what } was made
account-code = This is the recovery code. The person writes it down now and puts it away. It is shown once and stored nowhere.
account-no-team = The account is in no team yet and opens nothing that is sealed. A member of a team can let the person in.
name-wrong = A name has at least one letter and at most 100 bytes, no blanks at its ends, does not begin with a hyphen, and holds no = and no control characters.
done-account = Changed.
teams-members-only = Only a member of a team can let others in: nobody else has its key, not even whoever administers.
teams-said = A team is a key. Whoever is let in opens everything that the team holds, also what was there before.
holds-casework = Opens what happened (narrative and sensitive parts) in its records.
holds-custody = Opens who it is about (names, papers, telephone numbers, attachments) in every record.
holds-audit = Reads what the entries of the log say.
member-add = Let in
member-add-do = Let into { $what }
member-add-said = Compare the mark of the key with the one that the person sees on their own device before you rely on it.
member-remove = Take { $what } out
member-oneself = you; nobody takes themselves out
done-member = Let in. Compare the mark of the key.
team-begin = A team of your own
team-begin-said = For a case that only some may know, or that somebody in your team has a tie to: make a team, let in whoever works on the case, and hand it over. You are its first member.
team-name = Its name
team-begin-do = Make the team
team-taken = There is a team of this name already.
team-help = Only its members open what is sealed. What belongs to a case goes to the team that holds the case.
done-team-made = The team is made. You are its only member yet.
custody-begin = Make another team of custodians
custody-begin-said = For a case that one of the custodians has a tie to: others keep its identities. You are its first member, and let others in; whoever is to keep out of it is taken out again.
custody-keeps = It keeps the identities of what these teams hold:
custody-keeps-none = none
custody-team = Identities of the team
custody-to = are to be kept by
custody-entrust = Entrust them
custody-said = Names, papers and attachments open for the other custodians from then on, and for yours no more; these find, change and erase what that team holds. Keys of what is there are moved at once. What somebody has read cannot be taken back.
holding = Team that holds this
held-by = Held by the team { $what }.
hand = Hand to another team
hand-said = Its members open the narrative and sensitive parts, and nobody else. Handed to another team, the record is opened by the members of that team, in all its revisions, and not by yours any more. What somebody has read cannot be taken back. Names and papers stay with those who keep identities; where others keep them for the other team, they move there when one of those moves the keys. Only the other team can hand it back; the log has it.
hand-none = There is no other casework team. Make one under
hand-to = To which team
hand-one = One person only: if they lose passphrase and recovery code, what is sealed is lost.
along = What is tied to it
along-said = Tied to this record and held by the same team. What is not chosen stays as it is.
hand-choose = Say to which team.
hand-do = Hand over
hand-not = Do not hand over
done-handed-over = Handed over. The other team opens it from now on.
keys-of = Keys of { $what }
keys-move = Move earlier keys of { $what }
keys-moved = { $n ->
    [0] No earlier key was moved.
    [one] One earlier key was moved to the present one.
   *[other] { $n } earlier keys were moved to the present one.
}
keys-done = None is behind.
keys-behind = { $n ->
    [one] One is still behind.
   *[other] { $n } are still behind.
}
keys-more = There may be more.
keys-go-on = Go on
sources = Sources
sources-said = Without a source there is no record. When its last day is over, nothing may be added under it, and its records are due to be erased.
sources-none = There is no source yet.
source-no-end = no end
source-change = Renew or end { $what }
source-new-day = New last day
source-new-agreement = Record of the new agreement
source-renew = Renew
source-end-said = Nothing may be added or changed under it from today, and its records are due to be erased.
source-end = End { $what } today
source-add = Add a source
source-name = Name
source-name-help = An organisation or a channel, not a person.
source-purpose = What its records may be used for
source-day-help = Without one, until the source is ended.
source-no-basis = Choose a legal basis.
source-no-grade = A grade is a letter from A to G and a digit from 1 to 6, such as B2.
source-no-agreement = There is no record of this identifier.
source-day-over = The new last day is over already or missing. To end a source there is another button.
source-name-missing = A source has a name.
source-name-length = The name of a source has at most 200 characters, and no blanks at either end.
source-name-lines = The name of a source stands on one line.
source-name-identifier = A source is named by words; “source:” begins an identifier.
source-purpose-missing = Say what its records may be used for.
source-purpose-length = The purpose has at most 2000 characters.
legal-basis = Legal basis
agreement = Record of the agreement
identifier = Identifier
grade = Grade
grade-help = A letter for the source, a digit for the information. F6: nobody has judged it.
handling = Who may receive it
done-source-added = The source was added.
done-source-renewed = The source was renewed.
done-source-ended = The source ended. Its records are due to be erased.
programs = Programs
programs-said = A key lets a program ask which records are openly called like what it knows, within the sources, kinds and class that you choose. It opens nothing that is sealed, and cannot learn whether a person is known here.
programs-none = There is no key yet.
program-add = Make a key
program-made = This is the key “{ $what }”
program-once = It is shown once and stored nowhere. Put it where the program reads its secrets, and nowhere else.
program-name = What it is for
program-kinds = Kinds of record
program-class-help = Up to this class. Whatever is sealed stays closed.
program-day-help = At most 366 days from now.
program-used = Last used
program-never = never
program-end = End { $what }
done-program-ended = The key was ended. It lets nobody in any more.
program-unknown = Show a key for programs that holds, in the header Authorization: Bearer.
program-pace = Too many requests in one minute. Put up to 100 questions into one, and wait as long as Retry-After says.
program-not-json = What was sent is not JSON.
program-queries = Send 1 to 100 questions under the name queries.
program-settings = threshold and cutoff lie between 0 and 1, and limit is at least 1.
program-by-post = Send questions by POST: in an address they would be kept by whatever is on the way.
log = Log
log-size = { $n ->
    [one] The log has one entry.
   *[other] The log has { $n } entries.
}
log-said = That you read it becomes an entry, too.
log-action = What was done
log-entries = Entries
log-closed = { $n ->
    [one] One entry was passed by that you cannot open.
   *[other] { $n } entries were passed by that you cannot open.
}
log-none = No entry fits.
log-older = Older entries
log-role = As
log-object = To
log-export = The log as a file
log-export-said = Whoever has the policy (“overt audit policy”) can verify it without this store. With details it says who did what: give that only to auditors.
log-export-details = With details
log-export-bare = Without details
log-export-long = The log is too long for a browser. Whoever has the computer writes it with “overt audit export”.
not-known = not signed in
unusual = Unusual reading
unusual-said = Looks at all entries since { $what } and counts the sealed parts that each account was shown on a day: each class of each record counts each time.
unusual-more = More than
unusual-look = Look
unusual-none = { $n ->
    [one] On no day did an account open more than one sealed part.
   *[other] On no day did an account open more than { $n } sealed parts.
}
unusual-count = Sealed parts opened
unusual-caution = Much reading is a reason to ask, never a finding: a day of handing over cases looks the same.
verify = Verify the store
verify-said = Holds every row that is stored against the log, and the log against what was confirmed and signed. It goes on beside other work.
verify-do = Verify now
verify-last = The last verification since the desk was opened
verify-never = Nothing was verified since the desk was opened.
verify-begun = Begun on { $what }.
verify-so-far = It goes on. Records verified so far: { $n } of { $all }.
verify-progress = Progress
verify-watched = This page follows it until it is done.
verify-unwatch = Stop following it
verify-again = Look again
verify-whole = Everything that is stored agrees with the log, and the log with what was confirmed.
verify-found = What is named here was changed outside of Overt, or damaged.
verify-then = Stop working with this store, and copy its folder and database as they are. Find out who could write to them. Restore the last backup that is whole into a new folder.
verify-limits = No sealed part was opened; “overt audit verify --open” does that. Whether folder and database were both put back to an older state, only a checkpoint outside tells.
verified-leaves = Entries of the log
verified-checkpoints = Checkpoints
verified-records = Records
verified-revisions = Revisions
verified-sealed = Sealed parts
doctor = Doctor
doctor-said = What is weak about the store, the gravest first. It cannot see the machine: “overt doctor” looks at that, too.
doctor-none = Nothing weak was found in what is looked at here.
weight-danger = Danger: people may be harmed or data lost
weight-weak = Weak: protection could be stronger
weight-note = Worth knowing
role-administrator = administrator
role-caseworker = caseworker
role-intake-officer = intake officer
role-referral-officer = referral officer
role-supervisor = supervisor
role-analyst = analyst
role-custodian = custodian
role-auditor = auditor
role-member = member
role-nobody = not signed in
action-open-sealed = sealed part shown
action-create = record made
action-revise = record changed
action-erase = erased
action-export = handed out as a file
action-share = passed to another body
action-search-sealed = sealed fields searched
action-consent-given = consent given
action-consent-withdrawn = consent taken back
action-source-changed = source added, renewed or ended
action-hold-placed = deletion suspended
action-hold-lifted = suspension of deletion ended
action-sign-in = signed in
action-sign-in-failed = could not sign in
action-sign-out = signed out
action-account-created = account made
action-account-changed = account changed
action-member-added = let into a team
action-member-removed = taken out of a team
action-key-rotated = key replaced
action-escrow-opened = escrow opened
action-backup = backup made
action-restore = backup restored
action-release = publication approved
action-audit-opened = log read
action-setting-changed = setting changed
action-file-attached = file attached
action-passphrase-changed = passphrase changed
action-recovery-used = recovery code used
action-store-created = store made
action-policy-changed = time of retention changed
action-escrow-made = escrow made
action-clock-accepted = clock confirmed
action-state-bound = state bound to the log
action-import = imported or undone
action-link-read = compared by the program
action-linked = linkage changed
action-link-decided = match decided
action-program-key-made = key for programs made
action-program-key-ended = key for programs ended
action-program-key-used = key for programs used on a day for the first time
action-handed-over = handed to another team
action-task-given = task given to somebody
action-task-moved = task done, given back or withdrawn
action-passkey-added = passkey added
action-passkey-removed = passkey taken away
action-passkey-used = passkey used
action-identities-entrusted = identities entrusted to other custodians
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
relations-cut = Only the first 500 that refer to it are named here.
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
draft-saved = Put away as a draft at %at.
draft-unsaved = This could not be put away as a draft. What you typed is still here: send the form. If your session has ended, it goes through the door with you.
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
release-publish-said = It is signed and goes to your browser as one file: unpack it where the observatory reads. What is published cannot be taken back; it is corrected by the next version.
release-publish-or = Or on the computer of the store:
release-handed = Handed out
release-handed-said = Whoever reads the release can check it with the fingerprint of your key. Tell it on another way than the files:
release-again = Get the files again
release-long = The files are too long for a browser: publish it with `overt release publish`. Nothing was published.
done-approved = Approved.
done-given-up = The release was given up.

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
match-decision = Decision
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
network-drawn = The first record stands on the left; each column is a step further. Dashed lines are matches. Each record leads to its page. The table below says the same.
network-skip = To the table of ties
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
when = When
served-place = Place
served-place-help = Part of the name of a place or post, as it was written.
served-post = Post
served-find = Find
period-wrong = Say when: a day, a month, a year or a period.
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
imports = Imports
import = Import
imports-said = What came from files. A file is tried first, and nothing of it is kept before you have seen what it would become. What was taken in can be taken back.
import-last = How the last import went
import-go-on = Go on with the file at hand
import-begin = Bring a file
import-earlier = Earlier imports
import-file-help = A spreadsheet (CSV, XLSX, ODS), JSON, Parquet, a page or a text, of 50 MB at most. It stays in memory, sealed to you, for an hour, and never lies on a disk.
import-file-missing = Choose a file that is not empty.
import-look = Look into it
import-file-at-hand = The file at hand
import-unreadable = This file cannot be read: { $what }
import-understand = How it is to be understood
import-fits = A mapping that comes with the program fits the columns of this file. It is chosen below.
import-guessed = No mapping that comes with the program fits, so one was guessed from the names and cells of the columns.
import-source-help = Whose records they are.
import-table = Sheet or list
import-table-first = The first one
import-mapping-help = What says which column fills which field.
import-own = The mapping written below
import-forms = Answers to a form
import-ready = Known files
import-dates = Day and month
import-dates-shown = As the file shows
day-first = The day comes first
month-first = The month comes first
import-team = Team that will hold what is sealed
import-text = Mapping
import-text-help = Lines with # before them do nothing. The language is described in the book, under Reference.
import-try = Try it
import-columns = Column by column
import-columns-said = What each column would fill. Choose what is right, or begin to type the name of another field, and write the mapping anew; what was written by hand is replaced.
import-other = or another
import-column-other = Another field that { $what } fills
import-column = Column
import-fills = Fills
import-column-fills = What { $what } fills
import-confidence = Confidence
import-why = Why
import-nothing = Nothing
import-write = Write the mapping anew
import-drop = Throw the file away
import-no-mapping = Choose a mapping.
import-mapping-wrong = The mapping cannot be used: { $what }
import-undecided = Dates of this file could have the day or the month first. Say which; until then nothing is taken in.
import-trial = What it would become
import-trial-said = Nothing was kept so far.
import-change = Back to the choices
import-would-be-made = Would be made
import-missing = Named by the mapping and not in the file
import-unused = Columns that nothing takes
import-keyless = Without a key: a row that changes would be a new record
import-take = Take it in
import-reasons = What is wrong
import-reasons-said = These rows would not be taken in. The others would, and these can be mended afterwards.
import-cells = Cells
import-reason = Reason
import-first = First in
import-unknown = Spellings that were not understood
import-understood = What spellings were understood as
import-more = { $n } more
import-gaps = Would be recorded, and could be completed
import-samples = The first records
import-sealed = (sealed)
import-so-far = It goes on. Rows taken in so far: { $n } of { $all }.
import-progress = Taken in
import-goes-on = It goes on by itself, also when you leave this page.
import-failed = What was written so far stays, and the same file can be taken in once more.
import-done = The file was taken in.
import-rejects = Rejected rows
import-rejects-said = The rejected rows are at hand as a file of their own. Mend them here, or save the file, mend it in a spreadsheet, and bring it again.
import-mend-here = Mend them here
import-keep = Save the file
import-rows-said = { $n ->
    [one] One row. It stays in the file at hand, which can be tried again when it is mended.
   *[other] The first { $n } rows. They stay in the file at hand, which can be tried again when they are mended.
}
import-row = Row { $what }
import-other-cells = Other cells of row { $what }
import-mend = Keep what was mended
done-file-dropped = The file was thrown away.
done-mapping = The mapping was written anew.
done-mended = The rows were mended. Try the file again.
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
    [one] One was changed since or is held, and stays as it is.
   *[other] { $n } were changed since or are held, and stay as they are.
}

# Holding a record against erasing.
hold = Hold against erasing
holds = Held against erasing
hold-said = Where a court, an investigation, an inquiry or a claim needs a record, it is held: until the day that you give, nobody erases it or a part of it, whatever is due. Whoever places a hold answers for it and can lift it. The log has both. What was ordered belongs to the record as a file: nothing is written here.
hold-place = Place a hold
hold-why = Why
hold-by = Who answers for it
hold-since = Since
hold-lift = Lift
hold-lift-one = Lift: { $what }
hold-lifted = lifted on { $what }
hold-ended = over
hold-until = Held against erasing until { $what }.
hold-until-help = At most until { $what }. When it is still needed then, place it again.
hold-erase = Nothing of it is erased before that, or before who answers for it has lifted it.
hold-do = Hold it
hold-not = Do not hold it
hold-choose = Say why it is held, and until which day.
hold-wrong-until = A hold ends today or later, and at most a year from now.
hold-others = A hold is lifted by who placed it, and ends by itself otherwise.
hold-over = This hold is over.
hold-court-order = a court ordered it
hold-investigation = an investigation or prosecution needs it
hold-inquiry = an inquiry of the organisation or its supervisors needs it
hold-claim = the person concerned needs it for a claim or an appeal
holds-said = Nobody erases these before their last day. Who answers for a hold lifts it.
holds-none = Nothing is held.
holds-more = There are more, which end later.
done-held = Held. Nobody erases it before that day.
done-lifted = Lifted.

# What is due, and what waits.
due = Due to be erased
due-said = Records whose source is over, and sealed parts that were not written for as long as they may be kept. Nothing is erased by itself: look at each, renew its source or erase it.
due-none = Nothing is due.
due-what = What
due-why = Why
due-source = The source { $what } is over.
due-retention = The time for which it may be kept is over.
due-erase = Erase { $what }
due-more = Others come when these are done.
waits = What waits for you
waits-releases = { $n ->
    [one] One release waits for your approval.
   *[other] { $n } releases wait for your approval.
}
waits-strayed = { $n ->
    [one] One key of an identity that others keep by now waits for you to move it to them.
   *[other] { $n } keys of identities that others keep by now wait for you to move them to them.
}
waits-sources = { $n ->
    [one] One source ends within thirty days.
   *[other] { $n } sources end within thirty days.
}

# Dates that come up.
signals = Signals
signals-said = What an indicator pointed at: a reason to look, never a finding. A signal waits until its review has a day.
referrals = Referrals
referrals-said = Who and what was referred to others. A referral waits until its answer has a day.
work-open = Only what waits
work-all = All of them, with what is done
work-none = Nothing waits here.
work-state = State
work-late = late
work-waits = waits
work-done = done
work-came-in = came in
agenda = Dates
agenda-said = Tasks that you were given stand first. Then answers that are due, plans to be looked at again, consents and papers that end: the dates stand in the records that your teams hold. What is done leaves this page once its day is filled in there.
agenda-none = Nothing is due within thirty days.
agenda-over = Gone by
agenda-soon = Within thirty days
agenda-more = There is more: the earliest are shown, of the first 10,000 records of a kind.

# The same in many records at once.
many = { $what }, in many at once
many-chosen = Chosen
many-choose = Choose { $what }
many-property = In the chosen ones, fill in
many-begin = Go on
many-begin-all = Go on with all that are listed
many-none = None was chosen.
many-said = { $n ->
    [one] It is said in one record, in place of what it said.
   *[other] It is said in { $n } records, in place of what they said.
}
many-done = Said in many at once
many-changed = { $n ->
    [one] One record was changed.
   *[other] { $n } records were changed.
}
many-unchanged = { $n ->
    [0] None said it before.
    [one] One said it before.
   *[other] { $n } said it before.
}
many-refused = Not changed

# Why the store does not do something.
store-administrator-with-content = Whoever administers has nothing to do with what is in records: give one of the two tasks to somebody else, or to another account of the same person.
store-busy = Another program is writing to the store and did not finish in time. Nothing was changed: try again.
store-clock = The clock of the server cannot be right, so nothing was changed. Tell an administrator.
store-damaged = The database is damaged. Stop working and tell an administrator.
store-database-gone = The connection to the database was lost. Nothing was changed: try again in a while.
store-disk-full = The disk of the store is full. Nothing was changed: an administrator must make room.
store-invalid-record = The record does not follow the codebook as it is. Nothing was changed.
store-keys-moved = A team changed its key meanwhile. Nothing was changed: try again.
store-last-administrator = The last administrator cannot be closed or lose that task: make another person administrator first.
store-last-member = The last member of a team cannot leave it: nobody could open what it holds. Let somebody else in first.
store-link-no-first = Nobody has decided about these two records yet, so there is nothing to read a second time.
store-link-same-reader = The second reader must be another person than the first.
store-link-too-many-pairs = Taking this apart would be a decision about too many pairs at once: take single records out.
store-log-changed = The log in the database is not the one that was confirmed. Stop working and tell an administrator and an auditor.
store-no-memory = The server has too little memory for this at the moment. Try again in a while.
store-no-source = The record names no source that this store knows.
store-not-there = There is nothing that you may see or change under this name.
store-not-your-task = This is not among the tasks that you have here. An administrator gives them.
store-other-team = This belongs to another casework team: ask somebody of that team, or a custodian.
store-read-only = The store can be read only. Nothing was changed.
store-release-changed = What is to be approved or published is not what was drawn: a file of the release was changed. Give it up and draw it anew.
store-release-open = Another release is planned and not drawn yet: what it will show is not known.
store-release-outdated = Another release was planned meanwhile, and what both cost together was not looked at. Try again.
store-release-state = The release is not so far, or is further already.
store-release-twice = You approved this release before; it needs another person.
store-rolled-back = The database is older than what it confirmed before. Stop working and tell an administrator.
store-standing = The claim cannot take this step from where it is, or lacks the decision that the step needs.
store-taken = There is one of this name already. Choose another name, or change what is there.
store-tampered = What is stored contradicts the log: it was changed outside of Overt. Stop working and tell an administrator and an auditor.
store-too-long = This is more than one record holds. Nothing was changed: say it shorter, or attach it as a file.
store-too-many-conditions = The question has too many conditions; each word of a text counts as one.
store-too-many-drafts = You have 50 drafts, which is the most: finish one or throw one away.
store-too-many-searches = You have 30 searches, which is the most: throw one away.
store-unconfirmed = The connection was lost while a change was being confirmed: look whether it is there before you make it again.
store-which-team = You are in several casework teams: say which of them is to hold this.
passkey-wrong-name = A passkey has a name of 1 to 60 characters on one line.
passkey-known = This passkey is one of yours already.
passkey-too-many = You have 10 passkeys, which is the most: take one away that you do not use.
program-wrong-name = A key for programs has a name of 1 to 100 characters on one line.
program-no-scope = A key for programs names at least one source and one kind of record.
program-sealed = A key for programs opens nothing that is sealed: choose the class open or quasi.
program-wrong-day = The last day of a key for programs is today or later, and at most 366 days from now.
program-too-many = There are 100 keys for programs, which is the most: end one that nobody uses.
store-conflict = The record was changed meanwhile: it has revision { $what } now.
store-source-expired = The agreement with the source ended on { $what }: nothing may be added or changed under it.
passphrase-short = The passphrase needs at least 15 characters; four or five words that do not belong together do well.
passphrase-common = The passphrase is one of those that are tried first: repeated, in a row, or well known. Take four or five words that do not belong together.
passphrase-long = The passphrase is too long: 1024 bytes at most.

# What the script says. It fills in %n and %all.
script-filter = Show only what has
script-shown = %n of %all are shown
script-closer = Closer
script-farther = Farther away
script-left = To the left
script-right = To the right
script-up = Up
script-down = Down
script-whole = The whole picture
script-steering = Arrow keys lead from record to record, Enter opens one. Shift and arrow keys move the picture, Ctrl and the wheel bring it closer.
script-kinds = Kinds of records shown

# Tasks, and searches that somebody keeps.
searches = Your searches
searches-said = They are sealed to you alone, with their names. One that was not run for a year is thrown away.
search-run = Run
search-drop = Throw away
search-name = Keep this search as
search-keep = Keep
search-name-wrong = A search has a name of 1 to 100 characters on one line.
search-changed = Changed outside of Overt: it cannot be run.
done-search-kept = The search was kept. It stands below, and on the first page.
done-search-dropped = The search was thrown away.
task = Task
tasks-of = Tasks
tasks-said = The team that holds this record sees its tasks, and nobody else. They go along when the record is handed over, and are gone when it is erased.
tasks-none = There is no task yet.
tasks-give = All tasks, and giving another one
task-give = Give a task
task-text = What is to be done
task-text-help = At most 2,000 characters. It is sealed to the team that holds the record, and the log keeps who opens it.
task-due = Until
task-doer = To whom
task-giver = From
task-state = How it stands
task-open = open
task-done = done
task-given-back = given back
task-withdrawn = withdrawn
task-late = late
task-nobody = nobody
task-oneself = { $what } (you)
task-written = What was written about it
task-what = To be done ({ $what })
task-why = Why it was given back ({ $what })
task-erased = It was erased.
task-do = It is done
task-withdraw = Withdraw it
task-give-back = Give it back
task-give-on = Give it to somebody
task-purpose = Open a task for
task-wrong-text = Say it in 1 to 2,000 characters.
task-wrong-day = Name a day: today or later, and at most five years from now.
task-wrong-doer = Choose somebody of the team that holds the record.
task-too-many = There are 100 open tasks about this record, which is the most. Close one first.
task-moved-meanwhile = The task does not stand as it was shown before. This is how it stands now.
done-task-given = The task was given.
done-task-moved = Done. The team sees how the task stands.
agenda-tasks = Your tasks
agenda-returned = Given back to you
agenda-nobodys = Tasks that are nobody’s
waits-tasks = { $late ->
    [0] { $n ->
        [one] One task is due within seven days.
       *[other] { $n } tasks are due within seven days.
    }
   *[other] { $n ->
        [one] One task is due, and it is late.
       *[other] { $n } tasks are due, { $late } of them late.
    }
}
waits-returned = { $n ->
    [one] One task that you gave was given back.
   *[other] { $n } tasks that you gave were given back.
}
waits-nobodys = { $n ->
    [one] One task of your teams is nobody’s: the person it waited for has left the team.
   *[other] { $n } tasks of your teams are nobody’s: the people they waited for have left the team.
}
