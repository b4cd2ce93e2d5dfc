# Texts of the page and the frame of the report. Fluent syntax (projectfluent.org): `key = text`, continued on indented
# lines, with variables as { $name }.

page-title = Crossings: اهرمی را حرکت دهید و دامنهٔ آینده‌ها را ببینید
page-lead = تاریخچه‌های شبیه‌سازی‌شدهٔ افغان‌های مقیم پاکستان در چارچوب یک پالیسی. همه‌چیز در همین صفحه اجرا می‌شود و هیچ چیزی
    به جایی فرستاده نمی‌شود. دامنه‌ها دامنه‌های سناریو است، نه پیش‌بینی.
language-label = زبان
month-year = { $month } { $year }
local-label = ارقام و تاریخ‌های محلی
awaits-review = این ترجمه هنوز از سوی گویندگان بومی این زبان بازبینی نشده است. هر جا با متن انگلیسی فرق داشته باشد، متن انگلیسی معتبر است.
    پیام‌ها دربارهٔ اشتباهات فایل سناریو، و منابع، به زبان انگلیسی است.
skip-to-results = رفتن به نتایج
footer = برنامهٔ Crossings خانواده‌ها را به شکل گروهی شبیه‌سازی می‌کند: نه محلی کوچک‌تر از ایالت در آن است و نه معلومات
    شخصی کسی. در هر دامنه یک پالیسی از آغاز تا پایان ثابت می‌ماند؛ اقدام‌های بعدی مقام‌ها در آن شامل نیست.

controls-title = اهرم‌ها
scenario-label = آغاز از این سناریو
undo = لغو تغییر
redo = تکرار تغییر
reset = بازنشانی همهٔ اهرم‌ها
controls-hint = نشانهٔ زیر هر لغزنده، مقدار خود سناریو را نشان می‌دهد. کلیدهای تیردار لغزنده را با گام‌های کوچک حرکت می‌دهد.
timeline-title = خط زمان
timeline-hint = تاریخ را بکشید؛ یا آن را با Tab انتخاب کنید و با کلیدهای تیردار حرکت دهید: یک روز، همراه با Shift یک هفته،
    و با Page up و Page down یک ماه. نشانه‌های باریک، تاریخ‌های خود سناریو است.
date-wrong = «{ $date }» تاریخ نیست. تاریخ را به شکل 2023-11-01 بنویسید: سال، ماه، روز.
untouched = مقدار سناریو: { $value }.
untouched-uncertain = مقدار سناریو: نامعین، { $law }؛ با حرکت دادن اهرم، یک مقدار ثابت تعیین می‌شود.
period-from = روز اول
period-to = روز آخر
unit-people-day = نفر در روز

group-deadlines = ضرب‌الاجل‌ها
group-deadlines-hint = چه زمانی به مردم گفته شد که بروند، تطبیق آن از چه زمانی آغاز می‌شود، و مردم تا چه اندازه آن را باور می‌کنند.
group-arrests = بازداشت‌ها
group-arrests-hint = شمار کسانی که پولیس بازداشت می‌کند، در مقایسه با تقویم خود سناریو.
group-protection = حفاظت
group-protection-hint = چه کسانی از بازداشت در امان می‌مانند، و چه کسانی پس از بازداشت رها می‌شوند.
group-moratorium = توقف موقت زمستانی
group-moratorium-hint = وقفه در تطبیق، در پلان و در ضرب‌الاجل‌ها.
group-court = حکم محکمه
group-court-hint = محکمه بازداشت‌ها و اخراج‌ها را متوقف می‌کند، تا جایی که حکم آن رعایت شود.
group-crossings = گذرگاه‌ها
group-crossings-hint = در یک روز چند نفر می‌توانند عبور کنند، و گذرگاه چه زمانی بسته است.
group-assistance = کمک، اجازهٔ اقامت، اسکان مجدد
group-assistance-hint = راه‌های دیگری به جز رفتن از روی ترس.
group-reception = پذیرش در افغانستان
group-reception-hint = بسترها و جای در خیمه‌ها برای کسانی که می‌رسند.

deadline-holds = نافذ: { $name } (خطاب به: { $statuses })
deadline-announced = تاریخ اعلام
deadline-enforced-from = آغاز تطبیق
deadline-credibility = تا چه اندازه باور می‌شود
arrests = بازداشت‌ها، چند برابر سناریو
protection = در امان از بازداشت: { $status }
deported-share = اخراج پس از بازداشت: { $status }
moratorium-on = توقف موقت برقرار است
moratorium-strength = چه اندازه از فشار می‌کاهد
court-on = حکم محکمه صادر شده است
court-from = از تاریخ
court-compliance = تا چه اندازه رعایت می‌شود
capacity = ظرفیت عبور در یک روز
closed = بستن { $name } (بسته‌بودن‌های خود سناریو باقی می‌ماند)
closed-track = { $name } بسته
grant = کمک نقدی بازگشت، چند برابر سال 2023: { $status }
regularised = دریافت اجازهٔ اقامت: { $status }
resettled = اسکان مجدد در کشورهای ثالث: { $status }
times-scenario = { $label }، چند برابر سناریو
beds = بسترها، چند برابر سناریو

files-title = سناریوی خود شما، داده‌ها، شمار اجراها
own-label = باز کردن فایل سناریو (TOML)
file-large = این فایل بزرگ‌تر از آن است که فایل سناریو باشد.
save-toml = ذخیرهٔ سناریو (TOML)
save-daily = ذخیرهٔ daily.csv
save-totals = ذخیرهٔ totals.csv
runs-label = تاریخچه‌های شبیه‌سازی‌شده
seed-label = عدد آغازگر

status-start = موتور شبیه‌سازی راه می‌افتد.
status-glance = نگاه نخست: { $runs } تاریخچهٔ دقیق از { $all }؛ دو سر دامنه‌ها هنوز بیشتر حاصل تصادف است.
status-some = { $runs } تاریخچهٔ دقیق از { $all }.
status-done = هر { $all } تاریخچهٔ دقیق رسیده است.
status-pin = آینده‌های سنجاق‌شده ساخته می‌شود.
status-problem = چیزی اجرا نشد: مشکلات را در کنار اهرم‌ها ببینید.
failed-runs = { $count } اجرا ناکام شد و حساب نمی‌شود.
engine-missing = موتور شبیه‌سازی راه نیفتاد. این صفحه به مرورگری با WebAssembly نیاز دارد (Chrome یا Edge 91، Firefox 89، Safari 16.4، یا تازه‌تر).
status-broke = موتور شبیه‌سازی دوباره راه افتاد.
engine-broke = موتور شبیه‌سازی توقف کرد و دوباره راه افتاد. اگر این مشکل باز پیش آمد، لطفاً آن را با متن زیر و آدرس این صفحه گزارش دهید.
engine-broke-again = موتور شبیه‌سازی با این وضعیت اهرم‌ها دو بار توقف کرد؛ از این رو اجراهای آن دیگر تکرار نمی‌شود. آخرین تغییر را لغو کنید؛ و لطفاً این مشکل را با متن زیر و آدرس این صفحه گزارش دهید.
worker-failed = یکی از پردازش‌های پس‌زمینه توقف کرد.

pin = سنجاق این پالیسی
unpin = برداشتن سنجاق
copy-link = کاپی لینک
copied = کاپی شد
copy-by-hand = این را کاپی کنید:
guess-start = نخست حدس بزنید
unpin-which = برداشتن سنجاق: { $name }
verdict-title = در مقایسه با پالیسی‌های سنجاق‌شده، در آینده‌های جفت‌شده
verdict-what = { $name }: { $pinned } ({ $set }). { $runs } آیندهٔ جفت‌شده: در هر دو پالیسی همان عددها و همان تصادف‌ها.
verdict-none = اجراهای آن ساخته نشد.
pin-name = سنجاق‌شدهٔ { $letter }
pin-table-title = همهٔ پالیسی‌ها در کنار هم، در 9 تاریخچه از 10
this-policy = این پالیسی
untouched-levers = اهرم‌ها بدون تغییر
verdict-same = هیچ رقمی در هیچ آیندهٔ جفت‌شده فرق نمی‌کند.
beyond-label = آنچه در این دامنه نیست:
idle = تغییری نمی‌آورد: { $text }

bar = { $what }: { $range } در 9 تاریخچه از 10
figure-words = به زبان ساده، همراه با جدول
day-title = مقدارها در یک روز
day-label = روز
half-of-runs = نیمی از اجراها
nine-in-ten = 9 اجرا از 10
series-departures = کسانی که در آن روز عبور می‌کنند
series-departures-cumulative = کسانی که عبور کرده‌اند
series-queue = کسانی که در گذرگاه‌ها منتظرند
series-documented-deported-cumulative = اخراج‌شده با وجود داشتن مدرک، تا آن روز
series-remaining = هنوز در پاکستان
rows-title = شمار مردم و میزان عبور در تمام مدت
card-title = میزان اطمینان، و راه تکرار
card-waits = سطر شناسایی همراه با آخرین تاریخچه می‌آید.
parameters = پارامترها: { $set }.
caveat = آنچه این سناریو نمی‌تواند بگوید: { $caveat }
command-title = همین نتیجه از خط فرمان
copy-command = کاپی فرمان
command-own = # نخست سناریوی خود را با همان نام ذخیره کنید

guess-title = نخست حدس بزنید
guess-hint = پیش از دیدن دامنه‌های شبیه‌سازی‌شده، دامنه‌های خود را تعیین کنید. ارقام را به شکل معمول بنویسید: 12,000 یا 12k یا 1.2M،
    و برای دامنه دو رقم با «to» در میان آن‌ها. هر چه را خالی بگذارید، «جایی میان هیچ‌کس و همه» به حساب می‌آید.
guess-half = نیمی از تاریخچه‌ها در این دامنه است
guess-nine = 9 تاریخچه از 10 در این دامنه است
guess-example = 12k to 30k
guess-score = نمرهٔ حدس من
guess-stop = نشان دادن بدون حدس
guess-none = دست‌کم یکی از آن‌ها را حدس بزنید.
guess-marks-title = حدس شما
guess-held = در داخل دامنهٔ «9 از 10» شما
guess-verdict = ارزیابی
guess-points = نمره
guess-left-out = خالی مانده
guess-all = همه با هم
guess-marks-hint = 100 نمره: به خوبی دامنه‌های خود شبیه‌سازی؛ 0: «جایی میان هیچ‌کس و همه». نزدیکی به مودل نمره
    می‌گیرد، نه نزدیکی به جهان واقعی.

link-long = این لینک از { $most } حرف درازتر است و خوانده نشد.
link-damaged = این لینک خراب است: هیچ چیزی از آن استفاده نشد. صفحه از آغاز شروع می‌شود.

name-undocumented = بدون مدرک
name-acc = کارت شهروندی افغان
name-por = کارت ثبت مهاجرین
name-visa = در انتظار اسکان مجدد
name-torkham = تورخم
name-chaman = چمن
name-angoor-adda = انگور اده
name-phase-1 = مرحلهٔ 1
name-phase-2 = مرحلهٔ 2
name-phase-3 = مرحلهٔ 3

report-limits = بیرون از همهٔ دامنه‌های زیر
report-comparison = مقایسهٔ پالیسی‌ها در آینده‌های جفت‌شده
report-verdict = مقایسه چه می‌گوید
report-try = خود آزمایش کنید: اهرم‌های این سناریو را همین‌جا حرکت دهید
report-pictures = تصویرها
report-verdict-full = به‌طور کامل، همان‌گونه که فرمان گفت (به انگلیسی)
report-track-record = مودل در ارقامی که ندیده بود تا چه اندازه خوب بود
report-again = چگونه این نتیجه را دوباره بسازیم
report-again-hint = سطر شناسایی، پلان و هر عدد نتیجه را مشخص می‌کند. همان برنامه با این فرمان همان سطر را می‌دهد؛
    فرمان crossings verify فایل‌ها را بررسی می‌کند و بعضی از اجراها را دوباره می‌سازد.

# The shipped scenarios, whose own titles are in English.
report-scenario-english = منابع و یادداشت‌های هر سناریو به زبانی است که فایل آن نوشته شده است؛ عنوان و پرسش سناریویی که همراه Crossings نمی‌آید نیز.

question-departures-total = کسانی که عبور می‌کنند
question-departures-total-hint = همهٔ کسانی که از نخستین تا آخرین روز به افغانستان عبور می‌کنند، با تدارک شخصی، با کمک نهادها یا اخراج‌شده.
question-peak-daily-crossings = عبورکنندگان در روز اوج
question-peak-daily-crossings-hint = کسانی که در پررفت‌وآمدترین روز عبور می‌کنند، همهٔ گذرگاه‌ها با هم.
question-documented-deported-total = اخراج‌شده با وجود داشتن مدرک
question-documented-deported-total-hint = کسانی که پس از بازداشت اخراج شدند، با آن که کارت شهروندی افغان یا کارت ثبت مهاجرین دارند.
question-queue-max = درازترین صف
question-queue-max-hint = کسانی که در شام بدترین روز در گذرگاه‌ها منتظرند، همهٔ گذرگاه‌ها با هم.
question-winter-exposure = روزها در سرما
question-winter-exposure-hint = از دسمبر تا فبروری: روزها در صف، در راه یا بدون بستر؛ هر نفر در هر روز شمرده می‌شود.
question-remaining-end = هنوز در پاکستان در آخرین روز
question-remaining-end-hint = افغان‌های دارای هر وضعیت، بدون اجازهٔ اقامت، که در آخرین شام در پاکستان‌اند، در خانه یا پنهان.
guess-well-judged = برآورد درست
guess-too-wide = بیش از حد فراخ
guess-too-narrow = بیش از حد تنگ
guess-too-low = بیش از حد کم
guess-too-high = بیش از حد زیاد
