# Titles and questions of the shipped scenarios, word for word as in their files: a scenario that says something else of itself keeps
# its own words. Dates and names as in the other files.

shipped-announced-target-title = اعلان کردہ ہدف: 17 لاکھ
shipped-announced-target-question = 17 لاکھ لوگوں کے چلے جانے کے لیے کن باتوں کا درست ہونا ضروری ہو گا، اور یہ کب تک ہو گا؟
shipped-border-shut-title = آخری تاریخ گزرتی ہے اور سرحد بند ہے
shipped-border-shut-question = اگر لوگوں کو جانا پڑے اور وہ جا نہ سکیں تو کیا ہو گا؟
shipped-court-half-obeyed-title = عدالت مداخلت کرتی ہے، اور حکم پر آدھا عمل ہوتا ہے
shipped-court-half-obeyed-question = اس عدالتی حکم کی کیا حیثیت ہے جسے ہر دوسرا اہلکار نظرانداز کرے؟
shipped-court-ignored-title = عدالت مداخلت کرتی ہے، اور حکم نظرانداز کیا جاتا ہے
shipped-court-ignored-question = کتنے لوگ ایسی عدالت کے حکم کے برخلاف ملک بدر کیے جاتے ہیں جس کی کوئی نہیں سنتا؟
shipped-court-obeyed-title = عدالت مداخلت کرتی ہے، اور حکم پر عمل ہوتا ہے
shipped-court-obeyed-question = جب کسی کو گرفتار کرنے کی اجازت نہ رہے تو پھر بھی کون جاتا ہے؟
shipped-history-to-september-2024-title = ماضی، ستمبر 2024 تک
shipped-history-to-september-2024-question = کیا منصوبہ شروع ہونے کے ایک سال بعد بھی 722,000 کی شائع شدہ تعداد دائرے کے اندر رہتی ہے؟
shipped-history-title = ماضی: 1 نومبر 2023 کی آخری تاریخ
shipped-history-question = اکتوبر 2023 کے منصوبے کے تحت کتنے افغان پاکستان سے جاتے ہیں، کس طرح، اور اس تعداد میں اتفاق کا کتنا دخل ہے؟
shipped-no-deadline-title = وہی منصوبہ، آخری تاریخ کے بغیر
shipped-no-deadline-question = خزاں 2023 میں لوگوں کے ایک ساتھ نکلنے کی وجہ کس حد تک آخری تاریخ تھی، اور کس حد تک اس کے پیچھے موجود منصوبہ؟
shipped-phase-2-title = مرحلہ 2: افغان سٹیزن کارڈ، بہار 2025
shipped-phase-2-question = اگر کارڈ رکھنے والوں پر آخری تاریخ کا اثر اتنا ہی ہو جتنا 2023 میں بغیر دستاویزات لوگوں پر ہوا تھا، یا اس سے کم، تو جولائی 2025 کے آخر تک کتنے لوگ جاتے ہیں؟
shipped-phase-3-title = مرحلہ 3: پروف آف رجسٹریشن، خزاں 2025
shipped-phase-3-question = اگر رجسٹرڈ پناہ گزینوں پر آخری تاریخ کا اثر اتنا ہی ہو جتنا 2023 میں بغیر دستاویزات لوگوں پر ہوا تھا، یا اس سے کم، تو 8 نومبر 2025 تک کتنے لوگ جاتے ہیں؟
shipped-protect-documented-title = دستاویزات رکھنے والوں کو تحفظ حاصل ہے
shipped-protect-documented-question = ماضی والے منظرنامے میں کارڈ رکھنے والے ایسے کتنے لوگ ملک بدر کیے جاتے ہیں جو تحفظ ملنے پر یہیں رہتے، اور تحفظ سے مزید کیا بدلتا ہے؟
shipped-regularise-and-resettle-title = قیام کی اجازت اور تیسرے ملک میں آبادکاری
shipped-regularise-and-resettle-question = قیام کے پانچ لاکھ اجازت نامے اور تیسرے ممالک میں آبادکاری کا چلتا ہوا نظام اس گروہ کو کتنا گھٹا دیتے ہیں جس پر منصوبہ دباؤ ڈالتا ہے؟
shipped-return-wave-2016-title = 2016 میں واپسی کی لہر
shipped-return-wave-2016-question = کیا ماڈل، جب اس میں قدروں کے دائرے اکتوبر 2023 سے پہلے کے ہوں، اس سال کا احاطہ کرتا ہے جس میں پانچ لاکھ سے زیادہ لوگ پاکستان سے واپس گئے؟
shipped-six-month-schedule-title = چھ ماہ پہلے اطلاع، صوبہ بہ صوبہ
shipped-six-month-schedule-question = چھ ماہ پہلے اطلاع دینے سے کیا بدلتا ہے: جانے والوں کی تعداد، یا ان کے جانے کا طریقہ؟
shipped-winter-moratorium-title = سردیوں میں عارضی التوا، اور استقبالیہ انتظامات کے لیے رقم
shipped-winter-moratorium-question = دسمبر سے فروری تک کا وقفہ لوگوں کو سردی سے کس حد تک بچاتا ہے، اور روانگیوں کے لحاظ سے اس کی قیمت کیا ہے؟
