# What a comparison of policies in paired futures says, in sentences and in pictures.

# What verdicts speak of. The first is a name for tables and headings; -less and -more are whole clauses, which stand behind "Under
# POLICY" and before "in 93 of 100 paired futures".
subject-departures = تېرېدونکي کسان
subject-departures-less = افغانستان ته د تېرېدونکو کسانو شمېر کمېږي
subject-departures-more = افغانستان ته د تېرېدونکو کسانو شمېر ډېرېږي
subject-deported = جبراً ایستل شوي
subject-deported-less = د جبراً ایستل شویو کسانو شمېر کمېږي
subject-deported-more = د جبراً ایستل شویو کسانو شمېر ډېرېږي
subject-documented = سره له اسنادو جبراً ایستل شوي
subject-documented-less = د هغو کسانو شمېر کمېږي چې سره له اسنادو جبراً ایستل کېږي
subject-documented-more = د هغو کسانو شمېر ډېرېږي چې سره له اسنادو جبراً ایستل کېږي
subject-busiest = د تر ټولو ګڼې ورځې کسان
subject-busiest-less = په تر ټولو ګڼه ورځ د تېرېدونکو کسانو شمېر کمېږي
subject-busiest-more = په تر ټولو ګڼه ورځ د تېرېدونکو کسانو شمېر ډېرېږي
subject-queue = تر ټولو اوږد کتار
subject-queue-less = تر ټولو اوږد کتار لنډېږي
subject-queue-more = تر ټولو اوږد کتار لا اوږدېږي
subject-cold = په یخنۍ کې ورځې
subject-cold-less = د ژمي هغه ورځې کمېږي چې خلک یې په کتارونو کې، پر لار یا د خوب له ځای پرته تېروي
subject-cold-more = د ژمي هغه ورځې ډېرېږي چې خلک یې په کتارونو کې، پر لار یا د خوب له ځای پرته تېروي
subject-beds = د خوب له ځای پرته کسان (حداکثر)
subject-beds-less = د خوب له ځای پرته د کسانو حداکثر شمېر کمېږي
subject-beds-more = د خوب له ځای پرته د کسانو حداکثر شمېر ډېرېږي
subject-arrested = نیول شوي کسان
subject-arrested-less = د نیول شویو کسانو شمېر کمېږي
subject-arrested-more = د نیول شویو کسانو شمېر ډېرېږي
subject-remaining = په پای کې لا هم په پاکستان کې
subject-remaining-less = د هغو کسانو شمېر کمېږي چې په وروستۍ ورځ لا هم په پاکستان کې دي
subject-remaining-more = د هغو کسانو شمېر ډېرېږي چې په وروستۍ ورځ لا هم په پاکستان کې دي

# Numbers of 100 that are neither none nor all.
share-below = تر 1 کم
share-above = تر 99 ډېر

# $policy: name of a scenario (Latin letters); $what: one of the clauses above; $share: a number of 100; $pairs: a number.
verdict-some = { $policy }: { $what } — له 100 جوړه‌ییزو راتلونکو حالتونو په { $share } کې
verdict-counted = { $policy }: { $what } — له { $pairs } جوړه‌ییزو راتلونکو حالتونو په { $count } کې
verdict-all = { $policy }: { $what } — په ټولو { $pairs } جوړه‌ییزو راتلونکو حالتونو کې
verdict-one = { $policy }: { $what } — په یوازیني جوړه‌ییز راتلونکي حالت کې
# $said: one of the four above; $amount, $unit: 4,100 people. Then what else happens, one behind the other, and the end.
verdict-typically = { $said }؛ معمول توپیر: { $amount } { $unit }
verdict-flips = { $said }؛ په { $share } کې لوری برعکس دی
verdict-same-in = { $said }؛ په { $share } کې هېڅ نه بدلېږي
verdict-end = { $said }.
# $subject: one of the names above.
verdict-no-difference = { $policy }، { $subject }: په ټولو { $pairs } جوړه‌ییزو راتلونکو حالتونو کې هېڅ توپیر نشته.
verdict-no-difference-one = { $policy }، { $subject }: په یوازیني جوړه‌ییز راتلونکي حالت کې هېڅ توپیر نشته.
verdict-mostly-same-less = { $policy }، { $subject }: له 100 جوړه‌ییزو راتلونکو حالتونو په { $share } کې توپیر نشته، په { $less } کې
    کموالی دی.
verdict-mostly-same-more = { $policy }، { $subject }: له 100 جوړه‌ییزو راتلونکو حالتونو په { $share } کې توپیر نشته، په { $more } کې
    زیاتوالی دی.
verdict-mostly-same = { $policy }، { $subject }: له 100 جوړه‌ییزو راتلونکو حالتونو په { $share } کې توپیر نشته، په { $less } کې
    کموالی او په { $more } کې زیاتوالی دی.
verdict-unclear = { $policy }، { $subject }: لوری څرګند نه دی، له 100 جوړه‌ییزو راتلونکو حالتونو په { $less } کې کموالی او په
    { $more } کې زیاتوالی دی.
# $subjects: names with commas between them.
verdict-nothing-about = په هېڅ جوړه‌ییز راتلونکي حالت کې په دې برخو کې بدلون نه راځي: { $subjects }.

# Around every picture of a comparison. $policies: names; $baseline: the scenario that they are compared with.
comparison-kicker = شبیه‌سازي: { $policies } له { $baseline } سره په پرتله
# What the scenario on the page is called in verdicts, in the place of $policy.
comparison-this-policy = دا پالیسي
comparison-unclear = دلته هېڅ ښودل شوې پایله په جوړه‌ییزو راتلونکو حالتونو کې په څرګنده توګه کمه یا ډېره نه ده
# $what: what can happen and is not in the range, ends with a full stop.
comparison-pairs = { $pairs } جوړه‌ییز راتلونکي حالتونه: یوه اجرا تر هرې پالیسۍ لاندې هماغه ناڅرګند عددونه او هماغه تصادف لري. له
    هرو 10 یوه د «له 10 څخه 9» له حدودو بهر ده، او واقعیت له دې ټولو بهر کېدلی شي. په حدودو کې نه راځي: { $what }
comparison-few-pairs = { $pairs } جوړه‌ییز راتلونکي حالتونه: یوه اجرا تر هرې پالیسۍ لاندې هماغه ناڅرګند عددونه او هماغه تصادف لري.
    دومره لږې جوړې ډېر څه نه وایي: د حدودو هره څنډه یوازې له یوه راتلونکي حالت څخه راځي. له هرو 10 یوه د «له 10 څخه 9» له حدودو
    بهر ده، او واقعیت له دې ټولو بهر کېدلی شي. په حدودو کې نه راځي: { $what }
comparison-one-pair = { $pairs } جوړه‌ییز راتلونکی حالت: یوه اجرا تر هرې پالیسۍ لاندې هماغه ناڅرګند عددونه او هماغه تصادف لري.
    دومره لږې جوړې ډېر څه نه وایي: د حدودو هره څنډه یوازې له یوه راتلونکي حالت څخه راځي. له هرو 10 یوه د «له 10 څخه 9» له حدودو
    بهر ده، او واقعیت له دې ټولو بهر کېدلی شي. په حدودو کې نه راځي: { $what }
# Heads of tables.
comparison-outcome = پایله
comparison-policy = پالیسي
comparison-scenario = سناریو
comparison-unit = واحد
comparison-half-of-pairs = نیمايي جوړې
comparison-nine-in-ten-pairs = له 10 جوړو 9

# A hundred marks for every outcome and policy.
futures-subtitle = هره نښه له { $marks } جوړه‌ییزو راتلونکو حالتونو یو ښيي: له پالیسۍ سره او بې له هغې هماغه تصادف. آبي ډکې دایرې: تر
    { $baseline } کم. نارنجي مربعې: تر { $baseline } ډېر. خړې کړۍ: کټ مټ یو شان. شمېرې ښيي چې له 10 جوړو په 9 کې کموالی یا
    زیاتوالی څومره دی.
futures-subtitle-few = هره نښه یو جوړه‌ییز راتلونکی حالت ښيي: له پالیسۍ سره او بې له هغې هماغه تصادف. آبي ډکې دایرې: تر
    { $baseline } کم. نارنجي مربعې: تر { $baseline } ډېر. خړې کړۍ: کټ مټ یو شان. شمېرې ښيي چې له 10 جوړو په 9 کې کموالی یا
    زیاتوالی څومره دی.
futures-subtitle-one = هره نښه یو جوړه‌ییز راتلونکی حالت ښيي: له پالیسۍ سره او بې له هغې هماغه تصادف. آبي ډکې دایرې: تر
    { $baseline } کم. نارنجي مربعې: تر { $baseline } ډېر. خړې کړۍ: کټ مټ یو شان. شمېرې ښيي چې کموالی یا زیاتوالی څومره دی.
# Short, in the colour of the marks.
futures-less = { $count } کم
futures-same = { $count } یو شان
futures-more = { $count } ډېر
futures-no-difference = په هېڅ کې توپیر نشته
futures-first = له { $all } پالیسیو لومړۍ { $shown } انځور شوې دي؛ نورې په comparison.csv کې دي.
futures-left-out = دلته نه ښودل کېږي، ځکه چې په هېڅ جوړه کې توپیر نشته: { $names }.
# $error: a number of 100.
futures-monte-carlo = د مونټي کارلو خطا: ونډې په 100 کې د ± { $error } یا تر هغه په ښه دقت معلومې دي (معیاري خطا). هغه څه چې په 100
    کې تر 1 کم پېښېږي، بیا هم خپله نښه لري.
futures-pairs = جوړې
futures-of-100 = له 100 جوړو
futures-difference = توپیر (له 10 جوړو 9)

# Differences day by day. Headings of panels:
difference-departures = له پولې تېر شوي کسان
difference-deported = جبراً ایستل شوي
difference-documented = سره له اسنادو جبراً ایستل شوي
difference-queue = په ګذرګاوو کې منتظر کسان
difference-cold = د ژمي په یوه ورځ په یخنۍ کې کسان
difference-beds = د خوب له ځای پرته کسان
difference-subtitle = { $policy } منفي { $baseline }، جوړه پر جوړه: د صفر تر کرښې ښکته په { $policy } کې کسان کم دي، تر کرښې پورته ډېر.
    تیاره تړانګه: نیمايي جوړې. روښانه تړانګه: له 10 جوړو 9، ورځ پر ورځ. نرۍ کرښې: بېلې بېلې جوړې.
difference-parted = ټوټه ټوټه کرښه: { $day }، لومړۍ ورځ چې توپیر پیدا کېږي؛ تر هغې پورې دواړه تر وروستي رقم پورې یو شان دي.
difference-at-once = له لومړۍ ورځې توپیر لري.
# Below the headings of panels. $range, $difference: numbers with signs.
difference-until = له 10 جوړو 9: { $range }، تر { $day } پورې
difference-largest = له 10 جوړو 9: { $range }، تر ټولو ډېر په { $day }
difference-one-until = یوازینۍ جوړه: { $difference }، تر { $day } پورې
difference-one-largest = یوازینۍ جوړه: { $difference }، تر ټولو ډېر په { $day }
difference-half = نیمايي جوړې: { $range }
difference-title-note = سرلیک له نهو پایلو هغه یوه یادوي چې له 10 جوړو په 9 کې په یوه لوري بدلېږي (که داسې پایله وي) او منځنی ارزښت
    (میانه) یې د خپلې کچې په نسبت تر ټولو ډېر بدلېږي؛ نورې د `futures` په انځور کې دي.
difference-monte-carlo = د مونټي کارلو خطا: د ټولو تېرېدونکو کسانو په شمېر کې اوسط توپیر { $difference } کسان دی (معیاري خطا، د جوړو له
    مخې).
difference-left-out = دلته نه ښودل کېږي، ځکه چې په هېڅ ورځ توپیر نشته: { $names }.
difference-in = په څه کې توپیر
difference-on = تر، یا په نېټه

# All policies on one scale.
overlaid-subtitle = افغانستان ته تېرېدونکي کسان، په هره ورځ او له لومړۍ ورځې راهیسې. په تړانګو کې له 10 اجراوو 9 دي، ورځ پر ورځ؛ کرښه
    د هرې ورځې منځنی ارزښت (میانه) ښيي، نه د کومې اجرا مسیر. چېرته چې تړانګې یوه پر بله راځي، جوړه‌ییز توپیرونه وګورئ: یوازې یوه پر
    بله راتلل دا معنا نه لري چې پالیسۍ یو شان اغېز لري.
overlaid-each-day = په هره ورځ
overlaid-since = له لومړۍ ورځې راهیسې
overlaid-busiest = تر ټولو ګڼه ورځ، له 10 اجراوو 9
overlaid-nothing = په هېڅ جوړه کې توپیر نشته: هره شمېره یو شان ده
overlaid-unclear = په دوی کې تر هېڅ یوې لاندې د تېرېدونکو کسانو شمېر په څرګنده توګه کم یا ډېر نه دی
overlaid-first = له { $all } سناریو څخه لومړۍ { $shown } انځور شوې دي.
overlaid-monte-carlo = د مونټي کارلو خطا: تر { $baseline } لاندې د ټولو تېرېدونکو کسانو اوسط د ± { $people } کسانو په دقت معلوم دی
    (معیاري خطا).
overlaid-half = ټول تېرېدونکي: نیمايي اجراوې
overlaid-nine-in-ten = له 10 اجراوو 9
overlaid-busiest-nine-in-ten = تر ټولو ګڼه ورځ: له 10 اجراوو 9

# Nine outcomes under every policy.
multiples-subtitle = هره میله یوه سناریو ده: په نرۍ برخه کې له 10 اجراوو 9 دي، په پنډه برخه کې نیمايي اجراوې، او سپین درز منځنی ارزښت
    (میانه) دی؛ شمېرې د «له 10 اجراوو 9» حدود دي. ټول مقیاسونه له صفره پیلېږي؛ هر چوکاټ خپل مقیاس لري. هغه حدود چې یو پر بل راځي، بیا
    هم په هره جوړه کې توپیر لرلی شي: د `futures` انځور وګورئ.
multiples-title = له نهو پایلو هغه چې د خپلې کچې په نسبت تر ټولو ډېره بدلېږي: { $subject }، تر { $policy } لاندې
multiples-nothing = په هېڅ جوړه کې توپیر نشته: نهه پایلې په ټولو سناریو کې یو شان دي
multiples-unclear = له نهو پایلو هېڅ یوه تر کومې پالیسۍ لاندې په څرګنده توګه کمه یا ډېره نه ده
