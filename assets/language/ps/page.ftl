# Texts of the page and the frame of the report. Fluent syntax (projectfluent.org): `key = text`, continued on indented
# lines, with variables as { $name }.

page-title = Crossings: اهرم وخوځوئ، د راتلونکو حالتونو حدود وګورئ
page-lead = تر یوې پالیسۍ لاندې په پاکستان کې د مېشتو افغانانو شبیه‌سازي شوې تاریخچې. هر څه په همدې پاڼه کې ترسره
    کېږي؛ هېڅ شی بل ځای ته نه لېږل کېږي. دا حدود د سناریو حدود دي، نه وړاندوینې.
language-label = ژبه
month-year = { $month } { $year }
local-label = سیمه‌ییز رقمونه او نېټې
awaits-review = دا ژباړه لا د هغو کسانو بیاکتنې ته منتظره ده چې پښتو یې مورنۍ ژبه ده. چېرته چې له انګلیسي متن سره توپیر
    ولري، انګلیسي متن معتبر دی. د سناریو په فایل کې د تېروتنو پیغامونه او سرچینې په انګلیسي دي.
skip-to-results = پایلو ته ورشئ
footer = Crossings کورنۍ په ډلو کې شبیه‌سازي کوي: له صوبې کوچنی ځای پکې نشته او د هېڅ کس معلومات پکې نشته. هر
    حدود له پیله تر پایه د یوې پالیسۍ دي؛ چارواکي چې وروسته څه کوي، هغه پکې نه دي.

controls-title = اهرمونه
scenario-label = له دې سناریو پیل وکړئ
undo = لغوه کول
redo = بیا کول
reset = ټول اهرمونه لومړني حالت ته
controls-hint = د ښویېدونکي اهرم لاندې نښه هغه څه ښيي چې په اصلي سناریو کې راغلي. د غشو تڼۍ اهرم لږ لږ خوځوي.
timeline-title = مهالویش
timeline-hint = نېټه کش کړئ؛ یا یې په Tab وټاکئ او د غشو په تڼیو یې وخوځوئ: یوه ورځ، له Shift سره یوه اونۍ، په Page up او
    Page down یوه میاشت. نرۍ نښې د سناریو خپلې نېټې دي.
date-wrong = «{ $date }» نېټه نه ده. داسې یې ولیکئ: 2023-11-01، یعنې کال، میاشت، ورځ.
untouched = په سناریو کې: { $value }.
untouched-uncertain = په سناریو کې: ناڅرګند، { $law }؛ د اهرم په خوځولو یو ټاکلی ارزښت نیسي.
period-from = لومړۍ ورځ
period-to = وروستۍ ورځ
unit-people-day = کسان په ورځ کې

group-deadlines = مهلتونه
group-deadlines-hint = خلکو ته کله وویل شول چې ووځي، مهلت له کومې نېټې پلی کېږي، او خلک پرې څومره باور کوي.
group-arrests = نیونې
group-arrests-hint = هغه کسان چې پولیس یې نیسي، د سناریو له خپل مهالویش سره په پرتله.
group-protection = خوندیتوب
group-protection-hint = څوک له نیول کېدو خوندي دي، او څوک تر نیول کېدو وروسته خوشې کېږي.
group-moratorium = د ژمي موقتي ځنډ
group-moratorium-hint = د پلي کولو، پلان او مهلتونو موقتي درول.
group-court = د محکمې حکم
group-court-hint = محکمه نیونې او جبري ایستل دروي، تر هغه ځایه چې حکم یې عملي کېږي.
group-crossings = ګذرګاوې
group-crossings-hint = په یوه ورځ کې څومره خلک تېرېدلی شي، او ګذرګاه کله تړل کېږي.
group-assistance = مرستې، د اوسېدو اجازه، بیا مېشتول
group-assistance-hint = له وېرې د وتلو پر ځای نورې لارې.
group-reception = په افغانستان کې هرکلی
group-reception-hint = د رارسېدونکو لپاره د خوب ځایونه او په خېمو کې ځایونه.

deadline-holds = نافذ: { $name } (مخاطبان: { $statuses })
deadline-announced = د اعلان نېټه
deadline-enforced-from = د پلي کېدو پیل
deadline-credibility = خلک پرې څومره باور کوي
arrests = نیونې، د سناریو څو برابره
protection = له نیول کېدو خوندي: { $status }
deported-share = تر نیونې وروسته جبراً ایستل شوي: { $status }
moratorium-on = موقتي ځنډ شته
moratorium-strength = د فشار څومره برخه لرې کوي
court-on = د محکمې حکم شته
court-from = له نېټې
court-compliance = څومره عملي کېږي
capacity = هغه کسان چې په ورځ کې تېرېدلی شي
closed = { $name } وتړئ (د سناریو خپل تړل کېدل هم پاتې کېږي)
closed-track = { $name } تړل شوې
grant = د راستنېدو نغدي مرسته، د 2023 کال د مرستې څو برابره: { $status }
regularised = د اوسېدو اجازه ورکړل شوې: { $status }
resettled = په درېیمو هېوادونو کې بیا مېشت شوي: { $status }
times-scenario = { $label }، د سناریو څو برابره
beds = د خوب ځایونه، د سناریو څو برابره

files-title = خپله سناریو، معلومات، د اجراوو شمېر
own-label = د سناریو فایل پرانیزئ (TOML)
file-large = دا فایل تر هغه لوی دی چې د سناریو فایل کېدلی شي.
save-toml = سناریو خوندي کړئ (TOML)
save-daily = daily.csv خوندي کړئ
save-totals = totals.csv خوندي کړئ
runs-label = شبیه‌سازي شوې تاریخچې
seed-label = پیل ګڼه

status-start = انجن پیلېږي.
status-glance = لومړۍ کتنه: له { $all } څخه { $runs } دقیقې تاریخچې؛ د حدودو څنډې لا تر ډېره د تصادف پایله ده.
status-some = له { $all } څخه { $runs } دقیقې تاریخچې.
status-done = ټولې { $all } دقیقې تاریخچې بشپړې شوې.
status-pin = د نښلول شویو پالیسیو راتلونکي حالتونه جوړېږي.
status-problem = هېڅ اجرا ونه شوه: د اهرمونو تر څنګ ستونزې وګورئ.
failed-runs = ناکامې اجراوې: { $count }؛ دا نه شمېرل کېږي.
engine-missing = انجن پیل نه شو. دا پاڼه داسې براوزر ته اړتیا لري چې WebAssembly ولري (Chrome یا Edge 91، Firefox 89، Safari 16.4، یا نوې نسخه).
status-broke = انجن له سره پیل شو.
engine-broke = انجن ودرېد او له سره پیل شو. که بیا داسې وشي، مهرباني وکړئ د لاندې متن او د دې پاڼې له پتې سره یې راپور کړئ.
engine-broke-again = انجن د اهرمونو په همدې حالت کې دوه ځله ودرېد، نو اجراوې یې بیا نه ازمویل کېږي. وروستی بدلون لغوه کړئ؛ او مهرباني وکړئ دا د لاندې متن او د دې پاڼې له پتې سره راپور کړئ.
worker-failed = د کار یو بهیر ودرېد.

pin = دا پالیسي ونښلوئ
unpin = بېله کړئ
copy-link = لینک کاپي کړئ
copied = کاپي شو
copy-by-hand = دا کاپي کړئ:
guess-start = لومړی اټکل وکړئ
unpin-which = { $name } بېله کړئ
verdict-title = له نښلول شویو پالیسیو سره پرتله، په جوړه‌ییزو راتلونکو حالتونو کې
verdict-what = { $name }: { $pinned } ({ $set }). جوړه‌ییز راتلونکي حالتونه: { $runs }؛ تر دواړو پالیسیو لاندې عددونه او تصادف یو شان دي.
verdict-none = اجراوې یې ترسره نه شوې.
pin-name = نښلول شوې { $letter }
pin-table-title = ټولې پالیسۍ څنګ پر څنګ، له 10 تاریخچو په 9 کې
this-policy = دا پالیسي
untouched-levers = بې بدلونه اهرمونه
verdict-same = په هېڅ جوړه‌ییز راتلونکي حالت کې هېڅ شمېره توپیر نه لري.
beyond-label = په دې حدودو کې نه راځي:
idle = هېڅ نه بدلوي: { $text }

bar = له 10 تاریخچو په 9 کې: { $range } { $what }
figure-words = د متن په بڼه، له جدول سره
day-title = د ورځې ارزښتونه
day-label = ورځ
half-of-runs = نیمايي اجراوې
nine-in-ten = له 10 اجراوو 9
series-departures = په دې ورځ تېرېدونکي کسان
series-departures-cumulative = له پولې تېر شوي کسان
series-queue = په ګذرګاوو کې منتظر کسان
series-documented-deported-cumulative = سره له اسنادو جبراً ایستل شوي، تر اوسه
series-remaining = لا هم په پاکستان کې
rows-title = په ټوله موده کې خلک او د تېرېدو کچه
card-title = څومره ډاډمنه ده، او د تکرار لار
card-waits = پېژندپاڼه له وروستۍ تاریخچې سره راځي.
parameters = پارامترونه: { $set }.
caveat = هغه څه چې دا سناریو یې نه شي ښودلی: { $caveat }
command-title = همدا کار د قوماندې په کرښه
copy-command = قومانده کاپي کړئ
command-own = # لومړی خپله سناریو په همدې نوم خوندي کړئ

guess-title = لومړی اټکل وکړئ
guess-hint = مخکې له دې چې شبیه‌سازي شوي حدود وګورئ، خپل حدود وټاکئ. شمېرې داسې لیکلی شئ: 12,000 یا 12k یا 1.2M؛ د دوو
    شمېرو ترمنځ "to" ولیکئ. هغه څه چې خالي یې پرېږدئ، داسې شمېرل کېږي: «د هېچا او ټولو ترمنځ».
guess-half = نیمايي تاریخچې په دې حدودو کې دي
guess-nine = له 10 تاریخچو 9 په دې حدودو کې دي
guess-example = 12k to 30k
guess-score = زما اټکل ته نمرې ورکړئ
guess-stop = بې اټکله یې وښایئ
guess-none = لږ تر لږه د یوه لپاره اټکل وکړئ.
guess-marks-title = ستاسو اټکل
guess-held = ستاسو په «له 10 څخه 9» حدودو کې
guess-verdict = ارزونه
guess-points = نمرې
guess-left-out = خالي پاتې
guess-all = ټول په ګډه
guess-marks-hint = 100 نمرې: د شبیه‌سازۍ د خپلو حدودو هومره ښه؛ 0: «د هېچا او ټولو ترمنځ». نمرې مودل ته د نږدېوالي
    له مخې ورکول کېږي، نه واقعیت ته.

link-long = لینک له { $most } تورو اوږد دی او ونه لوستل شو.
link-damaged = لینک زیانمن شوی: هېڅ شی ترې ونه کارول شو. پاڼه له سره پیلېږي.

name-undocumented = بې اسناده
name-acc = د افغان تابعیت کارت
name-por = د نوملیکنې د ثبوت کارت
name-visa = بیا مېشتېدو ته منتظر
name-torkham = تورخم
name-chaman = چمن
name-angoor-adda = انګور اډه
name-phase-1 = پړاو 1
name-phase-2 = پړاو 2
name-phase-3 = پړاو 3

report-limits = لاندې په هېڅ حدودو کې نه راځي
report-comparison = په جوړه‌ییزو راتلونکو حالتونو کې د پالیسیو پرتله
report-verdict = پرتله څه ښيي
report-try = ویې ازمویئ: د دې سناریو اهرمونه دلته وخوځوئ
report-pictures = انځورونه
report-verdict-full = بشپړ ځواب، لکه څنګه چې قوماندې وویل (په انګلیسي)
report-track-record = مودل د هغو شمېرو په برخه کې څومره سم و چې نه یې وې لیدلې
report-again = دا څنګه بیا جوړېږي
report-again-hint = پېژندپاڼه پلان او د پایلې هره شمېره په ګوته کوي. همدا پروګرام او دا قومانده همدا پېژندپاڼه ورکوي؛
    crossings verify فایلونه ګوري او ځینې اجراوې بیا ترسره کوي.

# The shipped scenarios, whose own titles are in English.
report-scenario-english = د سناریو سرچینې او یادښتونه په هغه ژبه دي چې فایل یې پرې لیکل شوی دی؛ د هغه سناریو سرلیک او پوښتنه هم چې له Crossings سره نه راځي.

question-departures-total = هغه کسان چې له پولې تېرېږي
question-departures-total-hint = ټول هغه کسان چې له لومړۍ تر وروستۍ ورځې افغانستان ته تېرېږي، پخپله تنظیم شوي، په مرسته یا جبراً ایستل شوي.
question-peak-daily-crossings = په تر ټولو ګڼه ورځ کسان
question-peak-daily-crossings-hint = هغه کسان چې په هغه یوه ورځ تېرېږي چې تر ټولو ډېر خلک پکې تېرېږي، ټولې ګذرګاوې یو ځای.
question-documented-deported-total = د اسنادو سره سره جبراً ایستل شوي
question-documented-deported-total-hint = هغه کسان چې تر نیول کېدو وروسته جبراً ایستل شوي، که څه هم د افغان تابعیت کارت یا د نوملیکنې د ثبوت کارت لري.
question-queue-max = تر ټولو اوږد کتار
question-queue-max-hint = هغه کسان چې د تر ټولو بدې ورځې په ماښام په ګذرګاوو کې انتظار باسي، ټولې ګذرګاوې یو ځای.
question-winter-exposure = په سړه هوا کې ورځې
question-winter-exposure-hint = له ډسمبر څخه تر فبرورۍ: په کتار کې، پر لار یا د خوب له ځای پرته ورځې؛ هر کس په هره ورځ شمېرل کېږي.
question-remaining-end = په وروستۍ ورځ لا په پاکستان کې
question-remaining-end-hint = د هر وضعیت افغانان، د اوسېدو له اجازې پرته، چې په وروستي ماښام په پاکستان کې دي، په کور کې یا پټ.
guess-well-judged = سم اټکل
guess-too-wide = ډېر پراخ
guess-too-narrow = ډېر تنګ
guess-too-low = ډېر کم
guess-too-high = ډېر زیات
