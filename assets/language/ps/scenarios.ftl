# Titles and questions of the shipped scenarios, word for word as in their files: a scenario that says something else of itself keeps
# its own words. Dates and names as in the other files.

shipped-announced-target-title = اعلان شوی هدف: 1.7 میلیونه
shipped-announced-target-question = د دې لپاره چې 1.7 میلیونه کسان ووځي، کوم شرطونه باید پوره وي، او تر کله پورې؟
shipped-border-shut-title = مهلت پای ته رسېږي، خو پوله تړلې ده
shipped-border-shut-question = که خلک وتلو ته اړ وي، خو وتلی نه شي، څه کېږي؟
shipped-court-half-obeyed-title = محکمه مداخله کوي، او حکم یې نیم عملي کېږي
shipped-court-half-obeyed-question = هغه حکم څه ارزښت لري چې له هرو دوو مامورینو یو یې نه مني؟
shipped-court-ignored-title = محکمه مداخله کوي، خو حکم یې نه عملي کېږي
shipped-court-ignored-question = څومره کسان د داسې محکمې د حکم پر خلاف جبراً ایستل کېږي چې هېڅوک یې نه مني؟
shipped-court-obeyed-title = محکمه مداخله کوي، او حکم یې عملي کېږي
shipped-court-obeyed-question = کله چې نور د هېچا د نیولو اجازه نه وي، بیا هم څوک وځي؟
shipped-history-to-september-2024-title = تېرې پېښې تر سپتمبر 2024 پورې
shipped-history-to-september-2024-question = ایا د پلان له پیله یو کال وروسته هم خپره شوې شمېره، 722,000، لا هم د حدودو دننه ده؟
shipped-history-title = تېرې پېښې: د 1 نومبر 2023 مهلت
shipped-history-question = د اکتوبر 2023 تر پلان لاندې څومره افغانان له پاکستانه وځي، څنګه وځي، او تصادف پکې څومره ونډه لري؟
shipped-no-deadline-title = همدا پلان، بې مهلته
shipped-no-deadline-question = د 2023 د مني ګڼه‌ګوڼه څومره د نېټې له امله وه، او څومره د هغه پلان له امله چې تر شا یې و؟
shipped-phase-2-title = پړاو 2: د افغان تابعیت کارت، پسرلی 2025
shipped-phase-2-question = که کارت لرونکي مهلت ته هومره غبرګون وښيي لکه بې اسناده خلکو چې په 2023 کې وښود، یا تر هغه لږ، د جولای 2025 تر پایه څومره کسان وځي؟
shipped-phase-3-title = پړاو 3: د نوملیکنې د ثبوت کارت، منی 2025
shipped-phase-3-question = که نوملیکل شوي کډوال مهلت ته هومره غبرګون وښيي لکه بې اسناده خلکو چې په 2023 کې وښود، یا تر هغه لږ، تر 8 نومبر 2025 پورې څومره کسان وځي؟
shipped-protect-documented-title = اسناد لرونکي خوندي دي
shipped-protect-documented-question = په تېرو پېښو کې څومره داسې کارت لرونکي جبراً ایستل کېږي چې خوندیتوب به پاتې کړي وای، او خوندیتوب نور څه بدلوي؟
shipped-regularise-and-resettle-title = د اوسېدو اجازه او بیا مېشتول
shipped-regularise-and-resettle-question = د اوسېدو نیم میلیون اجازې او درېیمو هېوادونو ته د بیا مېشتولو روانه لاره هغه ډله څومره کوچنۍ کوي چې پلان پرې فشار راوړي؟
shipped-return-wave-2016-title = د 2016 کال د بېرته ستنېدو څپه
shipped-return-wave-2016-question = ایا مودل، له هغو حدودو سره چې تر اکتوبر 2023 مخکې دي، هغه کال رانغاړي چې تر نیم میلیون ډېر کسان پکې له پاکستانه بېرته ستانه شول؟
shipped-six-month-schedule-title = شپږ میاشتې مخکې خبرتیا، صوبه په صوبه
shipped-six-month-schedule-question = شپږ میاشتې مخکې خبرتیا څه بدلوي: د وتونکو شمېر، که د وتلو بڼه؟
shipped-winter-moratorium-title = په ژمي کې موقتي ځنډ، او د هرکلي لپاره پیسې
shipped-winter-moratorium-question = له ډسمبر تر فبروري پورې وقفه خلک د ژمي له یخنۍ څومره ژغوري، او له امله یې د وتلو شمېر څومره کمېږي؟
