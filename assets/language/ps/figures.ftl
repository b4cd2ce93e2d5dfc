# Pictures of a run. Texts must be short: those of headings and labels stand in narrow panels. "Half of runs" and "9 in 10 runs"
# name the two ranges that every picture shows; say them in the same words everywhere. "Simulated" must stand in every title.

# This phrase is kept on one line wherever it stands in a title, a subtitle or a note: as it stands in the other messages.
figure-kept-together = له 10 اجراوو 9

# Heads of columns of the tables beside pictures.
figure-half-of-runs = نیمايي اجراوې
figure-nine-in-ten-runs = له 10 اجراوو 9

# Notes below every picture. $what: what can happen and is not in the range, ends with a full stop.
sheet-outside = له هرو 10 اجراوو 1 د «له 10 اجراوو 9» له حدودو بهر ده، او واقعیت له دې ټولو بهر کېدلی شي. په حدودو کې نه
    راځي: { $what }
# $runs: a number; $engine, $set: what computed, and with which parameters; both end with a full stop.
sheet-runs = شبیه‌سازي شوې اجراوې: { $runs }. انجن: { $engine } پارامترونه: { $set }

# Unit above a scale of people a day; one or two short words.
axes-a-day = په ورځ کې

# Names of the two bands at their end, each above its range.
fan-nine-in-ten = له 10 اجراوو 9
fan-half = نیمايي اجراوې

# A published count in a table: $source is who counted (UNHCR), $people a number. Then two or more of them.
marks-count = { $source }: { $people }
marks-more = { $first }؛ { $next }
# A footnote. $sources: who counted, as a list.
marks-counts = خپرې شوې شمېرې: { $sources }.

# In a panel of small multiples, instead of a range.
facets-none = په هېڅ اجرا کې نشته

# Departures since the first day.
cumulative-title = له پاکستانه افغانستان ته شبیه‌سازي شوي وتل، ټولټال
# $first, $last: days; $half, $nine: ranges of people; $runs: a number.
cumulative-subtitle = له { $first } راهیسې له پولې تېر شوي کسان. تر { $last } پورې نیمايي اجراوې: { $half }؛
    له 10 اجراوو 9: { $nine }. نرۍ کرښې: { $runs } بېلې بېلې اجراوې.
cumulative-subtitle-marks = تورې نښې: هغه څه چې شمېرل شوي.
# Beside a vertical rule.
cumulative-data-end = د مودل د عیارولو معلومات تر دې ځایه
# $sources: who counted, as a list.
cumulative-counts = خپرې شوې شمېرې: { $sources }؛ د شمول ساحه یې توپیر لري او پیل یې د سپتمبر د نیمايي او د 2023 کال د
    اکتوبر ترمنځ دی.
cumulative-crosses = د ضرب نښې هغه شمېرې دي چې د همدې نېټې له غوره سرچینې سره په ټکر کې دي.
cumulative-addresses = د سرچینو پتې په data/observed/pakistan-returns.csv کې دي.
# Heads of the table: the day up to which is counted, and published counts.
cumulative-until = تر نېټې
cumulative-published = خپرې شوې

# Daily crossings, crossing by crossing, with the people who wait there.
crossings-title = شبیه‌سازي شوي ورځني تېرېدل، او تېرېدو ته منتظر کسان
crossings-subtitle = تیاره تړانګه: نیمايي اجراوې. روښانه تړانګه: له 10 اجراوو 9، ورځ پر ورځ. نرۍ کرښې: بېلې بېلې اجراوې.
crossings-subtitle-marks = تور ټکي د یوې ورځې د پېښو خپرې شوې شمېرې دي، تورې کرښې د څو ورځو اوسط، او د ضرب نښې له غوره
    سرچینې سره په ټکر کې دي.
crossings-cross = په ورځ کې تېرېدونکي کسان
crossings-wait = د شپې منتظر کسان
# Below the name of a crossing. $busiest: range of people on the busiest day; $all: on all days.
crossings-says = تر ټولو ګڼه ورځ { $busiest }؛ ټولټال { $all }
# The same, where the scale of the panel is not that of the others.
crossings-says-own-scale = تر ټولو ګڼه ورځ { $busiest }؛ ټولټال { $all }؛ مقیاس ته پام
crossings-longest-queue = تر ټولو اوږد کتار { $people }
crossings-no-queue = په هېڅ اجرا کې کتار نشته
# All four are days: the first and the last day drawn, and of the whole simulation.
crossings-window = انځور شوې موده: له { $first } تر { $last }، چې له { $begin } تر { $end } د مودې ګڼه برخه ده. شمېرې د
    ټولې مودې دي.
# $names: crossings, as a list.
crossings-small = د وتلو د کمښت له امله نه دي انځور شوې: { $names }.
# Heads of the table.
crossings-crossing = ګذرګاه
crossings-in-all = ټولټال (له 10 اجراوو 9)
crossings-busiest-day = تر ټولو ګڼه ورځ (له 10 اجراوو 9)
crossings-longest = تر ټولو اوږد کتار (له 10 اجراوو 9)

# The total as dots. $dots: the number of dots, 50.
dots-title = تر { $day } پورې شبیه‌سازي شوي وتل، د { $dots } ټکو په بڼه
dots-subtitle = هر ټکی له { $dots } اجراوو یوه ده: ځای یې ښيي چې د هر حقوقي وضعیت ټولټال څومره کسان له پولې تېر شوي.
# $target: a number of people; $some: how many dots.
dots-none = له { $dots } ټکو هېڅ یو اعلان شوي هدف ({ $target }) ته نه رسېږي.
dots-all = ټول { $dots } ټکي اعلان شوي هدف ({ $target }) ته رسېږي.
dots-some = له { $dots } ټکو { $some } اعلان شوي هدف ({ $target }) ته رسېږي.
dots-too-large = هدف نږدې په هره اجرا کې د بې اسناده کسانو له فرض شوي شمېر څخه ډېر دی.
# $runs: how many of 100 runs.
dots-too-large-in-some = هدف له 100 اجراوو په { $runs } کې د بې اسناده کسانو له فرض شوي شمېر څخه ډېر دی.
# Labels in the picture, each above its number or range.
dots-nine-in-ten = له 10 ټکو 9
dots-target = اعلان شوی هدف
dots-undocumented = په پیل کې فرض شوي بې اسناده کسان: { $people }
# The table, and the lines below it.
dots-crossed = له پولې تېر شوي کسان
dots-undocumented-start = په پیل کې بې اسناده کسان
dots-table-target = اعلان شوی هدف: { $target }. هغه ټکي چې ورته رسېږي: له { $dots } څخه { $some }.

# Pictures with one panel for each legal status or way of leaving. $day: the first day.
splits-crossed = له { $day } راهیسې له پولې تېر شوي کسان.
splits-bands = تیاره تړانګه: نیمايي اجراوې. روښانه تړانګه: له 10 اجراوو 9. نرۍ کرښې: بېلې بېلې اجراوې.
splits-own-scales = مقیاسونو ته پام: هر چوکاټ خپل مقیاس لري.
# Below the heading of a panel; the range follows on the next line.
splits-in-all = له 10 اجراوو 9، ټولټال:
splits-last-day = له 10 اجراوو 9، وروستۍ ورځ:

status-title = شبیه‌سازي شوي وتل د حقوقي وضعیت له مخې
# Head of the table.
status-status = وضعیت

mode-title = شبیه‌سازي شوي وتل د وتلو د ډول له مخې
# Below the headings self-organised, assisted, deported; the range follows on the next line.
mode-self-organised = ډېری د نیول کېدو وېره یادوي. ټولټال:
mode-assisted = د UNHCR په مرسته. ټولټال:
mode-deported = تر نیونې وروسته. ټولټال:
mode-note = په خپل ترتیب وتل د داوطلبانه وتلو معنا نه لري: په سروېګانو کې له هرو 10 راستنېدونکو 8 تر 9 کسان د نیول کېدو
    وېره یادوي (IOM او UNHCR، اکتوبر 2023 او له اپریل تر جون 2024).
# Head of the table.
mode-mode = د وتلو ډول

remaining-title = شبیه‌سازي: په پاکستان کې پاتې افغانان، د حقوقي وضعیت له مخې
remaining-subtitle = هغه کسان چې لا هم په پاکستان کې دي، په کور کې یا پټ؛ هغه پکې نه دي چې د اوسېدو اجازه ورته ورکړل شوې
    یا بیا مېشت شوي؛ ټول په یوه مقیاس.
remaining-note = په پیل کې د کسانو پر شمېر سرچینې یوه خوله نه دي؛ د دې تړانګو پراخوالی تر ډېره له همدې راځي. زېږېدنې او
    مړینې (په کال کې 2 تر 3 سلنه) پکې نه دي شمېرل شوې.

documented-title = د کارت لرونکو کسانو شبیه‌سازي شوي جبري ایستل
documented-subtitle = له { $day } راهیسې جبراً ایستل شوي کسان، سره له دې چې د افغان تابعیت کارت یا د نوملیکنې د ثبوت
    کارت لري؛ ټول په یوه مقیاس.
# Headings of the three panels.
documented-all = ټول کارت لرونکي
documented-valid = د کارت د اعتبار پر مهال
documented-court = د محکمې د حکم پر مهال
documented-note = اعتبار: کارت په هماغه ورځ د حکومت د خپلو قواعدو له مخې معتبر یا زغمل شوی و. دویم او درېیم چوکاټ د
    لومړي برخې دي، او ځینې کسان ښايي په دواړو کې وي.
documented-non-refoulement = خطر ته د نه ستنولو اصل: هېڅوک باید داسې ځای ته بېرته ونه لېږل شي چې هلته د تعقیب او ځورونې،
    شکنجې یا بل سخت زیان له واقعي خطر سره مخ وي، که هر ډول اسناد ولري یا یې ونه لري. د شکنجې په اړه دا د شکنجې پر ضد
    کنوانسیون په 3 ماده کې راغلي، چې پاکستان یې غړی دی.
# Head of the table.
documented-deported = جبراً ایستل شوي کسان

# What the model attributes departures to.
causes-title = شبیه‌سازي: مودل وتل کومو لاملونو ته منسوبوي
causes-subtitle = په خپل ترتیب وتل، د لامل له مخې. پنډه کرښه: نیمايي اجراوې. نرۍ کرښه: له 10 اجراوو 9. دا ونډې د مودل له
    فرضیو راوځي؛ د واقعي لاملونو اندازه‌ګیري نه ده.
causes-note = له خپرو شویو شمېرو د مهلت، د نیول کېدو د وېرې او د نورو د بېلګې اغېزې په سختۍ سره یو له بله جلا کېږي: کرښې
    په ګډه ولولئ.
# Headings of two columns.
causes-when = کله (هر یو په خپل مقیاس)
causes-how-many = ټولټال څومره
# Below the name of a cause. $people: a range.
causes-busiest-day = تر ټولو ګڼه ورځ: { $people }
# Heads of the table.
causes-cause = لامل (د مودل تابع)
causes-busiest = تر ټولو ګڼه ورځ

# The map.
map-title = شبیه‌سازي شوي وتل: له کوم ځایه، پر کومه لار، کوم ځای ته
map-subtitle = خړې ډکې دایرې: د پاکستان هغه صوبې چې خلک ترې وځي. لوزي بڼې نښې: ګذرګاوې. کړۍ: په افغانستان کې هغه ځایونه
    چې خلک ورته ځي. د بهیرونو پلنوالی د منځنۍ اجرا له مخې دی؛ شمېرې د «له 10 اجراوو 9» حدود دي.
map-note = نقشه ساده شوې ده: ځایونه نږدې پر خپلو ځایونو دي؛ هېڅ پوله نه ده کښل شوې. د ځایونو د جوړو ترمنځ د بهیرونو وېش
    د سناریو د فرضیو له مخې دی؛ تر ټولو نري بهیرونه نه دي ښودل شوي.
# Names of countries in large letters. Spaced in English; where letters join, write the name as usual.
map-afghanistan = افغانستان
map-pakistan = پاکستان
# The table: whether people go from, through or to a place; and the head of the column of places.
map-from = له دې ځایه
map-through = پر دې لار
map-to = دې ځای ته
map-place = ځای

# People who need a bed on the other side. $people: a range.
reception-title = شبیه‌سازي: هغه کسان چې په رسېدو سره د خوب ځای ته اړ دي، او د خوب ځایونه
reception-subtitle = په افغانستان کې د ورځې په پای کې د هرکلي په پړاو کې کسان. تیاره تړانګه: نیمايي اجراوې. روښانه
    تړانګه: له 10 اجراوو 9. نرۍ کرښې: بېلې بېلې اجراوې.
reception-note = کمښت په هر ولایت کې بېل شمېرل کېږي، نو د خوب ځایونه په یوه ولایت کې کم او په بل کې خالي کېدلی شي. دا چې
    کسان څومره وخت پاتې کېږي او څو تنه یې د خوب ځای ته اړ دي، فرضیې دي.
reception-need = د خوب ځای ته اړ کسان
reception-need-says = په یو وخت کې حداکثر { $people } (له 10 اجراوو 9)
reception-without = د خوب له ځای پرته کسان
reception-without-says = په یو وخت کې حداکثر { $people } (له 10 اجراوو 9)؛ هماغه مقیاس
# Beside a line, above its number.
reception-beds = د خوب ټول ځایونه
# The table, and the line below it. $beds: a number.
reception-need-most = د خوب ځای ته اړ کسان، حداکثر
reception-without-most = د خوب له ځای پرته کسان، حداکثر
reception-table-beds = په وروستۍ ورځ د خوب ټول ځایونه: { $beds }.
