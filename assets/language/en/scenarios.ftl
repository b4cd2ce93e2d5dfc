# Titles and questions of the shipped scenarios, word for word as in their files: a scenario that says something else of itself keeps
# its own words. Dates and names as in the other files.

shipped-announced-target-title = The announced target: 1.7 million
shipped-announced-target-question = What would have to be true for 1.7 million to leave, and by when?
shipped-border-shut-title = The border is shut when the deadline passes
shipped-border-shut-question = What if people must leave and cannot?
shipped-court-half-obeyed-title = The court steps in, and is half obeyed
shipped-court-half-obeyed-question = What is a judgment worth that every second officer ignores?
shipped-court-ignored-title = The court steps in, and is ignored
shipped-court-ignored-question = How many people are deported against the order of a court that nobody obeys?
shipped-court-obeyed-title = The court steps in, and is obeyed
shipped-court-obeyed-question = Who still leaves when nobody may be arrested any more?
shipped-history-to-september-2024-title = History to September 2024
shipped-history-to-september-2024-question = Does the range still hold the published count of 722,000 a year after the plan began?
shipped-history-title = History: the deadline of 1 November 2023
shipped-history-question = How many Afghans leave Pakistan under the plan of October 2023, how, and with what chance around it?
shipped-no-deadline-title = The same plan without a deadline
shipped-no-deadline-question = How much of the rush of autumn 2023 was the date, and how much the plan behind it?
shipped-phase-2-title = Phase 2: the Afghan Citizen Card, spring 2025
shipped-phase-2-question = If card holders answer a deadline as far as people without papers did in 2023, or less, how many leave by the end of July 2025?
shipped-phase-3-title = Phase 3: the Proof of Registration, autumn 2025
shipped-phase-3-question = If registered refugees answer a deadline as far as people without papers did in 2023, or less, how many leave by 8 November 2025?
shipped-protect-documented-title = The documented are protected
shipped-protect-documented-question = How many card holders are deported in history whom protection would have kept, and what else does it change?
shipped-regularise-and-resettle-title = Regularise and resettle
shipped-regularise-and-resettle-question = How far do half a million permits and a working pipeline to third countries shrink the group that the plan presses on?
shipped-return-wave-2016-title = The wave of return of 2016
shipped-return-wave-2016-question = Does the model, with ranges from before October 2023, hold the year in which more than half a million went back from Pakistan?
shipped-six-month-schedule-title = Six months' notice, province by province
shipped-six-month-schedule-question = What does half a year of notice change: the number who leave, or the way they leave?
shipped-winter-moratorium-title = A winter moratorium, with money for reception
shipped-winter-moratorium-question = How much exposure to winter does a pause from December to February save, and what does it cost in departures?
