# Texts of the page and the frame of the report. Fluent syntax (projectfluent.org): `key = text`, continued on indented
# lines, with variables as { $name }.

page-title = Crossings: لیور بدلیں، مستقبل کے امکانات کا دائرہ دیکھیں
page-lead = کسی پالیسی کے تحت پاکستان میں مقیم افغانوں کی رودادیں، سیمولیشن سے تیار کردہ۔ سارا کام اسی صفحے میں ہوتا ہے؛
    کچھ بھی کہیں نہیں بھیجا جاتا۔ یہ دائرے منظرنامے کے دائرے ہیں، پیش گوئی نہیں۔
language-label = زبان
month-year = { $month } { $year }
local-label = مقامی ہندسے اور تاریخیں
awaits-review = یہ ترجمہ ابھی اہلِ زبان کے جائزے کا منتظر ہے۔ جہاں اس میں اور انگریزی متن میں فرق ہو، وہاں انگریزی متن معتبر ہے۔
    منظرنامے کی فائل میں غلطیوں کے پیغامات اور حوالہ جات انگریزی میں ہیں۔
skip-to-results = نتائج پر جائیں
footer = پروگرام Crossings گھرانوں کی سیمولیشن گروہوں کی صورت میں کرتا ہے: صوبے سے چھوٹا کوئی مقام نہیں، کسی فرد کا کوئی ریکارڈ نہیں۔
    ہر دائرے میں شروع سے آخر تک ایک ہی پالیسی ہے؛ حکام اس کے بعد کیا کریں گے، یہ اس میں شامل نہیں۔

controls-title = لیور
scenario-label = اس منظرنامے سے شروع کریں
undo = واپس
redo = دوبارہ
reset = تمام لیور پہلے جیسے کریں
controls-hint = سلائیڈر کے نیچے کا نشان وہ قدر دکھاتا ہے جو خود منظرنامے میں ہے۔ تیر والے بٹن سلائیڈر کو تھوڑا تھوڑا ہلاتے ہیں۔
timeline-title = وقت کی لکیر
timeline-hint = کسی تاریخ کو گھسیٹیں؛ یا Tab سے اسے چنیں اور تیر والے بٹنوں سے آگے پیچھے کریں: ایک دن، Shift کے ساتھ ایک ہفتہ،
    اور Page up یا Page down سے ایک مہینہ۔ باریک نشان خود منظرنامے کی تاریخیں ہیں۔
date-wrong = “{ $date }” کوئی تاریخ نہیں۔ تاریخ یوں لکھیں: ‎2023-11-01‎، یعنی سال، مہینہ، دن۔
untouched = منظرنامے میں: { $value }۔
untouched-uncertain = منظرنامے میں: غیر یقینی، { $law }؛ لیور ہلانے سے ایک ہی قدر مقرر ہو جاتی ہے۔
period-from = پہلا دن
period-to = آخری دن
unit-people-day = افراد یومیہ

group-deadlines = آخری تاریخیں
group-deadlines-hint = لوگوں کو ملک چھوڑنے کو کب کہا گیا، اس کا نفاذ کب سے ہے، اور وہ اس پر کس حد تک یقین کرتے ہیں۔
group-arrests = گرفتاریاں
group-arrests-hint = پولیس کے ہاتھوں گرفتار ہونے والے افراد، خود منظرنامے کے کیلنڈر کے مقابلے میں۔
group-protection = تحفظ
group-protection-hint = کسے گرفتار نہیں کیا جاتا، اور کسے گرفتاری کے بعد رہا کر دیا جاتا ہے۔
group-moratorium = سردیوں میں عارضی التوا
group-moratorium-hint = کارروائیوں، منصوبے اور آخری تاریخوں پر عمل میں وقفہ۔
group-court = عدالتی حکم
group-court-hint = عدالت گرفتاریاں اور ملک بدریاں روک دیتی ہے، جس حد تک اس کے حکم پر عمل ہو۔
group-crossings = سرحدی گزرگاہیں
group-crossings-hint = ایک دن میں کتنے لوگ سرحد پار کر سکتے ہیں، اور کوئی گزرگاہ کب بند ہے۔
group-assistance = مدد، قیام کی اجازت، تیسرے ملک میں آبادکاری
group-assistance-hint = خوف کے عالم میں جانے کے سوا دوسرے راستے۔
group-reception = افغانستان میں استقبالیہ انتظامات
group-reception-hint = پہنچنے والوں کے لیے بستر اور خیموں میں جگہیں۔

deadline-holds = نافذ ہے: { $name } (جن کے لیے ہے: { $statuses })
deadline-announced = اعلان کی تاریخ
deadline-enforced-from = نفاذ کب سے
deadline-credibility = کس حد تک یقین کیا جاتا ہے
arrests = گرفتاریاں، منظرنامے سے کتنے گنا
protection = گرفتاری سے محفوظ: { $status }
deported-share = گرفتاری کے بعد ملک بدر: { $status }
moratorium-on = عارضی التوا نافذ ہے
moratorium-strength = دباؤ میں کتنی کمی لاتا ہے
court-on = عدالتی حکم موجود ہے
court-from = کب سے
court-compliance = کس حد تک عمل ہوتا ہے
capacity = یومیہ گزر سکنے والے افراد
closed = { $name } بند کریں (منظرنامے کی بندشیں برقرار رہتی ہیں)
closed-track = { $name } بند
grant = وطن واپسی کی نقد امداد، 2023 سے کتنے گنا: { $status }
regularised = قیام کی اجازت پانے والے: { $status }
resettled = تیسرے ممالک میں آباد کیے گئے: { $status }
times-scenario = { $label }، منظرنامے سے کتنے گنا
beds = بستر، منظرنامے سے کتنے گنا

files-title = اپنا منظرنامہ، ڈیٹا، رودادوں کی تعداد
own-label = منظرنامے کی فائل کھولیں (TOML)
file-large = یہ فائل اس حد سے بڑی ہے جو منظرنامے کی فائل کے لیے مقرر ہے۔
save-toml = منظرنامہ محفوظ کریں (TOML)
save-daily = فائل daily.csv محفوظ کریں
save-totals = فائل totals.csv محفوظ کریں
runs-label = سیمولیشن کی رودادیں
seed-label = ابتدائی عدد

status-start = انجن شروع ہو رہا ہے۔
status-glance = پہلی جھلک: پورے حساب سے بنی رودادیں { $all } میں سے { $runs }؛ دائروں کے کنارے ابھی زیادہ تر اتفاق کا نتیجہ ہیں۔
status-some = پورے حساب سے بنی رودادیں: { $all } میں سے { $runs }۔
status-done = تمام { $all } رودادیں پورے حساب سے تیار ہیں۔
status-pin = پن شدہ پالیسیوں کے مستقبل تیار ہو رہے ہیں۔
status-problem = کچھ نہیں چلایا گیا: لیوروں کے ساتھ لکھے مسائل دیکھیں۔
failed-runs = ناکام رودادیں: { $count }؛ انھیں شمار نہیں کیا جاتا۔
engine-missing = انجن شروع نہیں ہو سکا۔ اس صفحے کے لیے ایسا براؤزر درکار ہے جس میں WebAssembly موجود ہو (Chrome یا Edge 91 یا Firefox 89 یا Safari 16.4 یا ان سے نیا)۔
status-broke = انجن نئے سرے سے شروع کیا گیا۔
engine-broke = انجن رک گیا تھا اور اسے نئے سرے سے شروع کیا گیا۔ اگر ایسا پھر ہو تو براہِ کرم نیچے دیے گئے متن اور اس صفحے کے پتے کے ساتھ اس کی اطلاع دیں۔
engine-broke-again = لیوروں کی اس ترتیب پر انجن دو بار رک گیا، اس لیے اس کی رودادیں دوبارہ نہیں چلائی جائیں گی۔ آخری تبدیلی واپس کریں؛ اور براہِ کرم نیچے دیے گئے متن اور اس صفحے کے پتے کے ساتھ اس کی اطلاع دیں۔
worker-failed = حساب کا ایک ذیلی عمل رک گیا۔

pin = یہ پالیسی پن کریں
unpin = پن ہٹائیں
copy-link = لنک کاپی کریں
copied = کاپی ہوا
copy-by-hand = اسے خود کاپی کریں:
guess-start = پہلے اندازہ لگائیں
unpin-which = { $name } سے پن ہٹائیں
verdict-title = پن شدہ پالیسیوں کے مقابلے میں، مستقبل کے جوڑوں میں
verdict-what = { $name }: { $pinned } ({ $set })۔ مستقبل کے جوڑے: { $runs }؛ دونوں پالیسیوں میں وہی اعداد اور وہی اتفاقات۔
verdict-none = اس کی رودادیں تیار نہیں ہو سکیں۔
pin-name = پن شدہ { $letter }
pin-table-title = تمام پالیسیاں ساتھ ساتھ، 10 میں سے 9 رودادوں میں
this-policy = یہ پالیسی
untouched-levers = لیور جوں کے توں
verdict-same = مستقبل کے کسی جوڑے میں کوئی عدد مختلف نہیں۔
beyond-label = اس دائرے میں شامل نہیں:
idle = اس سے کچھ نہیں بدلتا: { $text }

bar = 10 میں سے 9 رودادوں میں { $range } { $what }
figure-words = الفاظ میں، جدول کے ساتھ
day-title = کسی ایک دن کی قدریں
day-label = دن
half-of-runs = نصف رودادیں
nine-in-ten = 10 میں 9 رودادیں
series-departures = اس دن سرحد پار کرنے والے افراد
series-departures-cumulative = سرحد پار کر چکے افراد
series-queue = گزرگاہوں پر منتظر افراد
series-documented-deported-cumulative = اب تک دستاویزات کے باوجود ملک بدر
series-remaining = اب بھی پاکستان میں
rows-title = پوری مدت میں افراد اور گزرنے کی رفتار
card-title = کتنا یقینی ہے، اور اسے کیسے دہرائیں
card-waits = شناخت نامہ آخری روداد کے ساتھ آئے گا۔
parameters = پیرامیٹر: { $set }۔
caveat = یہ منظرنامہ کیا نہیں بتا سکتا: { $caveat }
command-title = یہی نتیجہ کمانڈ لائن سے
copy-command = کمانڈ کاپی کریں
command-own = # پہلے اپنا منظرنامہ اسی نام سے محفوظ کریں

guess-title = پہلے اندازہ لگائیں
guess-hint = سیمولیشن کے دائرے دیکھنے سے پہلے اپنے دائرے (کم سے کم اور زیادہ سے زیادہ قدر) طے کر لیں۔ تعداد یوں لکھیں: 12,000 یا 12k یا 1.2M،
    اور دو اعداد کے بیچ میں “to” لکھیں۔ جو خانہ آپ خالی چھوڑیں گے، اس کا مطلب “کوئی نہیں سے لے کر سب تک” لیا جائے گا۔
guess-half = نصف رودادیں اس دائرے میں
guess-nine = 10 میں 9 رودادیں اس دائرے میں
guess-example = 12k to 30k
guess-score = میرا اندازہ جانچیں
guess-stop = اندازے کے بغیر دکھائیں
guess-none = کم از کم ایک کا اندازہ لگائیں۔
guess-marks-title = آپ کا اندازہ
guess-held = آپ کے 10 میں سے 9 والے دائرے میں
guess-verdict = نتیجہ
guess-points = نمبر
guess-left-out = خالی
guess-all = سب ملا کر
guess-marks-hint = 100 نمبر: سیمولیشن کے اپنے دائروں جتنا اچھا؛ 0 نمبر: “کوئی نہیں سے لے کر سب تک”۔
    نمبر ماڈل سے قربت کے ہیں، حقیقی دنیا سے قربت کے نہیں۔

link-long = لنک { $most } حروف سے لمبا ہے، اس لیے اسے نہیں پڑھا گیا۔
link-damaged = لنک خراب ہے: اس میں سے کچھ استعمال نہیں کیا گیا۔ صفحہ ابتدا سے شروع ہو رہا ہے۔

name-undocumented = بغیر دستاویزات
name-acc = افغان سٹیزن کارڈ
name-por = پروف آف رجسٹریشن
name-visa = آبادکاری کے منتظر
name-torkham = طورخم
name-chaman = چمن
name-angoor-adda = انگور اڈہ
name-phase-1 = مرحلہ 1
name-phase-2 = مرحلہ 2
name-phase-3 = مرحلہ 3

report-limits = نیچے کے کسی دائرے میں شامل نہیں
report-comparison = مستقبل کے جوڑوں میں پالیسیوں کا موازنہ
report-verdict = موازنہ کیا بتاتا ہے
report-try = خود آزمائیں: اس منظرنامے کے لیور یہاں بدلیں
report-pictures = تصویریں
report-verdict-full = مکمل جواب، جیسا کہ کمانڈ نے دیا (انگریزی میں)
report-track-record = جو اعداد ماڈل نے نہیں دیکھے تھے، ان پر وہ کتنا اچھا رہا
report-again = اسے دوبارہ کیسے تیار کریں
report-again-hint = شناخت نامہ منصوبے کی اور نتیجے کے ہر عدد کی نشان دہی کرتا ہے۔ یہی پروگرام اور یہی کمانڈ وہی شناخت نامہ دیتے ہیں؛
    کمانڈ crossings verify فائلوں کی جانچ کرتی ہے اور کچھ رودادیں دوبارہ تیار کرتی ہے۔

# The shipped scenarios, whose own titles are in English.
report-scenario-english = منظرنامے کے حوالہ جات اور نوٹ اس زبان میں ہیں جس میں اس کی فائل لکھی گئی تھی؛ جو منظرنامہ Crossings کے ساتھ نہیں آتا، اس کا عنوان اور سوال بھی۔

question-departures-total = سرحد پار کرنے والے لوگ
question-departures-total-hint = پہلے دن سے آخری دن تک افغانستان جانے والے تمام لوگ، چاہے اپنے انتظام سے گئے، ادارے کی مدد سے گئے یا ملک بدر کیے گئے۔
question-peak-daily-crossings = سب سے مصروف دن کے لوگ
question-peak-daily-crossings-hint = اس ایک دن سرحد پار کرنے والے لوگ جب سب سے زیادہ لوگ گزرے، تمام گزرگاہیں ملا کر۔
question-documented-deported-total = دستاویزات کے باوجود ملک بدر
question-documented-deported-total-hint = وہ لوگ جنہیں افغان سٹیزن کارڈ یا پروف آف رجسٹریشن رکھنے کے باوجود گرفتاری کے بعد ملک بدر کیا گیا۔
question-queue-max = سب سے لمبی قطار
question-queue-max-hint = سب سے برے دن کی شام گزرگاہوں پر انتظار کرنے والے لوگ، تمام گزرگاہیں ملا کر۔
question-winter-exposure = سردی میں گزرے دن
question-winter-exposure-hint = دسمبر سے فروری تک: قطار میں، راستے میں یا بستر کے بغیر گزرے دن، ہر شخص کا ہر دن الگ گنا جاتا ہے۔
question-remaining-end = آخری دن تک پاکستان میں موجود
question-remaining-end-hint = ہر حیثیت کے افغان جنہیں قیام کی اجازت نہیں ملی اور جو آخری شام پاکستان میں ہیں، گھر پر یا چھپے ہوئے۔
guess-well-judged = درست اندازہ
guess-too-wide = بہت چوڑا
guess-too-narrow = بہت تنگ
guess-too-low = بہت کم
guess-too-high = بہت زیادہ
