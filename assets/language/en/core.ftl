# Dates, numbers and names that pictures, answers and reports share.

# "18 Nov 2023" and "1 November 2023"
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
# A day on the axis of a picture: "15 Sep"
date-axis = { $day } { $month }

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
month-long-1 = January
month-long-2 = February
month-long-3 = March
month-long-4 = April
month-long-5 = May
month-long-6 = June
month-long-7 = July
month-long-8 = August
month-long-9 = September
month-long-10 = October
month-long-11 = November
month-long-12 = December
# The months of the solar Hijri calendar, for the local dates of Dari and Pashto.
solar-month-1 = Hamal
solar-month-2 = Sawr
solar-month-3 = Jawza
solar-month-4 = Saratan
solar-month-5 = Asad
solar-month-6 = Sunbula
solar-month-7 = Mizan
solar-month-8 = Aqrab
solar-month-9 = Qaws
solar-month-10 = Jadi
solar-month-11 = Dalw
solar-month-12 = Hut

# Ends a sentence.
full-stop = .
# "a, b and c"
list-more = { $first }, { $next }
list-last = { $first } and { $last }
# "4,100 to 5,200"
range-to = { $low } to { $high }

unit-people = people
unit-person-days = person-days

# Names of the model, as labels in pictures and tables.
label-undocumented = Undocumented
label-acc = Afghan Citizen Card
label-por = Proof of Registration card
label-visa = Waiting for resettlement
label-self-organised = Self-organised
label-assisted = Assisted
label-deported = Deported
label-khyber-pakhtunkhwa = Khyber Pakhtunkhwa
label-kp = Khyber Pakhtunkhwa
label-balochistan = Balochistan
label-punjab = Punjab
label-sindh = Sindh
label-islamabad = Islamabad
label-azad-kashmir-gilgit-baltistan = AJK and Gilgit-Baltistan
label-torkham = Torkham
label-chaman = Chaman
label-spin-boldak = Spin Boldak
label-ghulam-khan = Ghulam Khan
label-angoor-adda = Angoor Adda
label-nangarhar = Nangarhar
label-kabul = Kabul
label-kandahar = Kandahar
label-kunduz = Kunduz
label-laghman = Laghman
label-kunar = Kunar
label-helmand = Helmand
label-loya-paktia = Loya Paktia
label-baseline = As before the plan
label-hostile-environment = Evictions, lost jobs, rent bans
label-deadline = The deadline
label-fear = Fear of arrest
label-social = Others left
label-other = Elsewhere

# How far an engine can be trusted, after its name.
fidelity-same-law = same law as the model
fidelity-mean-only = mean only: no spread from chance
fidelity-approximate = approximate: wrong for small groups and tails
