# What a comparison of policies in paired futures says, in sentences and in pictures.

# What verdicts speak of. The first is a name for tables and headings; -less and -more are whole clauses, which stand behind "Under
# POLICY" and before "in 93 of 100 paired futures".
subject-departures = کسانی که عبور می‌کنند
subject-departures-less = افراد کمتری به افغانستان عبور می‌کنند
subject-departures-more = افراد بیشتری به افغانستان عبور می‌کنند
subject-deported = افراد اخراج‌شده
subject-deported-less = افراد کمتری اخراج می‌شوند
subject-deported-more = افراد بیشتری اخراج می‌شوند
subject-documented = افراد اخراج‌شدهٔ دارای مدرک
subject-documented-less = شمار کمتری از افراد دارای مدرک اخراج می‌شوند
subject-documented-more = شمار بیشتری از افراد دارای مدرک اخراج می‌شوند
subject-busiest = عبورکنندگان در روز اوج
subject-busiest-less = در روز اوج افراد کمتری عبور می‌کنند
subject-busiest-more = در روز اوج افراد بیشتری عبور می‌کنند
subject-queue = درازترین صف
subject-queue-less = درازترین صف کوتاه‌تر است
subject-queue-more = درازترین صف درازتر است
subject-cold = روزها در سرما
subject-cold-less = مردم روزهای زمستانی کمتری را در صف انتظار، در راه یا بدون بستر سپری می‌کنند
subject-cold-more = مردم روزهای زمستانی بیشتری را در صف انتظار، در راه یا بدون بستر سپری می‌کنند
subject-beds = افراد بدون بستر، حداکثر
subject-beds-less = حداکثر شمار افراد بدون بستر کمتر است
subject-beds-more = حداکثر شمار افراد بدون بستر بیشتر است
subject-arrested = افراد بازداشت‌شده
subject-arrested-less = افراد کمتری بازداشت می‌شوند
subject-arrested-more = افراد بیشتری بازداشت می‌شوند
subject-remaining = در پایان هنوز در پاکستان
subject-remaining-less = در روز آخر افراد کمتری هنوز در پاکستان‌اند
subject-remaining-more = در روز آخر افراد بیشتری هنوز در پاکستان‌اند

# Numbers of 100 that are neither none nor all.
share-below = کمتر از 1
share-above = بیشتر از 99

# $policy: name of a scenario (Latin letters); $what: one of the clauses above; $share: a number of 100; $pairs: a number.
verdict-some = با { $policy }، در { $share } آیندهٔ جفت‌شده از 100، { $what }
verdict-counted = با { $policy }، در { $count } آیندهٔ جفت‌شده از { $pairs }، { $what }
verdict-all = با { $policy }، در همهٔ { $pairs } آیندهٔ جفت‌شده، { $what }
verdict-one = با { $policy }، در یگانه آیندهٔ جفت‌شده، { $what }
# $said: one of the four above; $amount, $unit: 4,100 people. Then what else happens, one behind the other, and the end.
verdict-typically = { $said }، با تفاوت معمول { $amount } { $unit }
verdict-flips = { $said }؛ در { $share } آینده ترتیب برعکس است
verdict-same-in = { $said }؛ در { $share } آینده چیزی تغییر نمی‌کند
verdict-end = { $said }.
# $subject: one of the names above.
verdict-no-difference = با { $policy }، { $subject }: بدون تفاوت در همهٔ { $pairs } آیندهٔ جفت‌شده.
verdict-no-difference-one = با { $policy }، { $subject }: بدون تفاوت در یگانه آیندهٔ جفت‌شده.
verdict-mostly-same-less = با { $policy }، { $subject }: بدون تفاوت در { $share } آیندهٔ جفت‌شده از 100، کمتر در { $less } آینده.
verdict-mostly-same-more = با { $policy }، { $subject }: بدون تفاوت در { $share } آیندهٔ جفت‌شده از 100، بیشتر در { $more } آینده.
verdict-mostly-same = با { $policy }، { $subject }: بدون تفاوت در { $share } آیندهٔ جفت‌شده از 100، کمتر در { $less } و بیشتر در
    { $more } آینده.
verdict-unclear = با { $policy }، { $subject }: بدون جهت روشن، کمتر در { $less } و بیشتر در { $more } آیندهٔ جفت‌شده از 100.
# $subjects: names with commas between them.
verdict-nothing-about = در هیچ‌یک از آن‌ها در این موارد چیزی تغییر نمی‌کند: { $subjects }.

# Around every picture of a comparison. $policies: names; $baseline: the scenario that they are compared with.
comparison-kicker = شبیه‌سازی‌شده: { $policies } در کنار { $baseline }
# What the scenario on the page is called in verdicts, in the place of $policy.
comparison-this-policy = این پالیسی
comparison-unclear = هیچ پیامدی در این تصویر در آینده‌های جفت‌شده به‌روشنی کمتر یا بیشتر نیست
# $what: what can happen and is not in the range, ends with a full stop.
comparison-pairs = { $pairs } آیندهٔ جفت‌شده: هر اجرا با هر پالیسی همان عددهای نامعین و همان تصادف‌ها را دارد. 1 آینده از 10
    بیرون از دامنهٔ «9 از 10» می‌افتد، و جهان واقعی می‌تواند بیرون از همهٔ دامنه‌ها باشد. آنچه در این دامنه نیست: { $what }
comparison-few-pairs = { $pairs } آیندهٔ جفت‌شده: هر اجرا با هر پالیسی همان عددهای نامعین و همان تصادف‌ها را دارد. این شمار کم
    جفت‌ها چیز زیادی نمی‌گوید: هر سر دامنه تنها یک آینده است. 1 آینده از 10 بیرون از دامنهٔ «9 از 10» می‌افتد، و جهان
    واقعی می‌تواند بیرون از همهٔ دامنه‌ها باشد. آنچه در این دامنه نیست: { $what }
comparison-one-pair = { $pairs } آیندهٔ جفت‌شده: هر اجرا با هر پالیسی همان عددهای نامعین و همان تصادف‌ها را دارد. این شمار کم
    جفت‌ها چیز زیادی نمی‌گوید: هر سر دامنه تنها یک آینده است. 1 آینده از 10 بیرون از دامنهٔ «9 از 10» می‌افتد، و جهان
    واقعی می‌تواند بیرون از همهٔ دامنه‌ها باشد. آنچه در این دامنه نیست: { $what }
# Heads of tables.
comparison-outcome = پیامد
comparison-policy = پالیسی
comparison-scenario = سناریو
comparison-unit = واحد
comparison-half-of-pairs = نیمی از جفت‌ها
comparison-nine-in-ten-pairs = 9 جفت از 10

# A hundred marks for every outcome and policy.
futures-subtitle = هر نشانه نمایندهٔ 1 آینده از { $marks } آیندهٔ جفت‌شده است: همان تصادف‌ها، با پالیسی و بدون آن. دایره‌های آبی:
    کمتر از { $baseline }. مربع‌های نارنجی: بیشتر از { $baseline }. حلقه‌های خاکستری: دقیقاً برابر. اعداد نشان می‌دهد که
    در 9 جفت از 10 چه اندازه کمتر یا بیشتر است.
futures-subtitle-few = هر نشانه یک آیندهٔ جفت‌شده است: همان تصادف‌ها، با پالیسی و بدون آن. دایره‌های آبی: کمتر از
    { $baseline }. مربع‌های نارنجی: بیشتر از { $baseline }. حلقه‌های خاکستری: دقیقاً برابر. اعداد نشان می‌دهد که در
    9 جفت از 10 چه اندازه کمتر یا بیشتر است.
futures-subtitle-one = هر نشانه یک آیندهٔ جفت‌شده است: همان تصادف‌ها، با پالیسی و بدون آن. دایره‌های آبی: کمتر از
    { $baseline }. مربع‌های نارنجی: بیشتر از { $baseline }. حلقه‌های خاکستری: دقیقاً برابر. اعداد نشان می‌دهد که چه
    اندازه کمتر یا بیشتر است.
# Short, in the colour of the marks.
futures-less = { $count } کمتر
futures-same = { $count } برابر
futures-more = { $count } بیشتر
futures-no-difference = در هیچ‌یک تفاوتی نیست
futures-first = از { $all } پالیسی، { $shown } پالیسی اول رسم شده است؛ بقیه در comparison.csv آمده است.
futures-left-out = رسم نشده است، زیرا در هیچ جفتی تفاوت ندارد: { $names }.
# $error: a number of 100.
futures-monte-carlo = مونت‌کارلو: سهم‌ها با دقت ± { $error } از 100 یا بهتر معلوم است (خطای معیاری). آنچه در کمتر از 1 آینده از
    100 پیش می‌آید نیز نشانهٔ خود را دارد.
futures-pairs = جفت‌ها
futures-of-100 = از 100 جفت
futures-difference = تفاوت در 9 جفت از 10

# Differences day by day. Headings of panels:
difference-departures = کسانی که عبور کرده‌اند
difference-deported = افراد اخراج‌شده
difference-documented = افراد اخراج‌شدهٔ دارای مدرک
difference-queue = کسانی که در گذرگاه‌ها منتظرند
difference-cold = افراد در سرما در یک روز زمستان
difference-beds = افراد بدون بستر
difference-subtitle = { $policy } منهای { $baseline }، جفت به جفت: زیر خط صفر، شمار افراد با { $policy } کمتر است و بالای آن
    بیشتر. نوار تیره: نیمی از جفت‌ها. نوار روشن: 9 جفت از 10، روز به روز. خط‌های باریک: جفت‌های جداگانه.
difference-parted = خط‌چین: { $day }، نخستین روزی که در آن تفاوت هست؛ تا آن روز هر دو دقیقاً یکسان است.
difference-at-once = تفاوت از همان روز اول هست.
# Below the headings of panels. $range, $difference: numbers with signs.
difference-until = 9 جفت از 10: { $range }، تا { $day }
difference-largest = 9 جفت از 10: { $range }، بیشترین در { $day }
difference-one-until = یگانه جفت: { $difference }، تا { $day }
difference-one-largest = یگانه جفت: { $difference }، بیشترین در { $day }
difference-half = نیمی از جفت‌ها: { $range }
difference-title-note = عنوان، از میان 9 پیامد، یکی را نام می‌برد که در 9 جفت از 10 به یک سو می‌رود، اگر چنین پیامدی باشد، و
    میانهٔ آن نسبت به سطح خود بیشترین تغییر را می‌کند؛ بقیه در تصویر `futures` آمده است.
difference-monte-carlo = مونت‌کارلو: اوسط تفاوت در مجموع عبورها { $difference } نفر است (خطای معیاری میان جفت‌ها).
difference-left-out = رسم نشده است، زیرا در هیچ روزی تفاوت ندارد: { $names }.
difference-in = تفاوت در
difference-on = تا، یا در روز

# All policies on one scale.
overlaid-subtitle = کسانی که به افغانستان عبور می‌کنند، در هر روز و از روز اول به این سو. نوارها 9 اجرا از 10 را در بر می‌گیرد،
    روز به روز؛ خط، میانهٔ هر روز است، نه مسیری که اجرایی آن را بپیماید. جایی که نوارها روی هم می‌افتد، به تفاوت‌های
    جفت‌شده نگاه کنید: هم‌پوشانی به‌تنهایی به این معنا نیست که پالیسی‌ها اثر یکسان دارد.
overlaid-each-day = در هر روز
overlaid-since = از روز اول به این سو
overlaid-busiest = روز اوج، 9 اجرا از 10
overlaid-nothing = در هیچ جفتی تفاوتی نیست: همهٔ ارقام یکسان است
overlaid-unclear = شمار کسانی که عبور می‌کنند با هیچ‌یک از این‌ها به‌روشنی کمتر یا بیشتر نیست
overlaid-first = از { $all } سناریو، { $shown } سناریوی اول رسم شده است.
overlaid-monte-carlo = مونت‌کارلو: اوسط مجموع عبورها با { $baseline } با دقت ± { $people } نفر معلوم است (خطای معیاری).
overlaid-half = مجموع عبورها: نیمی از اجراها
overlaid-nine-in-ten = 9 اجرا از 10
overlaid-busiest-nine-in-ten = روز اوج: 9 اجرا از 10

# Nine outcomes under every policy.
multiples-subtitle = هر میله یک سناریو است: بخش باریک 9 اجرا از 10 را در بر می‌گیرد، بخش ضخیم نیمی از اجراها را، و بریدگی سفید
    میانه است؛ اعداد دامنهٔ «9 از 10» است. همهٔ مقیاس‌ها از صفر آغاز می‌شود؛ هر نمودار مقیاس خود را دارد. دامنه‌هایی که
    هم‌پوشانی دارد باز هم می‌تواند در هر جفت فرق کند: تصویر `futures` را ببینید.
multiples-title = از 9 پیامد، بیشترین تغییر نسبت به سطح خود: { $subject }، با { $policy }
multiples-nothing = در هیچ جفتی تفاوتی نیست: 9 پیامد، با همه یکسان
multiples-unclear = هیچ‌یک از 9 پیامد با هیچ پالیسی به‌روشنی کمتر یا بیشتر نیست
