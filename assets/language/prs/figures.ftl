# Pictures of a run. Texts must be short: those of headings and labels stand in narrow panels. "Half of runs" and "9 in 10 runs"
# name the two ranges that every picture shows; say them in the same words everywhere. "Simulated" must stand in every title.

# This phrase is kept on one line wherever it stands in a title, a subtitle or a note: as it stands in the other messages.
figure-kept-together = 9 اجرا از 10

# Heads of columns of the tables beside pictures.
figure-half-of-runs = نیمی از اجراها
figure-nine-in-ten-runs = 9 اجرا از 10

# Notes below every picture. $what: what can happen and is not in the range, ends with a full stop.
sheet-outside = 1 اجرا از 10 بیرون از دامنهٔ «9 اجرا از 10» می‌افتد، و جهان واقعی می‌تواند بیرون از همهٔ دامنه‌ها
    باشد. آنچه در این دامنه نیست: { $what }
# $runs: a number; $engine, $set: what computed, and with which parameters; both end with a full stop.
sheet-runs = { $runs } اجرای شبیه‌سازی‌شده. موتور شبیه‌سازی: { $engine } پارامترها: { $set }

# Unit above a scale of people a day; one or two short words.
axes-a-day = در روز

# Names of the two bands at their end, each above its range.
fan-nine-in-ten = 9 اجرا از 10
fan-half = نیمی از اجراها

# A published count in a table: $source is who counted (UNHCR), $people a number. Then two or more of them.
marks-count = { $source }: { $people }
marks-more = { $first }؛ { $next }
# A footnote. $sources: who counted, as a list.
marks-counts = ارقام نشرشده: { $sources }.

# In a panel of small multiples, instead of a range.
facets-none = در همهٔ اجراها صفر

# Departures since the first day.
cumulative-title = خروج‌های شبیه‌سازی‌شده از پاکستان به افغانستان، در مجموع
# $first, $last: days; $half, $nine: ranges of people; $runs: a number.
cumulative-subtitle = کسانی که از { $first } به این سو عبور کرده‌اند. شمار آنان تا { $last } در نیمی از اجراها به
    { $half } نفر و در 9 اجرا از 10 به { $nine } نفر می‌رسد. خط‌های باریک { $runs } اجرای جداگانه است.
cumulative-subtitle-marks = نشانه‌های سیاه: آنچه شمرده شده است.
# Beside a vertical rule.
cumulative-data-end = داده‌های تنظیم مودل تا اینجا است
# $sources: who counted, as a list.
cumulative-counts = ارقام نشرشده: { $sources }؛ این ارقام از نظر آنچه شامل می‌شود با هم فرق دارد و آغاز آن‌ها میان
    نیمهٔ سپتمبر و اکتوبر 2023 است.
cumulative-crosses = ضربدرها با منبع بهتری از همان تاریخ در تضاد است.
cumulative-addresses = آدرس‌ها در فایل data/observed/pakistan-returns.csv است.
# Heads of the table: the day up to which is counted, and published counts.
cumulative-until = تا روز
cumulative-published = نشرشده

# Daily crossings, crossing by crossing, with the people who wait there.
crossings-title = عبور روزانهٔ شبیه‌سازی‌شده، و کسانی که منتظر عبورند
crossings-subtitle = نوار تیره: نیمی از اجراها. نوار روشن: 9 اجرا از 10، روز به روز. خط‌های باریک: اجراهای جداگانه.
crossings-subtitle-marks = نقطه‌های سیاه ارقام نشرشدهٔ یک روز است، میله‌های سیاه اوسط چند روز است، و ضربدرها با منبع
    بهتری در تضاد است.
crossings-cross = کسانی که در یک روز عبور می‌کنند
crossings-wait = کسانی که شب منتظر می‌مانند
# Below the name of a crossing. $busiest: range of people on the busiest day; $all: on all days.
crossings-says = در روز اوج { $busiest }؛ در مجموع { $all }
# The same, where the scale of the panel is not that of the others.
crossings-says-own-scale = در روز اوج { $busiest }؛ در مجموع { $all }؛ مقیاس فرق دارد
crossings-longest-queue = درازترین صف: { $people }
crossings-no-queue = در هیچ اجرا صفی نیست
# All four are days: the first and the last day drawn, and of the whole simulation.
crossings-window = در تصویر: { $first } تا { $last }، بخش پررفت‌وآمد مدت { $begin } تا { $end }. اعداد مربوط به تمام
    این مدت است.
# $names: crossings, as a list.
crossings-small = به سبب کم بودن خروج‌ها رسم نشده است: { $names }.
# Heads of the table.
crossings-crossing = گذرگاه
crossings-in-all = در مجموع (9 اجرا از 10)
crossings-busiest-day = روز اوج (9 اجرا از 10)
crossings-longest = درازترین صف (9 اجرا از 10)

# The total as dots. $dots: the number of dots, 50.
dots-title = خروج‌های شبیه‌سازی‌شده تا { $day }، به شکل { $dots } نقطه
dots-subtitle = هر نقطه نمایندهٔ 1 اجرا از { $dots } است: جای نقطه نشان می‌دهد که چند نفر، با هر وضعیت حقوقی، عبور
    کرده‌اند.
# $target: a number of people; $some: how many dots.
dots-none = هیچ‌یک از { $dots } نقطه به هدف اعلام‌شدهٔ { $target } نفر نمی‌رسد.
dots-all = همهٔ { $dots } نقطه به هدف اعلام‌شدهٔ { $target } نفر می‌رسد.
dots-some = از { $dots } نقطه، { $some } نقطه به هدف اعلام‌شدهٔ { $target } نفر می‌رسد.
dots-too-large = این هدف تقریباً در همهٔ اجراها از شمار فرض‌شدهٔ افراد بدون مدرک بیشتر است.
# $runs: how many of 100 runs.
dots-too-large-in-some = در { $runs } اجرا از هر 100 اجرا، این هدف از شمار فرض‌شدهٔ افراد بدون مدرک بیشتر است.
# Labels in the picture, each above its number or range.
dots-nine-in-ten = 9 نقطه از 10
dots-target = هدف اعلام‌شده
dots-undocumented = شمار فرض‌شدهٔ افراد بدون مدرک در آغاز: { $people }
# The table, and the lines below it.
dots-crossed = کسانی که عبور کرده‌اند
dots-undocumented-start = افراد بدون مدرک در آغاز
dots-table-target = هدف اعلام‌شده: { $target }. نقطه‌هایی که به آن می‌رسد: { $some } از { $dots }.

# Pictures with one panel for each legal status or way of leaving. $day: the first day.
splits-crossed = کسانی که از { $day } به این سو عبور کرده‌اند.
splits-bands = نوار تیره: نیمی از اجراها. نوار روشن: 9 اجرا از 10. خط‌های باریک: اجراهای جداگانه.
splits-own-scales = به مقیاس‌ها توجه کنید: هر نمودار مقیاس خود را دارد.
# Below the heading of a panel; the range follows on the next line.
splits-in-all = 9 اجرا از 10، در مجموع:
splits-last-day = 9 اجرا از 10، روز آخر:

status-title = خروج‌های شبیه‌سازی‌شده به تفکیک وضعیت حقوقی
# Head of the table.
status-status = وضعیت

mode-title = خروج‌های شبیه‌سازی‌شده به تفکیک شیوهٔ خروج
# Below the headings self-organised, assisted, deported; the range follows on the next line.
mode-self-organised = دلیل اکثرشان: ترس از بازداشت. در مجموع:
mode-assisted = با کمک UNHCR. در مجموع:
mode-deported = پس از بازداشت. در مجموع:
mode-note = «با تدارک شخصی» به معنای «داوطلبانه» نیست: در سروی‌ها از هر 10 نفری که باز می‌گردند، 8 تا 9 نفر ترس از
    بازداشت را دلیل بازگشت خود می‌خوانند (IOM و UNHCR، اکتوبر 2023 و اپریل تا جون 2024).
# Head of the table.
mode-mode = شیوهٔ خروج

remaining-title = شبیه‌سازی‌شده: افغان‌های باقی‌مانده در پاکستان، به تفکیک وضعیت حقوقی
remaining-subtitle = کسانی که هنوز در پاکستان‌اند، در خانه یا پنهان، بدون آنانی که اجازهٔ اقامت گرفته یا اسکان مجدد
    یافته‌اند؛ با یک مقیاس.
remaining-note = شمار این مردم در آغاز میان منابع مورد اختلاف است؛ بیشتر پهنای این نوارها از همین‌جا است. تولدها و
    مرگ‌ها (سالانه 2 تا 3 درصد) در نظر گرفته نشده است.

documented-title = اخراج شبیه‌سازی‌شدهٔ کسانی که کارت دارند
documented-subtitle = کسانی که از { $day } به این سو با وجود داشتن کارت شهروندی افغان یا کارت ثبت مهاجرین اخراج
    شده‌اند، با یک مقیاس.
# Headings of the three panels.
documented-all = همهٔ دارندگان کارت
documented-valid = در مدت اعتبار کارت
documented-court = در مدت نفاذ حکم محکمه
documented-note = اعتبار: کارت در آن روز به موجب مقررات خود حکومت معتبر بوده یا با آن مدارا می‌شده است. نمودارهای دوم
    و سوم بخش‌هایی از نمودار اول است و ممکن است با هم هم‌پوشانی داشته باشد.
documented-non-refoulement = اصل عدم بازگرداندن اجباری (non-refoulement): هیچ‌کس، هر مدرکی که داشته باشد یا نداشته
    باشد، نباید به جایی بازگردانده شود که در آن با خطر واقعی تعقیب و آزار، شکنجه یا آسیب جدی دیگری روبه‌رو است. این
    اصل در مورد شکنجه در مادهٔ 3 کنوانسیون منع شکنجه آمده است که پاکستان عضو آن است.
# Head of the table.
documented-deported = افراد اخراج‌شده

# What the model attributes departures to.
causes-title = شبیه‌سازی‌شده: مودل خروج‌ها را ناشی از چه می‌داند
causes-subtitle = خروج با تدارک شخصی به تفکیک علت. میلهٔ ضخیم: نیمی از اجراها. میلهٔ باریک: 9 اجرا از 10. این سهم‌ها
    نتیجهٔ فرضیات مودل است، نه برآورد رابطهٔ علت و معلول.
causes-note = ارقام نشرشده تأثیر ضرب‌الاجل، ترس از بازداشت و رفتن دیگران را به‌دشواری از هم جدا می‌کند: میله‌ها را با
    هم بخوانید.
# Headings of two columns.
causes-when = زمان (هر یک با مقیاس خود)
causes-how-many = چند نفر در مجموع
# Below the name of a cause. $people: a range.
causes-busiest-day = روز اوج: { $people }
# Heads of the table.
causes-cause = علت (وابسته به مودل)
causes-busiest = روز اوج

# The map.
map-title = خروج‌های شبیه‌سازی‌شده: از کجا، از راه کجا، به کجا
map-subtitle = دایره‌های خاکستری: ایالت‌های پاکستان که مردم از آن‌ها می‌روند. لوزی‌ها: گذرگاه‌ها. حلقه‌ها: جاهایی در
    افغانستان که مردم به آن‌ها می‌روند. پهنای جریان‌ها به اندازهٔ اجرای میانه است؛ اعداد دامنهٔ 9 اجرا از 10 است.
map-note = این نقشه ساده‌شده است: جاها تقریباً در محل خود قرار دارد؛ هیچ سرحدی رسم نشده است. تقسیم جریان‌ها میان هر دو
    جا از فرضیات سناریو می‌آید؛ باریک‌ترین جریان‌ها رسم نشده است.
# Names of countries in large letters. Spaced in English; where letters join, write the name as usual.
map-afghanistan = افغانستان
map-pakistan = پاکستان
# The table: whether people go from, through or to a place; and the head of the column of places.
map-from = از
map-through = از راه
map-to = به
map-place = محل

# People who need a bed on the other side. $people: a range.
reception-title = شبیه‌سازی‌شده: افراد نیازمند بستر پس از ورود، و بسترها
reception-subtitle = کسانی که در پایان روز در مراکز پذیرش در افغانستان‌اند. نوار تیره: نیمی از اجراها. نوار روشن:
    9 اجرا از 10. خط‌های باریک: اجراهای جداگانه.
reception-note = کمبود بستر ولایت به ولایت حساب می‌شود؛ از این رو بستر می‌تواند در یک ولایت کم و در ولایت دیگر خالی
    باشد. این‌که مردم چه مدت می‌مانند و چند نفر به بستر نیاز دارند، از فرضیات است.
reception-need = افراد نیازمند بستر
reception-need-says = در 9 اجرا از 10 حداکثر هم‌زمان { $people } نفر
reception-without = افراد بدون بستر
reception-without-says = در 9 اجرا از 10 حداکثر هم‌زمان { $people } نفر؛ همان مقیاس
# Beside a line, above its number.
reception-beds = مجموع بسترها
# The table, and the line below it. $beds: a number.
reception-need-most = افراد نیازمند بستر، حداکثر
reception-without-most = افراد بدون بستر، حداکثر
reception-table-beds = مجموع بسترها در روز آخر: { $beds }.
