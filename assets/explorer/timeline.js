// The timeline: every date of the levers as a handle that is dragged, or moved by the keyboard. The fields in the groups below
// say the same dates in figures. Days go by from left to right in every language, as they do in the pictures.

// The dates that the levers have, in the order in which they were drawn: a track has one or two.
let tracks = new Map();

// A date: a field, and a handle on a track of the timeline.
const dateField = ({ id, track, label, value, base, turn }) => {
  // As in files: a field of type "date" would say 10/03/2023, which is two days.
  const input = make("input", { id: `${id}-field`, type: "text", class: "date", value, placeholder: "2023-11-01", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("change", () => {
    const good = /^\d{4}-\d{2}-\d{2}$/.test(input.value.trim()) && !Number.isNaN(dayNumber(input.value.trim()));
    input.setAttribute("aria-invalid", String(!good));
    if (good) turn(input.value.trim());
    else complain([{ message: t("date-wrong", { date: input.value }) }]);
  });
  input.addEventListener("blur", drawLeversSoon);
  tracks.set(track, [...(tracks.get(track) ?? []), { id, label, value, base, turn }]);
  const turned = base && base !== value;
  return make(
    "div",
    { class: turned ? "lever turned" : "lever" },
    make("p", { class: "row" }, make("label", { for: input.id }, label), " ", input),
    turned ? make("p", { class: "hint" }, t("untouched", { value: dateWords(base) })) : null,
  );
};

// From the first simulated day to the last, from 0 to 1.
const shareOf = (day) => {
  const first = dayNumber(app.about.first_day);
  const last = dayNumber(app.about.last_day);
  return Math.min(Math.max((day - first) / Math.max(last - first, 1), 0), 1);
};
const place = (element, from, to) => {
  element.style.insetInlineStart = `${100 * from}%`;
  if (to !== undefined) element.style.inlineSize = `${100 * (to - from)}%`;
  return element;
};

const handle = (track, { id, label, value, base, turn }, moved) => {
  const first = dayNumber(app.about.first_day);
  const last = dayNumber(app.about.last_day);
  const grip = make("span", { id, class: "grip", role: "slider", tabindex: "0", "aria-label": `${track}: ${label}`, "aria-valuemin": first, "aria-valuemax": last });
  let day = dayNumber(value);
  const show = () => {
    const words = dateWords(isoOf(day));
    place(grip, shareOf(day));
    grip.setAttribute("aria-valuenow", day);
    grip.setAttribute("aria-valuetext", words);
    grip.title = `${label}: ${words}`;
    grip.classList.toggle("turned", Boolean(base) && isoOf(day) !== base);
    moved(grip, day, `${label} ${words}`);
  };
  const move = (to) => {
    const next = Math.min(Math.max(Math.round(to), first), last);
    if (next === day) return;
    day = next;
    show();
    turn(isoOf(day));
  };
  grip.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const { left, width } = grip.parentElement.getBoundingClientRect();
    move(first + ((event.clientX - left) / width) * (last - first));
  });
  grip.addEventListener("pointerup", drawLeversSoon);
  grip.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, ArrowLeft: -1, ArrowRight: 1, PageUp: 30, PageDown: -30, Home: first - day, End: last - day };
    if (!(event.key in steps)) return;
    event.preventDefault();
    move(day + steps[event.key] * (event.shiftKey && event.key.startsWith("Arrow") ? 7 : 1));
  });
  grip.addEventListener("keyup", drawLeversSoon);
  show();
  return grip;
};

const trackRow = (name, dates) => {
  const bar = make("span", { class: "bar" });
  const words = make("span", { class: "hint" });
  const days = [];
  const said = [];
  const grips = dates.map((date, at) =>
    handle(name, date, (_, day, text) => {
      days[at] = day;
      said[at] = text;
      words.textContent = said.join(" · ");
      if (days.length === dates.length) place(bar, shareOf(Math.min(...days)), dates.length > 1 ? shareOf(Math.max(...days)) : 1);
    }));
  const marks = dates.filter(({ base }) => base).map(({ base }) => place(make("span", { class: "mark" }), shareOf(dayNumber(base))));
  return make("div", { class: "track" }, make("p", {}, make("strong", {}, name), " ", words), make("div", { class: "rail" }, bar, ...marks, ...grips));
};

// Months, as many as there is room for.
const monthTicks = () => {
  const [first, last] = [app.about.first_day, app.about.last_day].map(dayNumber);
  const days = Array.from({ length: last - first + 1 }, (_, at) => isoOf(first + at));
  const months = days.filter((iso, at) => at === 0 || dateOf(iso).day === 1);
  const every = Math.max(1, Math.ceil(months.length / 5));
  return months.map((iso, at) => place(make("span", { class: at % every ? "tick" : "tick named" }, at % every ? "" : monthWords(iso)), shareOf(dayNumber(iso))));
};

const drawTimeline = () => {
  byId("timeline").hidden = !tracks.size;
  byId("tracks").replaceChildren(make("div", { class: "months", "aria-hidden": "true" }, ...monthTicks()), ...[...tracks].map(([name, dates]) => trackRow(name, dates)));
};
