# The answer in words.

# Ranges of people, as parts of sentences.
people-nobody = nobody
people-exact = { $number } people
people-about = about { $number } people
people-between = between { $low } and { $high } people
# The same where it has been said what is counted: people, or days that people spend.
amount-exact = { $number }
amount-about = about { $number }
amount-between = between { $low } and { $high }

# $people, $peak: ranges as above; $first, $last: days.
answer-crossings = In 9 of 10 simulated histories { $people } cross into Afghanistan from { $first } to { $last }, and on the
    busiest day { $peak }.
answer-crossings-one-run = In the one simulated history { $people } cross into Afghanistan from { $first } to { $last }, and on the
    busiest day { $peak }.
answer-nobody = In no simulated history does anybody cross into Afghanistan from { $first } to { $last }.
answer-documented-nobody = In no run is anybody deported who holds a card.
answer-documented-seldom = In fewer than 1 run in 20 people, at most { $most }, are deported although they hold a card; returning
    people to a place where their life or freedom is threatened is refoulement, which international law forbids.
# $people: a range as above, at the beginning of the sentence.
answer-documented = { $people } are deported although they hold a card; returning people to a place where their life or freedom is
    threatened is refoulement, which international law forbids.
answer-winter = Between December and February people spend { $days } days in queues, on the road or without a bed.

# Rows of a table beside ranges of numbers: short.
row-departures-total = people who cross
row-peak-daily-crossings = on the busiest day
row-queue-max = longest queue, people
row-wait-p95-days = wait of the slowest 1 in 20, days
row-winter-exposure = days in cold, Dec-Feb, person-days
row-reception-shortfall-max = people without a bed at worst
row-arrests-total = arrested, with families
row-documented-deported-total = deported although documented
# A part of the row above.
row-documented-deported-card-valid-total = of them while the card was valid
row-regularised-total = given leave to remain
row-gave-up-total = turned back from a queue
row-hidden-end = in hiding on the last day
row-remaining-end = still in Pakistan on the last day
row-humanitarian-cost = humanitarian cost, million USD

# What a scenario asks; how often it comes about is put behind it, below. $people: a number; $day: as 2023-11-18.
threshold-departures-cumulative = people who have crossed reach { $people } by { $day }
threshold-departures = people who cross on one day reach { $people } by { $day }
threshold-documented-deported-cumulative = people deported although documented reach { $people } by { $day }
threshold-queue = people waiting at crossings reach { $people } by { $day }
threshold-reception-shortfall = people without a bed reach { $people } by { $day }
# $asked: one of the five above; $often: one of those below.
threshold-often = { $asked }: { $often }

# How often something comes about.
chance-one-run = in the one run
chance-not-one-run = not in the one run
chance-never = in none of { $runs } runs
chance-never-below = in none of { $runs } runs (below { $bound } %)
chance-always = in all of { $runs } runs
chance-always-above = in all of { $runs } runs (above { $bound } %)
# $share: of 100 runs; $low, $high: the ends of its interval.
chance-some = in { $share } of 100 runs ({ $low } to { $high })

# The announced target of 1.7 million, under three definitions, one behind the other.
target = The announced target of { $people }, counted as { $counts }.
target-more = { $first }; { $next }
target-counted = { $what }: reached { $often }
target-counted-median = { $what }: reached { $often }, median on { $day }
target-counted-no-median = { $what }: reached { $often }, median not reached
target-undocumented = undocumented people who crossed
target-all = all who crossed
target-net = undocumented people, less those who came back
target-exceeds = The target exceeds the assumed undocumented population { $often }.

# How sure the mean is.
monte-carlo = Monte Carlo error of the mean of all crossings: { $people } people ({ $share } %), from { $runs } runs.
monte-carlo-few = The ends of the ranges are mostly luck with so few runs.
monte-carlo-one-run = One run says nothing about the range.
