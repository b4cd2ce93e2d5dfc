# Dates, numbers and names that pictures, answers and reports share.

# "18 Nov 2023" and "1 November 2023"
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
# A day on the axis of a picture: "15 Sep"
date-axis = { $day } { $month }

month-short-1 = جنوری
month-short-2 = فبروری
month-short-3 = مارچ
month-short-4 = اپریل
month-short-5 = می
month-short-6 = جون
month-short-7 = جولای
month-short-8 = اگست
month-short-9 = سپتمبر
month-short-10 = اکتوبر
month-short-11 = نومبر
month-short-12 = دسمبر
month-long-1 = جنوری
month-long-2 = فبروری
month-long-3 = مارچ
month-long-4 = اپریل
month-long-5 = می
month-long-6 = جون
month-long-7 = جولای
month-long-8 = اگست
month-long-9 = سپتمبر
month-long-10 = اکتوبر
month-long-11 = نومبر
month-long-12 = دسمبر
# The months of the solar Hijri calendar, for the local dates of Dari and Pashto.
solar-month-1 = حمل
solar-month-2 = ثور
solar-month-3 = جوزا
solar-month-4 = سرطان
solar-month-5 = اسد
solar-month-6 = سنبله
solar-month-7 = میزان
solar-month-8 = عقرب
solar-month-9 = قوس
solar-month-10 = جدی
solar-month-11 = دلو
solar-month-12 = حوت

# Ends a sentence.
full-stop = .
# "a, b and c"
list-more = { $first }، { $next }
list-last = { $first } و { $last }
# "4,100 to 5,200"
range-to = { $low } تا { $high }

unit-people = نفر
unit-person-days = نفر-روز

# Names of the model, as labels in pictures and tables.
label-undocumented = بدون مدرک
label-acc = کارت شهروندی افغان
label-por = کارت ثبت مهاجرین
label-visa = در انتظار اسکان مجدد
label-self-organised = با تدارک شخصی
label-assisted = با کمک
label-deported = اخراج‌شده
label-khyber-pakhtunkhwa = خیبر پختونخوا
label-kp = خیبر پختونخوا
label-balochistan = بلوچستان
label-punjab = پنجاب
label-sindh = سند
label-islamabad = اسلام‌آباد
label-azad-kashmir-gilgit-baltistan = کشمیر آزاد و گلگت-بلتستان
label-torkham = تورخم
label-chaman = چمن
label-spin-boldak = سپین بولدک
label-ghulam-khan = غلام خان
label-angoor-adda = انگور اده
label-nangarhar = ننگرهار
label-kabul = کابل
label-kandahar = قندهار
label-kunduz = کندز
label-laghman = لغمان
label-kunar = کنر
label-helmand = هلمند
label-loya-paktia = لوی پکتیا
label-baseline = مانند پیش از پلان
label-hostile-environment = بیرون راندن، بیکاری، منع کرایهٔ خانه
label-deadline = ضرب‌الاجل
label-fear = ترس از بازداشت
label-social = رفتن دیگران
label-other = جاهای دیگر

# How far an engine can be trusted, after its name.
fidelity-same-law = همان قانون مودل
fidelity-mean-only = تنها اوسط: بدون پراکندگی از تصادف
fidelity-approximate = تقریبی: برای گروه‌های کوچک و کرانه‌ها نادرست
