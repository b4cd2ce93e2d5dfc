# Dates, numbers and names that pictures, answers and reports share.

# "18 Nov 2023" and "1 November 2023"
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
# A day on the axis of a picture: "15 Sep"
date-axis = { $day } { $month }

month-short-1 = جنوری
month-short-2 = فروری
month-short-3 = مارچ
month-short-4 = اپریل
month-short-5 = مئی
month-short-6 = جون
month-short-7 = جولائی
month-short-8 = اگست
month-short-9 = ستمبر
month-short-10 = اکتوبر
month-short-11 = نومبر
month-short-12 = دسمبر
month-long-1 = جنوری
month-long-2 = فروری
month-long-3 = مارچ
month-long-4 = اپریل
month-long-5 = مئی
month-long-6 = جون
month-long-7 = جولائی
month-long-8 = اگست
month-long-9 = ستمبر
month-long-10 = اکتوبر
month-long-11 = نومبر
month-long-12 = دسمبر
# The months of the solar Hijri calendar, for the local dates of Dari and Pashto.
solar-month-1 = حمل
solar-month-2 = ثور
solar-month-3 = جوزا
solar-month-4 = سرطان
solar-month-5 = اسد
solar-month-6 = سنبلہ
solar-month-7 = میزان
solar-month-8 = عقرب
solar-month-9 = قوس
solar-month-10 = جدی
solar-month-11 = دلو
solar-month-12 = حوت

# Ends a sentence.
full-stop = ۔
# "a, b and c"
list-more = { $first }، { $next }
list-last = { $first } اور { $last }
# "4,100 to 5,200"
range-to = { $low } تا { $high }

unit-people = افراد
unit-person-days = افرادی دن

# Names of the model, as labels in pictures and tables.
label-undocumented = بغیر دستاویزات
label-acc = افغان سٹیزن کارڈ
label-por = پروف آف رجسٹریشن کارڈ
label-visa = آبادکاری کے منتظر
label-self-organised = اپنے انتظام سے
label-assisted = ادارے کی مدد سے
label-deported = ملک بدر
label-khyber-pakhtunkhwa = خیبر پختونخوا
label-kp = خیبر پختونخوا
label-balochistan = بلوچستان
label-punjab = پنجاب
label-sindh = سندھ
label-islamabad = اسلام آباد
label-azad-kashmir-gilgit-baltistan = آزاد کشمیر اور گلگت بلتستان
label-torkham = طورخم
label-chaman = چمن
label-spin-boldak = سپین بولدک
label-ghulam-khan = غلام خان
label-angoor-adda = انگور اڈہ
label-nangarhar = ننگرہار
label-kabul = کابل
label-kandahar = قندھار
label-kunduz = قندوز
label-laghman = لغمان
label-kunar = کنڑ
label-helmand = ہلمند
label-loya-paktia = لویہ پکتیا
label-baseline = منصوبے سے پہلے کی طرح
label-hostile-environment = بے دخلی، بے روزگاری، کرائے پر پابندی
label-deadline = آخری تاریخ
label-fear = گرفتاری کا خوف
label-social = دوسروں کا جانا
label-other = دیگر مقامات

# How far an engine can be trusted, after its name.
fidelity-same-law = ماڈل ہی کا قانون
fidelity-mean-only = صرف اوسط: اتفاق کا کوئی پھیلاؤ نہیں
fidelity-approximate = تقریبی: چھوٹے گروہوں اور انتہاؤں کے لیے غلط
