# Texts of the page and the frame of the report. Fluent syntax (projectfluent.org): `key = text`, continued on indented
# lines, with variables as { $name }.

page-title = Crossings: turn a lever, see the range of futures
page-lead = Simulated histories of Afghans in Pakistan under a policy. Everything runs in this page; nothing is sent
    anywhere. Ranges are scenario ranges, not forecasts.
language-label = Language
month-year = { $month } { $year }
local-label = Local digits and dates
awaits-review = This translation awaits review by native speakers. Where it and the English text differ, the English counts.
    Messages about mistakes in a scenario file, and sources, are in English.
skip-to-results = Skip to the results
footer = Crossings simulates households in groups: no place below a province, no record of a person. Each range holds
    one policy from beginning to end; what the authorities do next is not in it.

controls-title = Levers
scenario-label = Start from the scenario
undo = Undo
redo = Redo
reset = Reset all levers
controls-hint = The tick under a slider marks what the scenario itself says. Arrow keys move a slider in small steps.
timeline-title = Timeline
timeline-hint = Drag a date; or choose it with Tab and move it with the arrow keys: a day, with Shift a week, with Page up and
    Page down a month. Thin marks are the scenario's own dates.
date-wrong = “{ $date }” is no date. Write it as 2023-11-01: year, month, day.
untouched = The scenario says { $value }.
untouched-uncertain = The scenario says: uncertain, { $law }; moving the lever fixes one value.
period-from = First day
period-to = Last day
unit-people-day = people a day

group-deadlines = Deadlines
group-deadlines-hint = When people were told to leave, from when it is enforced, and how far they believe it.
group-arrests = Arrests
group-arrests-hint = People taken up by the police, compared with the scenario's own calendar.
group-protection = Protection
group-protection-hint = Who is spared arrest, and who is released after it.
group-moratorium = Winter moratorium
group-moratorium-hint = A pause of enforcement, plan and deadlines.
group-court = Court order
group-court-hint = A court stops arrests and deportations, as far as it is obeyed.
group-crossings = Crossings
group-crossings-hint = How many people can cross on a day, and when a crossing is closed.
group-assistance = Assistance, leave to remain, resettlement
group-assistance-hint = Ways other than leaving in fear.
group-reception = Reception in Afghanistan
group-reception-hint = Beds and places in tents for those who arrive.

deadline-holds = In force: { $name } (addresses: { $statuses })
deadline-announced = Announced on
deadline-enforced-from = Enforced from
deadline-credibility = How far it is believed
arrests = Arrests, times the scenario's
protection = Protected from arrest: { $status }
deported-share = Deported after arrest: { $status }
moratorium-on = There is a moratorium
moratorium-strength = How much of the pressure it lifts
court-on = There is a court order
court-from = From
court-compliance = How far it is obeyed
capacity = People who can cross on a day
closed = Close { $name } (closures of the scenario stay)
closed-track = { $name } closed
grant = Repatriation grant, times that of 2023: { $status }
regularised = Given leave to remain: { $status }
resettled = Resettled to third countries: { $status }
times-scenario = { $label }, times the scenario's
beds = Beds, times the scenario's

files-title = Own scenario, data, number of runs
own-label = Open a scenario file (TOML)
file-large = The file is larger than a scenario file can be.
save-toml = Save scenario (TOML)
save-daily = Save daily.csv
save-totals = Save totals.csv
runs-label = Simulated histories
seed-label = Seed

status-start = The engine is starting.
status-glance = First look: { $runs } exact histories of { $all }; the ends of the ranges are mostly luck yet.
status-some = { $runs } of { $all } exact histories.
status-done = All { $all } exact histories are in.
status-pin = Making the pinned futures.
status-problem = Nothing was run: see the problems beside the levers.
failed-runs = { $count } failed and do not count.
engine-missing = The engine could not be started. This page needs a browser with WebAssembly (Chrome or Edge 91, Firefox 89, Safari 16.4, or newer).
status-broke = The engine was started anew.
engine-broke = The engine stopped and was started anew. If it happens again, please report it with the text below and the address of this page.
engine-broke-again = The engine stopped twice at these levers, so their runs are not tried again. Undo the last change; and please report this with the text below and the address of this page.
worker-failed = A worker stopped.

pin = Pin this policy
unpin = Unpin
copy-link = Copy link
copied = Copied
copy-by-hand = Copy this:
guess-start = Guess first
unpin-which = Unpin { $name }
verdict-title = Against pinned policies, in paired futures
verdict-what = { $name }: { $pinned } ({ $set }). { $runs } paired futures: the same numbers and the same luck under both.
verdict-none = Its runs could not be made.
pin-name = Pinned { $letter }
pin-table-title = All policies side by side, in 9 of 10 histories
this-policy = this policy
untouched-levers = levers untouched
verdict-same = No figure differs in any paired future.
beyond-label = Not in this range:
idle = Changes nothing: { $text }

bar = { $range } { $what } in 9 of 10 histories
figure-words = In words, with a table
day-title = Values on a day
day-label = Day
half-of-runs = half of runs
nine-in-ten = 9 in 10 runs
series-departures = people who cross on the day
series-departures-cumulative = people who have crossed
series-queue = people waiting at crossings
series-documented-deported-cumulative = deported although documented, so far
series-remaining = still in Pakistan
rows-title = People and throughput over the whole time
card-title = How sure, and how to repeat it
card-waits = The identity card comes with the last history.
parameters = Parameters: { $set }.
caveat = What this scenario cannot tell: { $caveat }
command-title = The same from the command line
copy-command = Copy command
command-own = # first save the scenario of your own under that name

guess-title = Guess first
guess-hint = Commit to ranges before you see the simulated ones. Amounts as you write them: 12,000 or 12k or 1.2M, two with
    "to" between them. What you leave out counts as "somewhere between nobody and everybody".
guess-half = Half of the histories lie in
guess-nine = 9 in 10 histories lie in
guess-example = 12k to 30k
guess-score = Score my guess
guess-stop = Show without guessing
guess-none = Guess at least one of them.
guess-marks-title = Your guess
guess-held = held by your 9-in-10 range
guess-verdict = verdict
guess-points = points
guess-left-out = left out
guess-all = All together
guess-marks-hint = 100 points: as good as the simulation's own ranges; 0: "somewhere between nobody and everybody". Closeness
    to the model is scored, not to the world.

link-long = The link is longer than { $most } letters and was not read.
link-damaged = The link is damaged: nothing in it was used. The page starts from the beginning.

name-undocumented = undocumented
name-acc = Afghan Citizen Card
name-por = Proof of Registration
name-visa = waiting for resettlement
name-torkham = Torkham
name-chaman = Chaman
name-angoor-adda = Angoor Adda
name-phase-1 = Phase 1
name-phase-2 = Phase 2
name-phase-3 = Phase 3

report-limits = Not in any range below
report-comparison = Policies compared in paired futures
report-verdict = What the comparison says
report-try = Try it: turn the levers of this scenario here
report-pictures = Pictures
report-verdict-full = In full, as the command said it
report-track-record = How good the model was on counts that it had not seen
report-again = How to make this again
report-again-hint = The identity card names the plan and every number of the result. The same program and this command give the
    same card; crossings verify checks the files and makes some of the runs again.

# The shipped scenarios, whose own titles are in English.
report-scenario-english = Sources and notes of a scenario, and title and question of one that does not come with Crossings, are in the language in which its file was written.

# What is guessed: as `crossings guess` asks it.
question-departures-total = people who cross
question-departures-total-hint = All people who cross into Afghanistan from the first to the last day, on their own, assisted or deported.
question-peak-daily-crossings = people on the busiest day
question-peak-daily-crossings-hint = People who cross on the one day on which most people cross, all crossings together.
question-documented-deported-total = deported although documented
question-documented-deported-total-hint = People deported after an arrest although they hold an Afghan Citizen Card or a Proof of Registration.
question-queue-max = longest queue
question-queue-max-hint = People who wait at the crossings in the evening of the worst day, all crossings together.
question-winter-exposure = days in the cold
question-winter-exposure-hint = From December to February: days in a queue, on the road or without a bed, each person counted each day.
question-remaining-end = still in Pakistan on the last day
question-remaining-end-hint = Afghans of every status, without leave to remain, in Pakistan on the last evening, at home or in hiding.
guess-well-judged = well judged
guess-too-wide = too wide
guess-too-narrow = too narrow
guess-too-low = too low
guess-too-high = too high
