# Pictures of a run. Texts must be short: those of headings and labels stand in narrow panels. "Half of runs" and "9 in 10 runs"
# name the two ranges that every picture shows; say them in the same words everywhere. "Simulated" must stand in every title.

# This phrase is kept on one line wherever it stands in a title, a subtitle or a note: as it stands in the other messages.
figure-kept-together = 10 میں 9

# Heads of columns of the tables beside pictures.
figure-half-of-runs = نصف رودادیں
figure-nine-in-ten-runs = 10 میں 9 رودادیں

# Notes below every picture. $what: what can happen and is not in the range, ends with a full stop.
sheet-outside = 10 میں 9 رودادوں کے دائرے سے باہر 10 میں سے 1 روداد رہتی ہے، اور حقیقی دنیا ان سب دائروں سے باہر ہو سکتی ہے۔ دائرے میں شامل نہیں: { $what }
# $runs: a number; $engine, $set: what computed, and with which parameters; both end with a full stop.
sheet-runs = سیمولیشن کی { $runs } رودادیں۔ انجن: { $engine } پیرامیٹر: { $set }

# Unit above a scale of people a day; one or two short words.
axes-a-day = یومیہ

# Names of the two bands at their end, each above its range.
fan-nine-in-ten = 10 میں 9 رودادیں
fan-half = نصف رودادیں

# A published count in a table: $source is who counted (UNHCR), $people a number. Then two or more of them.
marks-count = { $source }: { $people }
marks-more = { $first }؛ { $next }
# A footnote. $sources: who counted, as a list.
marks-counts = شائع شدہ اعداد و شمار: { $sources }۔

# In a panel of small multiples, instead of a range.
facets-none = کسی روداد میں نہیں

# Departures since the first day.
cumulative-title = سیمولیشن: پاکستان سے افغانستان روانگیاں، مجموعی تعداد
# $first, $last: days; $half, $nine: ranges of people; $runs: a number.
cumulative-subtitle = { $first } سے سرحد پار کر چکے افراد۔ { $last } تک یہ تعداد نصف رودادوں میں { $half } اور 10 میں 9 رودادوں میں
    { $nine } ہے۔ باریک لکیریں { $runs } الگ الگ رودادیں ہیں۔
cumulative-subtitle-marks = سیاہ نشان: جتنے افراد گنے گئے۔
# Beside a vertical rule.
cumulative-data-end = ماڈل ڈھالنے کا ڈیٹا یہاں تک ہے
# $sources: who counted, as a list.
cumulative-counts = شائع شدہ اعداد و شمار: { $sources }؛ ان کا احاطہ یکساں نہیں، اور یہ وسط ستمبر اور اکتوبر 2023 کے درمیان مختلف تاریخوں سے شروع ہوتے ہیں۔
cumulative-crosses = کراس والے اعداد اسی تاریخ کے کسی زیادہ معتبر ذریعے سے متصادم ہیں۔
cumulative-addresses = ویب پتے فائل data/observed/pakistan-returns.csv میں ہیں۔
# Heads of the table: the day up to which is counted, and published counts.
cumulative-until = کب تک
cumulative-published = شائع شدہ

# Daily crossings, crossing by crossing, with the people who wait there.
crossings-title = سیمولیشن: روزانہ سرحد پار کرنے والے اور منتظر افراد
crossings-subtitle = گہری پٹی: نصف رودادیں۔ ہلکی پٹی: 10 میں 9 رودادیں، دن بہ دن۔ باریک لکیریں: الگ الگ رودادیں۔
crossings-subtitle-marks = سیاہ نقطے کسی ایک دن کے شائع شدہ اعداد و شمار ہیں، سیاہ لکیریں کئی دنوں کی اوسط؛ کراس والے اعداد
    کسی زیادہ معتبر ذریعے سے متصادم ہیں۔
crossings-cross = ایک دن میں سرحد پار کرنے والے
crossings-wait = رات بھر منتظر افراد
# Below the name of a crossing. $busiest: range of people on the busiest day; $all: on all days.
crossings-says = مصروف ترین دن: { $busiest }؛ کُل: { $all }
# The same, where the scale of the panel is not that of the others.
crossings-says-own-scale = مصروف ترین دن: { $busiest }؛ کُل: { $all }؛ پیمانہ الگ ہے
crossings-longest-queue = طویل ترین قطار: { $people }
crossings-no-queue = کسی روداد میں قطار نہیں
# All four are days: the first and the last day drawn, and of the whole simulation.
crossings-window = تصویر میں: { $first } تا { $last }، یعنی { $begin } تا { $end } کا مصروف حصہ۔ اعداد پوری مدت کے ہیں۔
# $names: crossings, as a list.
crossings-small = روانگیاں بہت کم ہونے کے باعث تصویر میں نہیں: { $names }۔
# Heads of the table.
crossings-crossing = گزرگاہ
crossings-in-all = کُل (10 میں 9 رودادیں)
crossings-busiest-day = مصروف ترین دن (10 میں 9 رودادیں)
crossings-longest = طویل ترین قطار (10 میں 9 رودادیں)

# The total as dots. $dots: the number of dots, 50.
dots-title = سیمولیشن: { $day } تک روانگیاں، { $dots } نقطوں میں
dots-subtitle = ہر نقطہ { $dots } میں سے 1 روداد ہے: اس کی جگہ بتاتی ہے کہ ہر قانونی حیثیت کے ملا کر کتنے افراد نے سرحد پار کی۔
# $target: a number of people; $some: how many dots.
dots-none = { $dots } میں سے کوئی نقطہ اعلان کردہ ہدف ({ $target }) تک نہیں پہنچتا۔
dots-all = تمام { $dots } نقطے اعلان کردہ ہدف ({ $target }) تک پہنچتے ہیں۔
dots-some = اعلان کردہ ہدف ({ $target }) تک پہنچنے والے نقطے: { $dots } میں سے { $some }۔
dots-too-large = تقریباً ہر روداد میں یہ ہدف بغیر دستاویزات افراد کی فرض کردہ تعداد سے زیادہ ہے۔
# $runs: how many of 100 runs.
dots-too-large-in-some = رودادیں جن میں یہ ہدف بغیر دستاویزات افراد کی فرض کردہ تعداد سے زیادہ ہے: 100 میں سے { $runs }۔
# Labels in the picture, each above its number or range.
dots-nine-in-ten = 10 میں 9 نقطے
dots-target = اعلان کردہ ہدف
dots-undocumented = شروع میں فرض کردہ بغیر دستاویزات افراد: { $people }
# The table, and the lines below it.
dots-crossed = سرحد پار کر چکے افراد
dots-undocumented-start = شروع میں بغیر دستاویزات افراد
dots-table-target = اعلان کردہ ہدف: { $target }۔ اس تک پہنچنے والے نقطے: { $dots } میں سے { $some }۔

# Pictures with one panel for each legal status or way of leaving. $day: the first day.
splits-crossed = { $day } سے سرحد پار کر چکے افراد۔
splits-bands = گہری پٹی: نصف رودادیں۔ ہلکی پٹی: 10 میں 9 رودادیں۔ باریک لکیریں: الگ الگ رودادیں۔
splits-own-scales = پیمانوں کا خیال رکھیں: ہر خانے کا پیمانہ الگ ہے۔
# Below the heading of a panel; the range follows on the next line.
splits-in-all = 10 میں 9 رودادیں، کُل:
splits-last-day = 10 میں 9 رودادیں، آخری دن:

status-title = سیمولیشن: قانونی حیثیت کے لحاظ سے روانگیاں
# Head of the table.
status-status = حیثیت

mode-title = سیمولیشن: جانے کے طریقے کے لحاظ سے روانگیاں
# Below the headings self-organised, assisted, deported; the range follows on the next line.
mode-self-organised = اکثر نے وجہ گرفتاری کا خوف بتائی۔ کُل:
mode-assisted = یو این ایچ سی آر کی مدد سے۔ کُل:
mode-deported = گرفتاری کے بعد۔ کُل:
mode-note = اپنے انتظام سے جانے کا مطلب رضاکارانہ طور پر جانا نہیں: جائزوں میں واپس جانے والے ہر 10 میں سے 8 تا 9 افراد گرفتاری کے خوف کو وجہ بتاتے ہیں
    (آئی او ایم اور یو این ایچ سی آر، اکتوبر 2023 اور اپریل تا جون 2024)۔
# Head of the table.
mode-mode = روانگی کا طریقہ

remaining-title = سیمولیشن: پاکستان میں رہ جانے والے افغان، قانونی حیثیت کے لحاظ سے
remaining-subtitle = اب بھی پاکستان میں موجود افراد، گھروں میں یا چھپ کر رہنے والے، سوائے ان کے جنھیں قیام کی اجازت ملی یا جو تیسرے ممالک میں آباد کیے گئے؛
    ایک ہی پیمانے پر۔
remaining-note = شروع میں افراد کی تعداد پر ذرائع میں اختلاف ہے؛ ان پٹیوں کی چوڑائی زیادہ تر اسی کا نتیجہ ہے۔
    پیدائشیں اور اموات (سالانہ 2 تا 3 فیصد) شامل نہیں۔

documented-title = سیمولیشن: کارڈ رکھنے والے افراد کی ملک بدریاں
documented-subtitle = { $day } سے وہ افراد جو افغان سٹیزن کارڈ یا پروف آف رجسٹریشن کارڈ رکھنے کے باوجود ملک بدر کیے گئے،
    ایک ہی پیمانے پر۔
# Headings of the three panels.
documented-all = تمام کارڈ رکھنے والے
documented-valid = جب کارڈ کارآمد تھا
documented-court = جب عدالتی حکم نافذ تھا
documented-note = کارآمد: جو کارڈ حکومت کے اپنے قواعد کے تحت اس دن کارآمد تھا یا جسے گوارا کیا جا رہا تھا۔
    دوسرا اور تیسرا خانہ پہلے خانے کے حصے ہیں، اور ان میں کچھ افراد مشترک ہو سکتے ہیں۔
documented-non-refoulement = جبری واپسی کی ممانعت (نان ریفولمنٹ): کسی شخص کو ایسی جگہ واپس نہیں بھیجا جا سکتا جہاں اسے ظلم و ستم،
    تشدد یا کسی اور سنگین نقصان کا حقیقی خطرہ ہو، خواہ اس کے پاس کوئی بھی دستاویزات ہوں۔ تشدد کے بارے میں یہ اصول تشدد کے خلاف کنونشن
    کے آرٹیکل 3 میں درج ہے، اور پاکستان اس کنونشن کا فریق ہے۔
# Head of the table.
documented-deported = ملک بدر کیے گئے افراد

# What the model attributes departures to.
causes-title = سیمولیشن: ماڈل روانگیوں کو کن وجوہ سے منسوب کرتا ہے
causes-subtitle = اپنے انتظام سے روانگیاں، وجہ کے لحاظ سے۔ موٹی پٹی: نصف رودادیں۔ پتلی پٹی: 10 میں 9 رودادیں۔ یہ حصے ماڈل کے مفروضوں
    کا نتیجہ ہیں؛ یہ سبب اور اثر کے تخمینے نہیں۔
causes-note = شائع شدہ اعداد و شمار سے آخری تاریخ، گرفتاری کے خوف اور دوسروں کی مثال کا اثر مشکل ہی سے الگ الگ ہو پاتا ہے:
    پٹیوں کو ملا کر پڑھیں۔
# Headings of two columns.
causes-when = کب (ہر ایک اپنے پیمانے پر)
causes-how-many = کُل کتنے
# Below the name of a cause. $people: a range.
causes-busiest-day = مصروف ترین دن: { $people }
# Heads of the table.
causes-cause = وجہ (ماڈل پر منحصر)
causes-busiest = مصروف ترین دن

# The map.
map-title = سیمولیشن: روانگیاں کہاں سے، کس راستے سے، کہاں تک
map-subtitle = سرمئی گول نشان: پاکستان کے صوبے جہاں سے لوگ جاتے ہیں۔ ہیرے جیسے نشان: سرحدی گزرگاہیں۔ حلقے: افغانستان میں وہ مقامات جہاں وہ جاتے ہیں۔
    بہاؤ کی لکیروں کی چوڑائی درمیانی (میڈین) روداد کے مطابق ہے؛ اعداد 10 میں 9 رودادوں کا دائرہ ہیں۔
map-note = یہ ایک خاکہ ہے: مقامات تقریباً اپنی جگہ پر ہیں؛ کوئی سرحد نہیں کھینچی گئی۔ مقامات کے جوڑوں میں بہاؤ کی تقسیم
    منظرنامے کے مفروضوں کے مطابق ہے؛ سب سے باریک لکیریں نہیں دکھائی گئیں۔
# Names of countries in large letters. Spaced in English; where letters join, write the name as usual.
map-afghanistan = افغانستان
map-pakistan = پاکستان
# The table: whether people go from, through or to a place; and the head of the column of places.
map-from = روانگی
map-through = گزر
map-to = منزل
map-place = مقام

# People who need a bed on the other side. $people: a range.
reception-title = سیمولیشن: پہنچنے پر بستر کے ضرورت مند افراد، اور بستر
reception-subtitle = دن کے اختتام پر افغانستان میں استقبالیہ انتظامات میں موجود افراد۔ گہری پٹی: نصف رودادیں۔ ہلکی پٹی: 10 میں 9 رودادیں۔
    باریک لکیریں: الگ الگ رودادیں۔
reception-note = بستروں کی کمی صوبہ وار شمار کی گئی ہے، اس لیے ایک صوبے میں بستر کم پڑ سکتے ہیں اور دوسرے میں خالی رہ سکتے ہیں۔
    لوگ کتنا عرصہ ٹھہرتے ہیں اور کتنے لوگوں کو بستر چاہیے، یہ مفروضے ہیں۔
reception-need = بستر کے ضرورت مند افراد
reception-need-says = بیک وقت سب سے زیادہ: { $people } (10 میں 9 رودادیں)
reception-without = بستر سے محروم افراد
reception-without-says = بیک وقت سب سے زیادہ: { $people } (10 میں 9 رودادیں)؛ پیمانہ وہی
# Beside a line, above its number.
reception-beds = کُل بستر
# The table, and the line below it. $beds: a number.
reception-need-most = بستر کے ضرورت مند افراد، زیادہ سے زیادہ
reception-without-most = بستر سے محروم افراد، زیادہ سے زیادہ
reception-table-beds = آخری دن کُل بستر: { $beds }۔
