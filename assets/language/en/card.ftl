# The model card (model_card.md, and a part of the report), what no range holds, where the model is known to miss the record,
# and how good it was on counts that it had not seen. Keep **, * and ` where they are: they are Markdown. A line that goes on
# with a message must not begin with a star. Names within ` are names of files, columns and commands: keep them as they are.

# Before the title and the question of a scenario, and before what else it says of itself, which is in the language of its file.
model-card-title = Model card:
model-card-question = **Question:**
model-card-levers = **Levers:**
model-card-surprise = **What may surprise:**
model-card-caveat = **Bear in mind:**

model-card-what-title = What it is
model-card-what = Crossings simulates how Afghans in Pakistan come to leave, or not, under a policy, day by day, with chance in
    it. It is a discrete-time (daily) competing-risk Markov chain on households, kept as stocks and flows: at home, hidden,
    detained, on the way, waiting at a crossing, across. Each cause of leaving adds a hazard: the time before the plan, the
    hostile environment of the plan, deadlines, fear of arrest, the example of others. Crossings and reception have limited
    capacity.
# $runs: a number; $first, $last: days as 2023-09-15; $statuses, $crossings: lists of names as in files (undocumented, acc and por);
# $engine: a name as in commands; $fidelity: how far it can be trusted, one of fidelity-*
model-card-result = This result: { $runs } simulated histories from { $first } to { $last }; statuses { $statuses }; crossings
    { $crossings }. Engine `{ $engine }` ({ $fidelity }).
# $runs, $asked, $failed: numbers
model-card-interrupted = **The run was interrupted**: { $runs } of { $asked } runs were made.
model-card-failed = **{ $failed } runs failed** and are not in the ranges; `failed.csv` lists them.

model-card-numbers-title = Which numbers it used
# $kind: foresight, prior, hindsight or another word of a file
model-card-set = **Parameter set: `{ $kind }`.**
model-card-set-foresight = The numbers of behaviour come only from what was known before October 2023, the return wave of 2016
    included. Agreement with the record of later events is a test; of earlier ones it is not.
model-card-set-prior = The numbers of behaviour come from weak ranges that were fitted to nothing. The simulated range is wide and
    says what the assumptions allow, no more.
model-card-set-hindsight = The numbers of behaviour were fitted to the published record of 2023 and 2024. Agreement with that
    record shows that the fit worked; it is no proof of foresight, and the range does not tell how wrong the model would be
    about events that it has not seen.
model-card-set-own = The scenario states its own numbers of behaviour. Nothing says how well they agree with any record; see the
    sources below.
# Before what a parameter set says of itself.
model-card-set-name = Name:
model-card-set-description = What it is:
model-card-set-source = Source:
model-card-contested = How many people live in Pakistan without leave to remain is contested: published figures differ by a factor
    of two and more. Such numbers are inputs, with their sources below, not results.

model-card-ranges-title = How to read the ranges
model-card-ranges = Every run draws its own value for each uncertain number and its own luck. `q05` to `q95` holds 9 runs in 10,
    `q25` to `q75` half of them. 1 run in 10 falls outside, and the world can fall outside them all. `mc_error` is only the
    error of having made so many runs and no more. These are simulated ranges under the assumptions of one scenario. They are
    not a prediction.

model-card-limits-title = What is not in the range
# $largest: limits-largest
model-card-policy = **Policy**: { $largest }. Compare scenarios; do not read one as what will happen.
# Stands in the model card, in pictures and in the report after "Not in the range:" and before a full stop.
limits-largest = what the authorities do next. Policy, not chance, is the largest uncertainty: a run holds one policy from
    beginning to end
limits-model = **The model itself.** Other descriptions of how people decide would give other ranges.
limits-births = **Births and deaths**, 2 to 3 % of the population a year, and moves within Pakistan.
limits-coming-back = **Coming back** from Afghanistan: no usable rate is published; none is assumed unless the scenario says so.
limits-other-events = **Events of another kind**: war, disaster, other borders, what the receiving side does.
limits-steps = **More than one step a day** for a household. Simulated with steps sixteen times finer, peaks come out some 2 %
    lower and totals 0.1 % lower.

model-card-misses-title = Known misses
model-card-misses = Against the published record of 2023 and 2024, where a scenario covers it:
misses-september = Some 14,400 departures of late September 2023, from a window for holders of an Afghan identity card, are not
    explained by the model.
misses-october = Early October 2023: sources conflict by a factor of ten, so agreement with all of them is impossible.
misses-torkham = Torkham, 28 November to 12 December 2023: fewer crossed there than simulated, while all crossings together had
    more. Torkham sent nobody on 24 November; such a closure is simulated only where the scenario states it.
misses-2024 = Fewer crossed from 16 January to April 2024 than in the middle of the simulated range, more from May to July, fewer
    again in September and October.
misses-mode = Mode: the UNHCR assisted 74,300 holders of Proof of Registration cards up to October 2024; the model counts most
    departures of that group as self-organised.
misses-deportations = Deportations: 33,400 were published up to 16 September 2024, some 3,000 more than are simulated from the
    published arrests.
misses-causes = Deadlines, fear and the example of others cannot be told apart by national counts. Shares of causes depend on the
    model and are no causal estimates.

model-card-purpose-title = What it is for, and what not
model-card-purpose = It is for protection, for teaching, and for comparing assumptions and policies: how much reception, shelter
    and safe passage would be needed; what a deadline in winter would mean; how much depends on a contested number.
model-card-not-targeting = Not for finding, targeting or ranking households, districts or ethnic groups. It knows provinces only,
    no ethnicity and no person.
model-card-not-removals = Not for making removals larger or faster. Read human outcomes beside every throughput.
# One of the next two: the second has the sentence track-record between its halves.
model-card-no-forecast = Not a forecast: it has no score on events that it has not seen.
model-card-scored = Not a forecast of what comes next.
model-card-scored-knowing = The form of the model was chosen by people who knew that record, and what comes next may be of another
    kind.
model-card-not-evidence = Not a head count, not legal advice, and no evidence in any person's case.

model-card-force-title = Return by force
model-card-force = *Non-refoulement*: nobody may be returned to a place where they face torture, persecution or other serious harm.
    The rule is part of customary international law and of the Convention against Torture, which Pakistan has ratified; it does
    not depend on holding a card. UNHCR has asked all states not to return Afghans by force. That a flow is simulated here does
    not mean that it is lawful.
model-card-force-none = In no run of this scenario is anybody deported who holds a card.
# $range: a number, or two as in range-to
model-card-force-documented = **In this scenario people are deported although they hold a card: { $range } people in 9 runs of 10.**
model-card-force-valid = Of these, { $range } while the card was valid or tolerated under the government's own rules.
model-card-force-court = Of these, { $range } while a court order covered them.

model-card-security-title = Security
model-card-security = There is no link from people to attacks anywhere in this model. Whether the policy lowers or raises violence is
    not identified by the public record: with no effect at all, a three-month comparison before and after would show a
    "benefit" in two histories of three, because the announcement followed a spike.

model-card-care-title = Words and care
model-card-care-words = People without papers are called undocumented. Departures are self-organised, assisted or deported; surveyed
    people who left on their own mostly cite fear of arrest, so no departure is called voluntary here.
model-card-care-counts = Results are for whole provinces and statuses. Before numbers leave your hands, leave out counts below 10.
model-card-care-sources = Every number below names its source or says that it is an assumption; contradicting sources stand side by
    side.
model-card-care-people = The people simulated are real. Where it can be done, show results to those whom they concern first.

model-card-checks-title = What was checked
# $count: a number
model-card-checks-held = { $count } checks on the runs: all held. `assurance.json` has them one by one. They show that the
    arithmetic holds, not that the model fits the world.
model-card-checks-broken = { $count } checks on the runs: **not all held**. `assurance.json` has them one by one. They show that the
    arithmetic holds, not that the model fits the world.

model-card-sources-title = Numbers and their sources
# Head of a table; and what stands in it where a number has no source.
model-card-sources-number = number
model-card-sources-value = value
model-card-sources-source = source
model-card-not-stated = not stated

# $nine, $half: how many of $windows windows of days were inside; $better: how many of $pairs pairs
track-record = On held-out windows, with numbers learned from earlier counts and the policy known, the nine-in-ten band held
    { $nine } of { $windows } and the half-of-runs band { $half }; the model was better than the best simple rival at { $better } of
    { $pairs } pairs of origin and horizon (crossings score).
