# Pictures of a run. Texts must be short: those of headings and labels stand in narrow panels. "Half of runs" and "9 in 10 runs"
# name the two ranges that every picture shows; say them in the same words everywhere. "Simulated" must stand in every title.

# This phrase is kept on one line wherever it stands in a title, a subtitle or a note: as it stands in the other messages.
figure-kept-together = 9 in 10

# Heads of columns of the tables beside pictures.
figure-half-of-runs = Half of runs
figure-nine-in-ten-runs = 9 in 10 runs

# Notes below every picture. $what: what can happen and is not in the range, ends with a full stop.
sheet-outside = 1 run in 10 falls outside the 9-in-10 range, and the world can fall outside them all. Not in the range: { $what }
# $runs: a number; $engine, $set: what computed, and with which parameters; both end with a full stop.
sheet-runs = { $runs } simulated runs. Engine: { $engine } Parameters: { $set }

# Unit above a scale of people a day; one or two short words.
axes-a-day = a day

# Names of the two bands at their end, each above its range.
fan-nine-in-ten = 9 in 10 runs
fan-half = half of runs

# A published count in a table: $source is who counted (UNHCR), $people a number. Then two or more of them.
marks-count = { $source }: { $people }
marks-more = { $first }; { $next }
# A footnote. $sources: who counted, as a list.
marks-counts = Published counts: { $sources }.

# In a panel of small multiples, instead of a range.
facets-none = none in any run

# Departures since the first day.
cumulative-title = Simulated departures from Pakistan to Afghanistan, in all
# $first, $last: days; $half, $nine: ranges of people; $runs: a number.
cumulative-subtitle = People who have crossed since { $first }. By { $last }, half of runs count { $half } and 9 in 10
    count { $nine }. Thin lines are { $runs } single runs.
cumulative-subtitle-marks = Black marks: what was counted.
# Beside a vertical rule.
cumulative-data-end = data used for fitting end here
# $sources: who counted, as a list.
cumulative-counts = Published counts: { $sources }; they differ in scope and start between mid-September and October 2023.
cumulative-crosses = Crosses contradict a better source of the same date.
cumulative-addresses = Addresses in data/observed/pakistan-returns.csv.
# Heads of the table: the day up to which is counted, and published counts.
cumulative-until = Until
cumulative-published = Published

# Daily crossings, crossing by crossing, with the people who wait there.
crossings-title = Simulated daily crossings, and people waiting to cross
crossings-subtitle = Dark band: half of runs. Light band: 9 in 10 runs, day by day. Thin lines: single runs.
crossings-subtitle-marks = Black dots are published counts of what happened on a day, black bars means of several days, crosses
    contradict a better source.
crossings-cross = People who cross on a day
crossings-wait = People who wait overnight
# Below the name of a crossing. $busiest: range of people on the busiest day; $all: on all days.
crossings-says = busiest day { $busiest }; in all { $all }
# The same, where the scale of the panel is not that of the others.
crossings-says-own-scale = busiest day { $busiest }; in all { $all }; mind the scale
crossings-longest-queue = longest queue { $people }
crossings-no-queue = no queue in any run
# All four are days: the first and the last day drawn, and of the whole simulation.
crossings-window = Drawn: { $first } to { $last }, the busy part of { $begin } to { $end }. The numbers are for all of it.
# $names: crossings, as a list.
crossings-small = Not drawn, for want of departures: { $names }.
# Heads of the table.
crossings-crossing = Crossing
crossings-in-all = In all (9 in 10 runs)
crossings-busiest-day = Busiest day (9 in 10 runs)
crossings-longest = Longest queue (9 in 10 runs)

# The total as dots. $dots: the number of dots, 50.
dots-title = Simulated departures by { $day }, as { $dots } dots
dots-subtitle = Each dot is 1 run in { $dots }: where it stands is how many people of any status crossed.
# $target: a number of people; $some: how many dots.
dots-none = None of the { $dots } dots reaches the announced target of { $target }.
dots-all = All { $dots } dots reach the announced target of { $target }.
dots-some = { $some } of { $dots } dots reach the announced target of { $target }.
dots-too-large = The target exceeds the undocumented population assumed in nearly every run.
# $runs: how many of 100 runs.
dots-too-large-in-some = The target exceeds the undocumented population assumed in { $runs } of 100 runs.
# Labels in the picture, each above its number or range.
dots-nine-in-ten = 9 in 10 dots
dots-target = announced target
dots-undocumented = undocumented people assumed at the start: { $people }
# The table, and the lines below it.
dots-crossed = People who crossed
dots-undocumented-start = Undocumented people at the start
dots-table-target = Announced target: { $target }. Dots that reach it: { $some } of { $dots }.

# Pictures with one panel for each legal status or way of leaving. $day: the first day.
splits-crossed = People who have crossed since { $day }.
splits-bands = Dark band: half of runs. Light band: 9 in 10 runs. Thin lines: single runs.
splits-own-scales = Mind the scales: each panel has its own.
# Below the heading of a panel; the range follows on the next line.
splits-in-all = 9 in 10 runs, in all:
splits-last-day = 9 in 10 runs, last day:

status-title = Simulated departures by legal status
# Head of the table.
status-status = Status

mode-title = Simulated departures by how people leave
# Below the headings self-organised, assisted, deported; the range follows on the next line.
mode-self-organised = Most cite fear of arrest. In all:
mode-assisted = With UNHCR. In all:
mode-deported = After arrest. In all:
mode-note = Self-organised is not the same as voluntary: in surveys 8 to 9 in 10 of those who return cite fear of arrest (IOM and
    UNHCR, October 2023 and April–June 2024).
# Head of the table.
mode-mode = Mode of departure

remaining-title = Simulated: Afghans who remain in Pakistan, by legal status
remaining-subtitle = People still in Pakistan, at home or in hiding, without those regularised or resettled; on one scale.
remaining-note = The number of people at the start is contested between sources; most of the width of these bands comes from
    that. Births and deaths (2–3 % a year) are left out.

documented-title = Simulated deportations of people who hold a card
documented-subtitle = People deported since { $day } although they hold an Afghan Citizen Card or a Proof of Registration card, on
    one scale.
# Headings of the three panels.
documented-all = All who hold a card
documented-valid = While the card was valid
documented-court = While a court order held
documented-note = Valid: valid or tolerated on that day under the government’s own rules. The second and third panel are parts of
    the first and may overlap.
documented-non-refoulement = Non-refoulement: nobody may be returned to a place where they face a real risk of persecution,
    torture or other serious harm, whatever papers they hold. For torture this is written in article 3 of the Convention
    against Torture, to which Pakistan is a party.
# Head of the table.
documented-deported = People deported

# What the model attributes departures to.
causes-title = Simulated: what the model attributes departures to
causes-subtitle = Self-organised departures by cause. Thick bar: half of runs. Thin bar: 9 in 10 runs. These shares follow from
    the model’s assumptions; they are not causal estimates.
causes-note = The published counts hardly tell the deadline, fear of arrest and the example of others apart: read the bars
    together.
# Headings of two columns.
causes-when = When (each on its own scale)
causes-how-many = How many in all
# Below the name of a cause. $people: a range.
causes-busiest-day = busiest day: { $people }
# Heads of the table.
causes-cause = Cause (model-dependent)
causes-busiest = Busiest day

# The map.
map-title = Simulated departures: from where, through where, to where
map-subtitle = Grey discs: provinces of Pakistan that people leave. Diamonds: crossings. Rings: where they go in Afghanistan.
    Flows are as wide as the median run; numbers are the range of 9 in 10 runs.
map-note = Schematic: places stand roughly where they are; no border is drawn. How flows split between pairs of places follows the
    scenario’s assumptions; the thinnest are left out.
# Names of countries in large letters. Spaced in English; where letters join, write the name as usual.
map-afghanistan = A F G H A N I S T A N
map-pakistan = P A K I S T A N
# The table: whether people go from, through or to a place; and the head of the column of places.
map-from = from
map-through = through
map-to = to
map-place = Place

# People who need a bed on the other side. $people: a range.
reception-title = Simulated: people who need a bed on arrival, and beds
reception-subtitle = People in reception in Afghanistan at the end of the day. Dark band: half of runs. Light band: 9 in 10 runs.
    Thin lines: single runs.
reception-note = The shortfall is counted province by province, so beds can be short in one and free in another. How long people
    stay and how many need a bed are assumptions.
reception-need = People who need a bed
reception-need-says = at most { $people } at once in 9 in 10 runs
reception-without = People without a bed
reception-without-says = at most { $people } at once in 9 in 10 runs; same scale
# Beside a line, above its number.
reception-beds = beds in all
# The table, and the line below it. $beds: a number.
reception-need-most = People who need a bed, at most
reception-without-most = People without a bed, at most
reception-table-beds = Beds in all on the last day: { $beds }.
