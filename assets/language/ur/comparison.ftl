# What a comparison of policies in paired futures says, in sentences and in pictures.

# What verdicts speak of. The first is a name for tables and headings; -less and -more are whole clauses, which stand behind
# "POLICY:" and before "— in 93 of 100 paired futures".
subject-departures = سرحد پار کرنے والے
subject-departures-less = کم لوگ سرحد پار کر کے افغانستان جاتے ہیں
subject-departures-more = زیادہ لوگ سرحد پار کر کے افغانستان جاتے ہیں
subject-deported = ملک بدر کیے گئے
subject-deported-less = کم لوگ ملک بدر کیے جاتے ہیں
subject-deported-more = زیادہ لوگ ملک بدر کیے جاتے ہیں
subject-documented = دستاویزات کے باوجود ملک بدر
subject-documented-less = دستاویزات رکھنے والے کم لوگ ملک بدر کیے جاتے ہیں
subject-documented-more = دستاویزات رکھنے والے زیادہ لوگ ملک بدر کیے جاتے ہیں
subject-busiest = مصروف ترین دن سرحد پار کرنے والے
subject-busiest-less = مصروف ترین دن کم لوگ سرحد پار کرتے ہیں
subject-busiest-more = مصروف ترین دن زیادہ لوگ سرحد پار کرتے ہیں
subject-queue = طویل ترین قطار
subject-queue-less = طویل ترین قطار کم لمبی ہوتی ہے
subject-queue-more = طویل ترین قطار زیادہ لمبی ہوتی ہے
subject-cold = سردی میں گزرے دن
subject-cold-less = سردیوں میں لوگ قطاروں میں، راستے میں یا بستر کے بغیر کم دن گزارتے ہیں
subject-cold-more = سردیوں میں لوگ قطاروں میں، راستے میں یا بستر کے بغیر زیادہ دن گزارتے ہیں
subject-beds = بدترین دن بستر سے محروم افراد
subject-beds-less = بدترین دن کم لوگ بستر سے محروم رہتے ہیں
subject-beds-more = بدترین دن زیادہ لوگ بستر سے محروم رہتے ہیں
subject-arrested = گرفتار کیے گئے
subject-arrested-less = کم لوگ گرفتار کیے جاتے ہیں
subject-arrested-more = زیادہ لوگ گرفتار کیے جاتے ہیں
subject-remaining = آخری دن اب بھی پاکستان میں
subject-remaining-less = آخری دن کم لوگ اب بھی پاکستان میں ہوتے ہیں
subject-remaining-more = آخری دن زیادہ لوگ اب بھی پاکستان میں ہوتے ہیں

# Numbers of 100 that are neither none nor all.
share-below = 1 سے کم
share-above = 99 سے زیادہ

# $policy: name of a scenario (Latin letters); $what: one of the clauses above; $share: a number of 100; $pairs: a number.
verdict-some = { $policy }: { $what } — مستقبل کے 100 جوڑوں میں سے { $share } میں
verdict-counted = { $policy }: { $what } — مستقبل کے { $pairs } جوڑوں میں سے { $count } میں
verdict-all = { $policy }: { $what } — مستقبل کے تمام { $pairs } جوڑوں میں
verdict-one = { $policy }: { $what } — مستقبل کے واحد جوڑے میں
# $said: one of the four above; $amount, $unit: 4,100 people. Then what else happens, one behind the other, and the end.
verdict-typically = { $said }، عموماً { $amount } { $unit } کا فرق
verdict-flips = { $said }؛ { $share } میں صورت اس کے برعکس ہے
verdict-same-in = { $said }؛ { $share } میں کچھ نہیں بدلتا
verdict-end = { $said }۔
# $subject: one of the names above.
verdict-no-difference = { $policy }، { $subject }: مستقبل کے تمام { $pairs } جوڑوں میں کوئی فرق نہیں۔
verdict-no-difference-one = { $policy }، { $subject }: مستقبل کے واحد جوڑے میں کوئی فرق نہیں۔
verdict-mostly-same-less = { $policy }، { $subject }: مستقبل کے 100 جوڑوں میں سے { $share } میں کوئی فرق نہیں، { $less } میں کم۔
verdict-mostly-same-more = { $policy }، { $subject }: مستقبل کے 100 جوڑوں میں سے { $share } میں کوئی فرق نہیں، { $more } میں زیادہ۔
verdict-mostly-same = { $policy }، { $subject }: مستقبل کے 100 جوڑوں میں سے { $share } میں کوئی فرق نہیں، { $less } میں کم اور
    { $more } میں زیادہ۔
verdict-unclear = { $policy }، { $subject }: کوئی واضح سمت نہیں، مستقبل کے 100 جوڑوں میں سے { $less } میں کم اور { $more } میں زیادہ۔
# $subjects: names with commas between them.
verdict-nothing-about = ان میں سے کسی جوڑے میں ان امور میں کچھ نہیں بدلتا: { $subjects }۔

# Around every picture of a comparison. $policies: names; $baseline: the scenario that they are compared with.
comparison-kicker = سیمولیشن: { $baseline } کے مقابلے میں { $policies }
# What the scenario on the page is called in verdicts, in the place of $policy.
comparison-this-policy = یہ پالیسی
comparison-unclear = یہاں دکھایا گیا کوئی نتیجہ مستقبل کے جوڑوں میں واضح طور پر کم یا زیادہ نہیں
# $what: what can happen and is not in the range, ends with a full stop.
comparison-pairs = مستقبل کے جوڑے: { $pairs }۔ ہر پالیسی کے تحت کسی روداد کے غیر یقینی اعداد اور اتفاقات وہی رہتے ہیں۔ 10 میں 9 کے دائرے
    سے باہر 10 میں سے 1 رہتا ہے، اور حقیقی دنیا ان سب دائروں سے باہر ہو سکتی ہے۔ دائرے میں شامل نہیں: { $what }
comparison-few-pairs = مستقبل کے جوڑے: { $pairs }۔ ہر پالیسی کے تحت کسی روداد کے غیر یقینی اعداد اور اتفاقات وہی رہتے ہیں۔ اتنے کم جوڑے
    بہت کم بتاتے ہیں: دائروں کا ہر کنارہ مستقبل کی کوئی ایک روداد ہے۔ 10 میں 9 کے دائرے سے باہر 10 میں سے 1 رہتا ہے، اور حقیقی دنیا
    ان سب دائروں سے باہر ہو سکتی ہے۔ دائرے میں شامل نہیں: { $what }
comparison-one-pair = مستقبل کے جوڑے: { $pairs }۔ ہر پالیسی کے تحت کسی روداد کے غیر یقینی اعداد اور اتفاقات وہی رہتے ہیں۔ اتنے کم جوڑے
    بہت کم بتاتے ہیں: دائروں کا ہر کنارہ مستقبل کی کوئی ایک روداد ہے۔ 10 میں 9 کے دائرے سے باہر 10 میں سے 1 رہتا ہے، اور حقیقی دنیا
    ان سب دائروں سے باہر ہو سکتی ہے۔ دائرے میں شامل نہیں: { $what }
# Heads of tables.
comparison-outcome = نتیجہ
comparison-policy = پالیسی
comparison-scenario = منظرنامہ
comparison-unit = اکائی
comparison-half-of-pairs = نصف جوڑے
comparison-nine-in-ten-pairs = 10 میں 9 جوڑے

# A hundred marks for every outcome and policy.
futures-subtitle = ہر نشان مستقبل کے { $marks } جوڑوں میں سے 1 ہے: پالیسی کے ساتھ اور اس کے بغیر وہی اتفاقات۔ نیلے گول نشان: { $baseline }
    کے مقابلے میں کم۔ نارنجی چوکور: { $baseline } کے مقابلے میں زیادہ۔ سرمئی حلقے: بالکل برابر۔ اعداد بتاتے ہیں کہ 10 میں 9 جوڑوں میں
    کتنا کم یا زیادہ۔
futures-subtitle-few = ہر نشان مستقبل کا ایک جوڑا ہے: پالیسی کے ساتھ اور اس کے بغیر وہی اتفاقات۔ نیلے گول نشان: { $baseline }
    کے مقابلے میں کم۔ نارنجی چوکور: { $baseline } کے مقابلے میں زیادہ۔ سرمئی حلقے: بالکل برابر۔ اعداد بتاتے ہیں کہ 10 میں 9 جوڑوں میں
    کتنا کم یا زیادہ۔
futures-subtitle-one = ہر نشان مستقبل کا ایک جوڑا ہے: پالیسی کے ساتھ اور اس کے بغیر وہی اتفاقات۔ نیلے گول نشان: { $baseline }
    کے مقابلے میں کم۔ نارنجی چوکور: { $baseline } کے مقابلے میں زیادہ۔ سرمئی حلقے: بالکل برابر۔ اعداد بتاتے ہیں کہ کتنا کم
    یا زیادہ۔
# Short, in the colour of the marks.
futures-less = { $count } کم
futures-same = { $count } برابر
futures-more = { $count } زیادہ
futures-no-difference = کسی میں کوئی فرق نہیں
futures-first = تصویر میں صرف شروع کی پالیسیاں ہیں ({ $all } میں سے { $shown })؛ باقی فائل comparison.csv میں ہیں۔
futures-left-out = تصویر میں نہیں، کیونکہ کسی جوڑے میں کوئی فرق نہیں: { $names }۔
# $error: a number of 100.
futures-monte-carlo = مونٹی کارلو: ان حصوں میں معیاری خطا 100 میں زیادہ سے زیادہ { $error } ہے۔ جو کچھ 100 میں سے 1 سے بھی کم میں ہو،
    اس کا بھی ایک نشان ہے۔
futures-pairs = جوڑے
futures-of-100 = 100 جوڑوں میں
futures-difference = 10 میں 9 جوڑوں میں فرق

# Differences day by day. Headings of panels:
difference-departures = سرحد پار کر چکے افراد
difference-deported = ملک بدر کیے گئے
difference-documented = دستاویزات کے باوجود ملک بدر
difference-queue = گزرگاہوں پر منتظر افراد
difference-cold = سردیوں کے کسی دن سردی میں افراد
difference-beds = بستر سے محروم افراد
difference-subtitle = فرق ({ $policy } منفی { $baseline })، جوڑا بہ جوڑا: صفر کی لکیر سے نیچے کا مطلب ہے { $policy } کے تحت کم افراد، اور
    اوپر کا مطلب زیادہ۔ گہری پٹی: نصف جوڑے۔ ہلکی پٹی: 10 میں 9 جوڑے، دن بہ دن۔ باریک لکیریں: الگ الگ جوڑے۔
difference-parted = ٹوٹی لکیر: { $day }، فرق کا پہلا دن؛ اس سے پہلے دونوں ہو بہو یکساں ہیں۔
difference-at-once = ان میں پہلے ہی دن سے فرق ہے۔
# Below the headings of panels. $range, $difference: numbers with signs.
difference-until = 10 میں 9 جوڑے: { $range }، { $day } تک
difference-largest = 10 میں 9 جوڑے: { $range }، سب سے زیادہ { $day } کو
difference-one-until = واحد جوڑا: { $difference }، { $day } تک
difference-one-largest = واحد جوڑا: { $difference }، سب سے زیادہ { $day } کو
difference-half = نصف جوڑے: { $range }
difference-title-note = عنوان میں نو نتائج میں سے وہ نتیجہ ہے جو 10 میں 9 جوڑوں میں ایک ہی سمت میں جاتا ہے، اگر ایسا کوئی ہو، اور جس کی
    درمیانی قدر (میڈین) اپنی سطح کے لحاظ سے سب سے زیادہ بدلتی ہے؛ باقی نتائج تصویر `futures` میں ہیں۔
difference-monte-carlo = مونٹی کارلو: سرحد پار کرنے والوں کی کُل تعداد میں اوسط فرق { $difference } افراد ہے (معیاری خطا جوڑوں کی بنیاد پر)۔
difference-left-out = تصویر میں نہیں، کیونکہ کسی دن کوئی فرق نہیں: { $names }۔
difference-in = کس میں فرق
difference-on = کب تک، یا کس دن

# All policies on one scale.
overlaid-subtitle = سرحد پار کر کے افغانستان جانے والے افراد، ہر دن اور پہلے دن سے مجموعی طور پر۔ پٹیاں 10 میں 9 رودادوں کا دائرہ ہیں،
    دن بہ دن؛ لکیر ہر دن کی درمیانی قدر (میڈین) ہے، کسی ایک روداد کا راستہ نہیں۔ جہاں پٹیاں ایک دوسرے کے اوپر آ جائیں، وہاں جوڑوں کے
    فرق دیکھیں: صرف اس سے یہ ثابت نہیں ہوتا کہ پالیسیوں کا اثر ایک سا ہے۔
overlaid-each-day = ہر دن
overlaid-since = پہلے دن سے مجموعی
overlaid-busiest = مصروف ترین دن، 10 میں 9 رودادیں
overlaid-nothing = کسی جوڑے میں کوئی فرق نہیں: ہر عدد وہی ہے
overlaid-unclear = ان میں سے کسی کے تحت سرحد پار کرنے والوں کی تعداد واضح طور پر کم یا زیادہ نہیں
overlaid-first = تصویر میں صرف شروع کے منظرنامے ہیں ({ $all } میں سے { $shown })۔
overlaid-monte-carlo = مونٹی کارلو: { $baseline } کے تحت سرحد پار کرنے والوں کی کُل تعداد کی اوسط میں معیاری خطا { $people } افراد ہے۔
overlaid-half = کُل روانگیاں: نصف رودادیں
overlaid-nine-in-ten = 10 میں 9 رودادیں
overlaid-busiest-nine-in-ten = مصروف ترین دن: 10 میں 9 رودادیں

# Nine outcomes under every policy.
multiples-subtitle = ہر پٹی ایک منظرنامہ ہے: پتلا حصہ 10 میں 9 رودادوں کا دائرہ ہے، موٹا حصہ نصف رودادوں کا، اور سفید نشان درمیانی قدر
    (میڈین)؛ اعداد 10 میں 9 کا دائرہ ہیں۔ تمام پیمانے صفر سے شروع ہوتے ہیں؛ ہر خانے کا پیمانہ الگ ہے۔ جن دائروں کا کچھ حصہ مشترک ہو،
    ان میں پھر بھی ہر جوڑے میں فرق ہو سکتا ہے: تصویر `futures` دیکھیں۔
multiples-title = نو نتائج میں سے اپنی سطح کے لحاظ سے سب سے زیادہ فرق: { $subject }، { $policy } کے تحت
multiples-nothing = کسی جوڑے میں کوئی فرق نہیں: نو نتائج، سب کے تحت یکساں
multiples-unclear = نو نتائج میں سے کوئی بھی کسی پالیسی کے تحت واضح طور پر کم یا زیادہ نہیں
