# The answer in words.

# Ranges of people, as parts of sentences.
people-nobody = هېڅوک
people-exact = { $number } کسان
people-about = شاوخوا { $number } کسان
people-between = د { $low } او { $high } ترمنځ کسان
# The same where it has been said what is counted: people, or days that people spend.
amount-exact = { $number }
amount-about = شاوخوا { $number }
amount-between = د { $low } او { $high } ترمنځ

# $people, $peak: ranges as above; $first, $last: days.
answer-crossings = له 10 شبیه‌سازي شویو تاریخچو په 9 کې له { $first } څخه تر { $last } پورې { $people } له پولې افغانستان ته
    تېرېږي، او په تر ټولو ګڼه ورځ { $peak }.
answer-crossings-one-run = په یوازینۍ شبیه‌سازي شوې تاریخچه کې له { $first } څخه تر { $last } پورې { $people } له پولې افغانستان
    ته تېرېږي، او په تر ټولو ګڼه ورځ { $peak }.
answer-nobody = په هېڅ شبیه‌سازي شوې تاریخچه کې له { $first } څخه تر { $last } پورې هېڅوک له پولې افغانستان ته نه تېرېږي.
answer-documented-nobody = په هېڅ اجرا کې هېڅ کارت لرونکی جبراً نه ایستل کېږي.
answer-documented-seldom = له 5 سلنې په کمو اجراوو کې حداکثر { $most } کسان جبراً ایستل کېږي، سره له دې چې کارت لري؛ داسې ځای ته
    د خلکو بېرته لېږل چې هلته یې ژوند یا ازادي له ګواښ سره مخ وي، خطر ته جبري بېرته ستنول دي، چې نړیوال حقوق یې منع کوي.
# $people: a range as above, at the beginning of the sentence.
answer-documented = { $people } جبراً ایستل کېږي، سره له دې چې کارت لري؛ داسې ځای ته د خلکو بېرته لېږل چې هلته یې ژوند یا
    ازادي له ګواښ سره مخ وي، خطر ته جبري بېرته ستنول دي، چې نړیوال حقوق یې منع کوي.
answer-winter = له ډسمبر تر فبروري پورې خلک ټولټال { $days } ورځې په کتارونو کې، پر لار یا د خوب له ځای پرته تېروي.

# Rows of a table beside ranges of numbers: short.
row-departures-total = تېرېدونکي کسان
row-peak-daily-crossings = په تر ټولو ګڼه ورځ
row-queue-max = تر ټولو اوږد کتار، کسان
row-wait-p95-days = له هرو 20 د وروستي 1 تن انتظار، ورځې
row-winter-exposure = په یخنۍ کې، ډسمبر-فبروري، کس-ورځې
row-reception-shortfall-max = د خوب له ځای پرته کسان، حداکثر
row-arrests-total = نیول شوي، له کورنیو سره
row-documented-deported-total = سره له اسنادو جبراً ایستل شوي
# A part of the row above.
row-documented-deported-card-valid-total = له دې ډلې د کارت د اعتبار پر مهال
row-regularised-total = د اوسېدو اجازه ورکړل شوې
row-gave-up-total = له کتاره راګرځېدلي
row-hidden-end = په وروستۍ ورځ پټ
row-remaining-end = په وروستۍ ورځ لا هم په پاکستان کې
row-humanitarian-cost = د بشري مرستو لګښت، میلیون ډالر

# What a scenario asks; how often it comes about is put behind it, below. $people: a number; $day: as 2023-11-18.
threshold-departures-cumulative = تر { $day } پورې د له پولې تېر شویو کسانو شمېر { $people } ته رسېږي
threshold-departures = تر { $day } پورې په یوه ورځ کې د تېرېدونکو کسانو شمېر { $people } ته رسېږي
threshold-documented-deported-cumulative = تر { $day } پورې د هغو کسانو شمېر چې سره له اسنادو جبراً ایستل شوي، { $people } ته رسېږي
threshold-queue = تر { $day } پورې په ګذرګاوو کې د منتظرو کسانو شمېر { $people } ته رسېږي
threshold-reception-shortfall = تر { $day } پورې د خوب له ځای پرته د کسانو شمېر { $people } ته رسېږي
# $asked: one of the five above; $often: one of those below.
threshold-often = { $asked }: { $often }

# How often something comes about.
chance-one-run = په یوازینۍ اجرا کې
chance-not-one-run = په یوازینۍ اجرا کې نه
chance-never = له { $runs } اجراوو په هېڅ یوه کې
chance-never-below = له { $runs } اجراوو په هېڅ یوه کې (تر { $bound } سلنې کم)
chance-always = په ټولو { $runs } اجراوو کې
chance-always-above = په ټولو { $runs } اجراوو کې (تر { $bound } سلنې ډېر)
# $share: of 100 runs; $low, $high: the ends of its interval.
chance-some = له 100 اجراوو په { $share } کې ({ $low } تر { $high })

# The announced target of 1.7 million, under three definitions, one behind the other.
target = اعلان شوی هدف ({ $people })، چې داسې شمېرل کېږي: { $counts }.
target-more = { $first }؛ { $next }
target-counted = { $what }: هدف ته رسېدل { $often }
target-counted-median = { $what }: هدف ته رسېدل { $often }، په منځنۍ اجرا کې په { $day }
target-counted-no-median = { $what }: هدف ته رسېدل { $often }، منځنۍ اجرا ورته نه رسېږي
target-undocumented = له پولې تېر شوي بې اسناده کسان
target-all = له پولې تېر شوي ټول کسان
target-net = له پولې تېر شوي بې اسناده کسان، چې بېرته راغلي کسان ترې کم شوي
target-exceeds = هدف د بې اسناده کسانو له فرض شوي شمېر څخه ډېر دی: { $often }.

# How sure the mean is.
monte-carlo = د ټولو تېرېدلو په اوسط کې د مونټي کارلو خطا: { $people } کسان ({ $share } سلنه)، له { $runs } اجراوو.
monte-carlo-few = په دومره لږو اجراوو کې د حدودو څنډې تر ډېره د تصادف پایله ده.
monte-carlo-one-run = یوه اجرا د حدودو په اړه هېڅ نه وایي.
