# Dates, numbers and names that pictures, answers and reports share.

# "18 Nov 2023" and "1 November 2023"
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
# A day on the axis of a picture: "15 Sep"
date-axis = { $day } { $month }

month-short-1 = جنوري
month-short-2 = فبروري
month-short-3 = مارچ
month-short-4 = اپریل
month-short-5 = مې
month-short-6 = جون
month-short-7 = جولای
month-short-8 = اګست
month-short-9 = سپتمبر
month-short-10 = اکتوبر
month-short-11 = نومبر
month-short-12 = ډسمبر
month-long-1 = جنوري
month-long-2 = فبروري
month-long-3 = مارچ
month-long-4 = اپریل
month-long-5 = مې
month-long-6 = جون
month-long-7 = جولای
month-long-8 = اګست
month-long-9 = سپتمبر
month-long-10 = اکتوبر
month-long-11 = نومبر
month-long-12 = ډسمبر
# The months of the solar Hijri calendar, for the local dates of Dari and Pashto.
solar-month-1 = وری
solar-month-2 = غویی
solar-month-3 = غبرګولی
solar-month-4 = چنګاښ
solar-month-5 = زمری
solar-month-6 = وږی
solar-month-7 = تله
solar-month-8 = لړم
solar-month-9 = لیندۍ
solar-month-10 = مرغومی
solar-month-11 = سلواغه
solar-month-12 = کب

# Ends a sentence.
full-stop = .
# "a, b and c"
list-more = { $first }، { $next }
list-last = { $first } او { $last }
# "4,100 to 5,200"
range-to = { $low } تر { $high }

unit-people = کسان
unit-person-days = کس-ورځې

# Names of the model, as labels in pictures and tables.
label-undocumented = بې اسناده
label-acc = د افغان تابعیت کارت
label-por = د نوملیکنې د ثبوت کارت
label-visa = بیا مېشتېدو ته منتظر
label-self-organised = په خپل ترتیب وتل
label-assisted = په مرسته وتل
label-deported = جبري ایستل
label-khyber-pakhtunkhwa = خیبر پښتونخوا
label-kp = خیبر پښتونخوا
label-balochistan = بلوچستان
label-punjab = پنجاب
label-sindh = سند
label-islamabad = اسلام اباد
label-azad-kashmir-gilgit-baltistan = ازاد کشمیر او ګلګت بلتستان
label-torkham = تورخم
label-chaman = چمن
label-spin-boldak = سپین بولدک
label-ghulam-khan = غلام خان
label-angoor-adda = انګور اډه
label-nangarhar = ننګرهار
label-kabul = کابل
label-kandahar = کندهار
label-kunduz = کندز
label-laghman = لغمان
label-kunar = کونړ
label-helmand = هلمند
label-loya-paktia = لویه پکتیا
label-baseline = لکه تر پلان مخکې
label-hostile-environment = له کوره ایستل، بېکارېدل، د کرایې بندیز
label-deadline = مهلت
label-fear = د نیول کېدو وېره
label-social = د نورو وتل
label-other = نور ځایونه

# How far an engine can be trusted, after its name.
fidelity-same-law = د مودل هماغه قانون
fidelity-mean-only = یوازې منځنی: د تصادف له خپرېدو پرته
fidelity-approximate = نژدې: د کوچنیو ډلو او څنډو لپاره ناسم
