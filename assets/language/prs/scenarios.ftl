# Titles and questions of the shipped scenarios, word for word as in their files: a scenario that says something else of itself keeps
# its own words. Dates and names as in the other files.

shipped-announced-target-title = هدف اعلام‌شده: 1.7 میلیون نفر
shipped-announced-target-question = چه چیزهایی باید درست باشد تا 1.7 میلیون نفر بروند، و تا چه زمانی؟
shipped-border-shut-title = سرحد هنگام پایان ضرب‌الاجل بسته است
shipped-border-shut-question = اگر مردم ناگزیر به رفتن باشند و نتوانند بروند، چه می‌شود؟
shipped-court-half-obeyed-title = محکمه مداخله می‌کند و حکم آن تنها تا نیمه رعایت می‌شود
shipped-court-half-obeyed-question = حکمی که از هر دو مأمور یکی آن را نادیده می‌گیرد، چه ارزشی دارد؟
shipped-court-ignored-title = محکمه مداخله می‌کند و حکم آن نادیده گرفته می‌شود
shipped-court-ignored-question = چند نفر برخلاف حکم محکمه‌ای که هیچ‌کس از آن پیروی نمی‌کند، اخراج می‌شوند؟
shipped-court-obeyed-title = محکمه مداخله می‌کند و حکم آن رعایت می‌شود
shipped-court-obeyed-question = وقتی دیگر کسی را نمی‌توان بازداشت کرد، چه کسانی باز هم می‌روند؟
shipped-history-to-september-2024-title = رویدادهای گذشته تا سپتمبر 2024
shipped-history-to-september-2024-question = آیا رقم نشرشدهٔ 722,000 نفر یک سال پس از آغاز پلان هنوز در داخل دامنه است؟
shipped-history-title = رویدادهای گذشته: ضرب‌الاجل 1 نومبر 2023
shipped-history-question = در چارچوب پلان اکتوبر 2023 چند افغان پاکستان را ترک می‌کنند، به چه شیوه، و سهم تصادف در آن چقدر است؟
shipped-no-deadline-title = همان پلان بدون ضرب‌الاجل
shipped-no-deadline-question = چه اندازه از ازدحام خزان 2023 در گذرگاه‌ها از خود تاریخ ضرب‌الاجل بود، و چه اندازه از پلان پشت آن؟
shipped-phase-2-title = مرحلهٔ 2: کارت شهروندی افغان، بهار 2025
shipped-phase-2-question = اگر دارندگان کارت به ضرب‌الاجل به اندازهٔ افراد بدون مدرک در سال 2023، یا کمتر از آن، واکنش نشان دهند، تا پایان جولای 2025 چند نفر می‌روند؟
shipped-phase-3-title = مرحلهٔ 3: کارت ثبت مهاجرین، خزان 2025
shipped-phase-3-question = اگر مهاجرین ثبت‌شده به ضرب‌الاجل به اندازهٔ افراد بدون مدرک در سال 2023، یا کمتر از آن، واکنش نشان دهند، تا 8 نومبر 2025 چند نفر می‌روند؟
shipped-protect-documented-title = حفاظت از افراد دارای مدرک
shipped-protect-documented-question = در رویدادهای گذشته چند دارندهٔ کارت اخراج می‌شوند که با حفاظت می‌توانستند بمانند، و حفاظت چه چیزهای دیگری را تغییر می‌دهد؟
shipped-regularise-and-resettle-title = اجازهٔ اقامت و اسکان مجدد
shipped-regularise-and-resettle-question = نیم میلیون اجازهٔ اقامت و روند کارآمد اسکان مجدد در کشورهای ثالث، گروهی را که زیر فشار پلان است تا چه اندازه کوچک می‌کند؟
shipped-return-wave-2016-title = موج بازگشت سال 2016
shipped-return-wave-2016-question = آیا مودل، با دامنه‌هایی از پیش از اکتوبر 2023، سالی را در بر می‌گیرد که در آن بیش از نیم میلیون نفر از پاکستان برگشتند؟
shipped-six-month-schedule-title = شش ماه مهلت، ایالت به ایالت
shipped-six-month-schedule-question = شش ماه مهلت چه چیزی را تغییر می‌دهد: شمار کسانی را که می‌روند، یا شیوهٔ رفتن آنان را؟
shipped-winter-moratorium-title = توقف موقت زمستانی، همراه با پول برای پذیرش
shipped-winter-moratorium-question = وقفه از دسمبر تا فبروری چه اندازه از روزهای مردم در سرمای زمستان می‌کاهد، و بهای آن از نظر شمار خروج‌ها چیست؟
