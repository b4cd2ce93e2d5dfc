# What a comparison of policies in paired futures says, in sentences and in pictures.

# What verdicts speak of. The first is a name for tables and headings; -less and -more are whole clauses, which stand behind "Under
# POLICY" and before "in 93 of 100 paired futures".
subject-departures = people who cross
subject-departures-less = fewer people cross into Afghanistan
subject-departures-more = more people cross into Afghanistan
subject-deported = people deported
subject-deported-less = fewer people are deported
subject-deported-more = more people are deported
subject-documented = documented people deported
subject-documented-less = fewer documented people are deported
subject-documented-more = more documented people are deported
subject-busiest = people on the busiest day
subject-busiest-less = fewer people cross on the busiest day
subject-busiest-more = more people cross on the busiest day
subject-queue = longest queue
subject-queue-less = the longest queue is shorter
subject-queue-more = the longest queue is longer
subject-cold = days in the cold
subject-cold-less = people spend fewer winter days in queues, on the road or without a bed
subject-cold-more = people spend more winter days in queues, on the road or without a bed
subject-beds = people without a bed at worst
subject-beds-less = fewer people lack a bed at worst
subject-beds-more = more people lack a bed at worst
subject-arrested = people arrested
subject-arrested-less = fewer people are arrested
subject-arrested-more = more people are arrested
subject-remaining = still in Pakistan at the end
subject-remaining-less = fewer people are still in Pakistan on the last day
subject-remaining-more = more people are still in Pakistan on the last day

# Numbers of 100 that are neither none nor all.
share-below = fewer than 1
share-above = more than 99

# $policy: name of a scenario (Latin letters); $what: one of the clauses above; $share: a number of 100; $pairs: a number.
verdict-some = Under { $policy } { $what } in { $share } of 100 paired futures
verdict-counted = Under { $policy } { $what } in { $count } of { $pairs } paired futures
verdict-all = Under { $policy } { $what } in all { $pairs } paired futures
verdict-one = Under { $policy } { $what } in the one paired future
# $said: one of the four above; $amount, $unit: 4,100 people. Then what else happens, one behind the other, and the end.
verdict-typically = { $said }, typically by { $amount } { $unit }
verdict-flips = { $said }; in { $share } the order flips
verdict-same-in = { $said }; in { $share } nothing changes
verdict-end = { $said }.
# $subject: one of the names above.
verdict-no-difference = Under { $policy }, { $subject }: no difference in all { $pairs } paired futures.
verdict-no-difference-one = Under { $policy }, { $subject }: no difference in the one paired future.
verdict-mostly-same-less = Under { $policy }, { $subject }: no difference in { $share } of 100 paired futures, less in { $less }.
verdict-mostly-same-more = Under { $policy }, { $subject }: no difference in { $share } of 100 paired futures, more in { $more }.
verdict-mostly-same = Under { $policy }, { $subject }: no difference in { $share } of 100 paired futures, less in { $less } and more in
    { $more }.
verdict-unclear = Under { $policy }, { $subject }: no clear direction, less in { $less } and more in { $more } of 100 paired futures.
# $subjects: names with commas between them.
verdict-nothing-about = Nothing changes in any of them about: { $subjects }.

# Around every picture of a comparison. $policies: names; $baseline: the scenario that they are compared with.
comparison-kicker = Simulated: { $policies } beside { $baseline }
# What the scenario on the page is called in verdicts, in the place of $policy.
comparison-this-policy = this policy
comparison-unclear = No outcome shown here is clearly less or more in paired futures
# $what: what can happen and is not in the range, ends with a full stop.
comparison-pairs = { $pairs } paired futures: a run has the same uncertain numbers and the same luck under every policy. 1 in 10 falls
    outside a 9-in-10 range, and the world can fall outside them all. Not in the range: { $what }
comparison-few-pairs = { $pairs } paired futures: a run has the same uncertain numbers and the same luck under every policy. So few
    pairs say little: the ends of ranges are single futures. 1 in 10 falls outside a 9-in-10 range, and the world can fall outside
    them all. Not in the range: { $what }
comparison-one-pair = { $pairs } paired future: a run has the same uncertain numbers and the same luck under every policy. So few
    pairs say little: the ends of ranges are single futures. 1 in 10 falls outside a 9-in-10 range, and the world can fall outside
    them all. Not in the range: { $what }
# Heads of tables.
comparison-outcome = Outcome
comparison-policy = Policy
comparison-scenario = Scenario
comparison-unit = Unit
comparison-half-of-pairs = Half of pairs
comparison-nine-in-ten-pairs = 9 in 10 pairs

# A hundred marks for every outcome and policy.
futures-subtitle = Each mark is 1 in { $marks } paired futures: the same luck with and without the policy. Blue discs: less than under
    { $baseline }. Orange squares: more than under { $baseline }. Grey rings: exactly the same. The numbers say how much less or
    more, in 9 in 10 pairs.
futures-subtitle-few = Each mark is one paired future: the same luck with and without the policy. Blue discs: less than under
    { $baseline }. Orange squares: more than under { $baseline }. Grey rings: exactly the same. The numbers say how much less or
    more, in 9 in 10 pairs.
futures-subtitle-one = Each mark is one paired future: the same luck with and without the policy. Blue discs: less than under
    { $baseline }. Orange squares: more than under { $baseline }. Grey rings: exactly the same. The numbers say how much less or
    more.
# Short, in the colour of the marks.
futures-less = { $count } less
futures-same = { $count } same
futures-more = { $count } more
futures-no-difference = no difference in any
futures-first = The first { $shown } of { $all } policies are drawn; the others stand in comparison.csv.
futures-left-out = Left out, because nothing differs in any pair: { $names }.
# $error: a number of 100.
futures-monte-carlo = Monte Carlo: shares are known to ± { $error } in 100 or better (standard error). What happens in fewer than 1 in
    100 still has its mark.
futures-pairs = Pairs
futures-of-100 = Of 100 pairs
futures-difference = Difference in 9 in 10 pairs

# Differences day by day. Headings of panels:
difference-departures = People who have crossed
difference-deported = People deported
difference-documented = Documented people deported
difference-queue = People waiting at crossings
difference-cold = People in the cold on a winter day
difference-beds = People without a bed
difference-subtitle = { $policy } less { $baseline }, pair by pair: below the zero line there are fewer people under { $policy }, above
    it more. Dark band: half of pairs. Light band: 9 in 10, day by day. Thin lines: single pairs.
difference-parted = Dashed: { $day }, the first day that differs; until then both are the same to the bit.
difference-at-once = They differ from the first day.
# Below the headings of panels. $range, $difference: numbers with signs.
difference-until = 9 in 10 pairs: { $range }, until { $day }
difference-largest = 9 in 10 pairs: { $range }, largest on { $day }
difference-one-until = the one pair: { $difference }, until { $day }
difference-one-largest = the one pair: { $difference }, largest on { $day }
difference-half = half of pairs: { $range }
difference-title-note = The title names, of nine outcomes, one that goes the same way in 9 in 10 pairs, if there is any, and whose
    median changes most for its level; the others stand in the picture `futures`.
difference-monte-carlo = Monte Carlo: the mean difference in all who cross is { $difference } people (standard error over pairs).
difference-left-out = Left out, because nothing differs on any day: { $names }.
difference-in = Difference in
difference-on = Until, or on

# All policies on one scale.
overlaid-subtitle = People who cross into Afghanistan, on each day and since the first. Bands hold 9 in 10 runs, day by day; the line
    is the median of each day, not a course that any run takes. Where bands overlap, look at paired differences: overlap alone does
    not mean that policies do the same.
overlaid-each-day = On each day
overlaid-since = Since the first day
overlaid-busiest = Busiest day, 9 in 10 runs
overlaid-nothing = Nothing differs in any pair: every figure is the same
overlaid-unclear = How many people cross is not clearly less or more under any of these
overlaid-first = The first { $shown } of { $all } scenarios are drawn.
overlaid-monte-carlo = Monte Carlo: the mean of all who cross under { $baseline } is known to ± { $people } people (standard error).
overlaid-half = All who cross: half of runs
overlaid-nine-in-ten = 9 in 10 runs
overlaid-busiest-nine-in-ten = Busiest day: 9 in 10 runs

# Nine outcomes under every policy.
multiples-subtitle = Each bar is a scenario: the thin part holds 9 in 10 runs, the thick part half of them, the white notch is the
    median; the numbers are the 9-in-10 range. All scales begin at zero; each panel has its own. Ranges that overlap can still differ
    in every pair: see the picture `futures`.
multiples-title = What changes most for its level, of nine outcomes: { $subject }, under { $policy }
multiples-nothing = Nothing differs in any pair: nine outcomes, the same under all
multiples-unclear = None of nine outcomes is clearly less or more under a policy
