# The answer in words.

# Ranges of people, as parts of sentences.
people-nobody = صفر نفر
people-exact = { $number } نفر
people-about = حدود { $number } نفر
people-between = بین { $low } و { $high } نفر
# The same where it has been said what is counted: people, or days that people spend.
amount-exact = { $number }
amount-about = حدود { $number }
amount-between = بین { $low } و { $high }

# $people, $peak: ranges as above; $first, $last: days.
answer-crossings = در 9 تاریخچهٔ شبیه‌سازی‌شده از 10، { $people } از { $first } تا { $last } به افغانستان عبور می‌کنند، و در
    روز اوج { $peak } نفر.
answer-crossings-one-run = در یگانه تاریخچهٔ شبیه‌سازی‌شده، { $people } از { $first } تا { $last } به افغانستان عبور
    می‌کنند، و در روز اوج { $peak } نفر.
answer-nobody = در هیچ تاریخچهٔ شبیه‌سازی‌شده‌ای از { $first } تا { $last } کسی به افغانستان عبور نمی‌کند.
answer-documented-nobody = در هیچ اجرایی کسی که کارت دارد اخراج نمی‌شود.
answer-documented-seldom = در کمتر از 1 اجرا از 20، افرادی با وجود داشتن کارت اخراج می‌شوند، حداکثر { $most } نفر؛ بازگرداندن
    افراد به جایی که زندگی یا آزادی‌شان در آن با تهدید روبه‌رو است، بازگرداندن اجباری به جای خطر (refoulement) است که
    حقوق بین‌الملل آن را منع کرده است.
# $people: a range as above, at the beginning of the sentence.
answer-documented = { $people } با وجود داشتن کارت اخراج می‌شوند؛ بازگرداندن افراد به جایی که زندگی یا آزادی‌شان در آن با
    تهدید روبه‌رو است، بازگرداندن اجباری به جای خطر (refoulement) است که حقوق بین‌الملل آن را منع کرده است.
answer-winter = از دسمبر تا فبروری مردم در مجموع { $days } روز را در صف انتظار، در راه یا بدون بستر سپری می‌کنند.

# Rows of a table beside ranges of numbers: short.
row-departures-total = کسانی که عبور می‌کنند
row-peak-daily-crossings = در روز اوج
row-queue-max = درازترین صف، نفر
row-wait-p95-days = انتظار کندترین 1 نفر از 20، روز
row-winter-exposure = در سرما، دسمبر تا فبروری، نفر-روز
row-reception-shortfall-max = افراد بدون بستر، حداکثر
row-arrests-total = بازداشت‌شده، با خانواده
row-documented-deported-total = اخراج‌شده با وجود داشتن مدرک
# A part of the row above.
row-documented-deported-card-valid-total = از آن جمله در مدت اعتبار کارت
row-regularised-total = اجازهٔ اقامت گرفته
row-gave-up-total = برگشته از صف انتظار
row-hidden-end = پنهان در روز آخر
row-remaining-end = در روز آخر هنوز در پاکستان
row-humanitarian-cost = مصارف بشردوستانه، میلیون دالر

# What a scenario asks; how often it comes about is put behind it, below. $people: a number; $day: as 2023-11-18.
threshold-departures-cumulative = رسیدن شمار کسانی که عبور کرده‌اند به { $people } نفر تا { $day }
threshold-departures = رسیدن شمار کسانی که در یک روز عبور می‌کنند به { $people } نفر تا { $day }
threshold-documented-deported-cumulative = رسیدن شمار اخراج‌شدگان با وجود داشتن مدرک به { $people } نفر تا { $day }
threshold-queue = رسیدن شمار کسانی که در گذرگاه‌ها منتظرند به { $people } نفر تا { $day }
threshold-reception-shortfall = رسیدن شمار افراد بدون بستر به { $people } نفر تا { $day }
# $asked: one of the five above; $often: one of those below.
threshold-often = { $asked }: { $often }

# How often something comes about.
chance-one-run = در یگانه اجرا
chance-not-one-run = در یگانه اجرا نه
chance-never = در هیچ‌یک از { $runs } اجرا
chance-never-below = در هیچ‌یک از { $runs } اجرا (کمتر از { $bound } درصد)
chance-always = در همهٔ { $runs } اجرا
chance-always-above = در همهٔ { $runs } اجرا (بیشتر از { $bound } درصد)
# $share: of 100 runs; $low, $high: the ends of its interval.
chance-some = در { $share } اجرا از 100 ({ $low } تا { $high })

# The announced target of 1.7 million, under three definitions, one behind the other.
target = هدف اعلام‌شدهٔ { $people } نفر: { $counts }.
target-more = { $first }؛ { $next }
target-counted = با شمردن { $what }، رسیدن به هدف: { $often }
target-counted-median = با شمردن { $what }، رسیدن به هدف: { $often }، روز میانه { $day }
target-counted-no-median = با شمردن { $what }، رسیدن به هدف: { $often }، میانهٔ اجراها به هدف نمی‌رسد
target-undocumented = افراد بدون مدرکی که عبور کرده‌اند
target-all = همهٔ کسانی که عبور کرده‌اند
target-net = افراد بدون مدرک، منهای کسانی که دوباره به پاکستان آمده‌اند
target-exceeds = بیشتر بودن هدف از شمار فرض‌شدهٔ افراد بدون مدرک: { $often }.

# How sure the mean is.
monte-carlo = خطای مونت‌کارلو در اوسط مجموع عبورها: { $people } نفر ({ $share } درصد)، از { $runs } اجرا.
monte-carlo-few = با این شمار کم اجراها، دو سر دامنه‌ها بیشتر حاصل تصادف است.
monte-carlo-one-run = یک اجرا دربارهٔ دامنه چیزی نمی‌گوید.
