# The answer in words.

# Ranges of people, as parts of sentences.
people-nobody = کوئی نہیں
people-exact = { $number } افراد
people-about = تقریباً { $number } افراد
people-between = { $low } تا { $high } افراد
# The same where it has been said what is counted: people, or days that people spend.
amount-exact = { $number }
amount-about = تقریباً { $number }
amount-between = { $low } تا { $high }

# $people, $peak: ranges as above; $first, $last: days.
answer-crossings = سیمولیشن کی 10 میں سے 9 رودادوں میں { $first } سے { $last } تک { $people } سرحد پار کر کے افغانستان جاتے ہیں،
    اور مصروف ترین دن { $peak }۔
answer-crossings-one-run = سیمولیشن کی واحد روداد میں { $first } سے { $last } تک { $people } سرحد پار کر کے افغانستان جاتے ہیں،
    اور مصروف ترین دن { $peak }۔
answer-nobody = سیمولیشن کی کسی روداد میں { $first } سے { $last } تک کوئی شخص سرحد پار کر کے افغانستان نہیں جاتا۔
answer-documented-nobody = کسی روداد میں کارڈ رکھنے والا کوئی شخص ملک بدر نہیں کیا جاتا۔
answer-documented-seldom = 5 فیصد سے بھی کم رودادوں میں لوگ (زیادہ سے زیادہ { $most }) کارڈ رکھنے کے باوجود ملک بدر کیے جاتے ہیں؛ لوگوں کو
    ایسی جگہ واپس بھیجنا جہاں ان کی زندگی یا آزادی کو خطرہ ہو، خطرے کی جگہ جبری واپسی (ریفولمنٹ) ہے، جو بین الاقوامی قانون کے تحت ممنوع ہے۔
# $people: a range as above, at the beginning of the sentence.
answer-documented = { $people } کارڈ رکھنے کے باوجود ملک بدر کیے جاتے ہیں؛ لوگوں کو ایسی جگہ واپس بھیجنا جہاں ان کی زندگی یا آزادی کو
    خطرہ ہو، خطرے کی جگہ جبری واپسی (ریفولمنٹ) ہے، جو بین الاقوامی قانون کے تحت ممنوع ہے۔
answer-winter = دسمبر سے فروری تک لوگ مجموعی طور پر { $days } دن قطاروں میں، راستے میں یا بستر کے بغیر گزارتے ہیں۔

# Rows of a table beside ranges of numbers: short.
row-departures-total = سرحد پار کرنے والے
row-peak-daily-crossings = مصروف ترین دن
row-queue-max = طویل ترین قطار، افراد
row-wait-p95-days = سب سے سست 20 میں 1 کا انتظار، دن
row-winter-exposure = سردی میں، دسمبر تا فروری، افرادی دن
row-reception-shortfall-max = بستر سے محروم، زیادہ سے زیادہ
row-arrests-total = گرفتار، اہلِ خانہ سمیت
row-documented-deported-total = دستاویزات کے باوجود ملک بدر
# A part of the row above.
row-documented-deported-card-valid-total = ان میں سے کارآمد کارڈ والے
row-regularised-total = قیام کی اجازت پانے والے
row-gave-up-total = قطار سے لوٹ جانے والے
row-hidden-end = آخری دن روپوش
row-remaining-end = آخری دن اب بھی پاکستان میں
row-humanitarian-cost = امدادی اخراجات، ملین امریکی ڈالر

# What a scenario asks; how often it comes about is put behind it, below. $people: a number; $day: as 2023-11-18.
threshold-departures-cumulative = { $day } تک سرحد پار کر چکے افراد کی تعداد کم از کم { $people }
threshold-departures = { $day } تک کسی ایک دن سرحد پار کرنے والے افراد کی تعداد کم از کم { $people }
threshold-documented-deported-cumulative = { $day } تک دستاویزات کے باوجود ملک بدر کیے گئے افراد کی تعداد کم از کم { $people }
threshold-queue = { $day } تک کسی دن گزرگاہوں پر منتظر افراد کی تعداد کم از کم { $people }
threshold-reception-shortfall = { $day } تک کسی دن بستر سے محروم افراد کی تعداد کم از کم { $people }
# $asked: one of the five above; $often: one of those below.
threshold-often = { $asked }: { $often }

# How often something comes about.
chance-one-run = واحد روداد میں
chance-not-one-run = واحد روداد میں نہیں
chance-never = { $runs } میں سے کسی روداد میں نہیں
chance-never-below = { $runs } میں سے کسی روداد میں نہیں ({ $bound } فیصد سے کم)
chance-always = تمام { $runs } رودادوں میں
chance-always-above = تمام { $runs } رودادوں میں ({ $bound } فیصد سے زیادہ)
# $share: of 100 runs; $low, $high: the ends of its interval.
chance-some = 100 میں سے { $share } رودادوں میں ({ $low } تا { $high })

# The announced target of 1.7 million, under three definitions, one behind the other.
target = { $people } کا اعلان کردہ ہدف، گنتی کے مختلف طریقوں سے: { $counts }۔
target-more = { $first }؛ { $next }
target-counted = { $what }: ہدف تک رسائی { $often }
target-counted-median = { $what }: ہدف تک رسائی { $often }، درمیانی (میڈین) روداد میں { $day } کو
target-counted-no-median = { $what }: ہدف تک رسائی { $often }، درمیانی (میڈین) روداد میں رسائی نہیں
target-undocumented = سرحد پار کر چکے بغیر دستاویزات افراد
target-all = سرحد پار کر چکے تمام افراد
target-net = سرحد پار کر چکے بغیر دستاویزات افراد، واپس پاکستان آنے والوں کو نکال کر
target-exceeds = ہدف کا بغیر دستاویزات افراد کی فرض کردہ تعداد سے زیادہ ہونا: { $often }۔

# How sure the mean is.
monte-carlo = سرحد پار کرنے والوں کی کُل تعداد کی اوسط میں مونٹی کارلو خطا: { $people } افراد ({ $share } فیصد)، { $runs } رودادوں کی بنیاد پر۔
monte-carlo-few = اتنی کم رودادوں میں دائروں کے کنارے زیادہ تر اتفاق کا نتیجہ ہوتے ہیں۔
monte-carlo-one-run = ایک روداد دائرے کے بارے میں کچھ نہیں بتاتی۔
