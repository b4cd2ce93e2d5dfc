// The levers. Each is a key of the scenario format with the text that `--set` would be given: what the page can say, a file
// can, and the checks are the same. A lever shows what the engine says the scenario holds, and what it holds untouched.

const percent = { step: 0.01, show: (value) => digits(`${Math.round(value * 100)} %`) };
const people = { step: 1, show: (value) => number(Math.round(value)) };
const times = { step: 0.05, show: (value) => `× ${number(Math.round(value * 100) / 100)}` };

// A value as TOML.
const toml = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));
const periodToml = ({ from, to, value }) =>
  `{ ${[from && `from = ${from}`, to && `to = ${to}`, `value = ${toml(value)}`].filter(Boolean).join(", ")} }`;

// What a key holds in some controls.
const valueOf = (controls, key) => controls.get(key)?.value;
const constantOf = (said) => said?.number?.value ?? said?.calendar?.otherwise?.value ?? null;
const periodsOf = (said) => said?.calendar?.periods ?? [];

// A slider with its value, its range and a mark at the untouched value.
const slider = ({ id, label, unit, low, high, kind, value, base, uncertain, hint, turn }) => {
  const shown = make("output", { for: id }, kind.show(value));
  const input = make("input", { id, type: "range", min: low, max: high, step: kind.step, list: `${id}-mark` });
  input.value = value;
  input.setAttribute("aria-valuetext", kind.show(value));
  input.addEventListener("input", () => {
    shown.textContent = kind.show(Number(input.value));
    input.setAttribute("aria-valuetext", shown.textContent);
    turn(Number(input.value));
  });
  input.addEventListener("change", drawLeversSoon);
  const mark = make("datalist", { id: `${id}-mark` }, make("option", { value: base }));
  const told = t(uncertain ? "untouched-uncertain" : "untouched", { value: kind.show(base), law: uncertain ?? "" });
  return make(
    "div",
    { class: Math.abs(value - base) > 1e-9 ? "lever turned" : "lever" },
    make("label", { for: id }, label),
    make("div", { class: "slide" }, input, mark, shown),
    make("p", { class: "hint" }, `${kind.show(low)} – ${kind.show(high)}${unit ? ` ${unit}` : ""}. ${told}${hint ? ` ${hint}` : ""}`),
  );
};

const checkbox = ({ id, label, checked, turn }) => {
  const input = make("input", { id, type: "checkbox", checked });
  input.addEventListener("change", () => turn(input.checked));
  return make("p", { class: "lever row" }, input, " ", make("label", { for: id }, label));
};

const group = (key, ...children) => {
  const open = app.open.has(key);
  const details = make("details", { open }, make("summary", {}, t(`group-${key}`)), make("p", { class: "hint" }, t(`group-${key}-hint`)), ...children.flat());
  details.addEventListener("toggle", () => (details.open ? app.open.add(key) : app.open.delete(key)));
  return details;
};

const safeId = (key) => key.replace(/[^a-zA-Z0-9]/g, "-");

// A constant at a key.
const constantLever = (key, label, high, kind, unit, hint) => {
  const control = app.base.get(key);
  if (!control) return null;
  if (periodsOf(control.value).length) return factorLever(safeId(key), [key], t("times-scenario", { label }));
  const base = constantOf(control.value) ?? 0;
  const value = constantOf(valueOf(app.controls, key)) ?? base;
  return slider({
    id: safeId(key), label, unit, low: control.range[0], high: Math.max(high, base, value), kind, value, base, hint,
    uncertain: control.value.number?.law ?? control.value.calendar?.otherwise?.law,
    turn: (to) => turn({ [key]: `${key} = ${toml(to)}` }, { [key]: Math.abs(to - base) < 1e-9 && !control.value.number?.law && !control.value.calendar?.otherwise?.law }),
  });
};

// Calendars of one or several keys, multiplied.
const factorLever = (id, keys, label) => {
  const known = keys.filter((key) => app.base.has(key));
  const numbers = (said) => [constantOf(said) ?? 0, ...periodsOf(said).map((period) => period.amount.value)];
  const sum = (controls) => known.flatMap((key) => numbers(valueOf(controls, key))).reduce((a, b) => a + b, 0);
  if (!known.length || sum(app.base) === 0) return null;
  const factor = Math.round((sum(app.controls) / sum(app.base)) * 20) / 20;
  return slider({
    id, label, unit: "", low: 0, high: Math.max(3, factor), kind: times, value: factor, base: 1,
    turn: (to) => {
      const texts = {};
      const untouched = {};
      for (const key of known) {
        const said = valueOf(app.base, key);
        const periods = periodsOf(said).map((period) => periodToml({ from: period.from, to: period.to, value: Math.round(period.amount.value * to * 1000) / 1000 }));
        const otherwise = constantOf(said);
        const scaled = otherwise === null ? null : toml(Math.round(otherwise * to * 1000) / 1000);
        texts[key] = periods.length
          ? `${key} = { ${scaled === null ? "" : `otherwise = ${scaled}, `}later_wins = true, entries = [${periods.join(", ")}] }`
          : `${key} = ${scaled}`;
        untouched[key] = to === 1;
      }
      turn(texts, untouched);
    },
  });
};

const deadlines = () => {
  const prefix = "policy.deadlines.";
  const names = [...new Set([...app.base.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.split(".")[2]))];
  const inHorizon = (name) => {
    const announced = valueOf(app.base, `${prefix}${name}.announced`)?.date;
    return announced && announced <= app.about.last_day;
  };
  return names.filter(inHorizon).flatMap((name) => {
    const key = (field) => `${prefix}${name}.${field}`;
    const said = (field, kind) => (valueOf(app.controls, key(field)) ?? valueOf(app.base, key(field)))?.[kind];
    const removed = app.state.set[key("remove")] !== undefined;
    const statuses = (said("statuses", "names") ?? []).map(nameOf).join(", ");
    const parts = [
      checkbox({
        id: safeId(key("remove")), label: t("deadline-holds", { name: nameOf(name), statuses }), checked: !removed,
        turn: (on) => turn({ [key("remove")]: `${key("remove")} = true` }, { [key("remove")]: on }, true),
      }),
    ];
    if (!removed) {
      for (const field of ["announced", "enforced_from"]) {
        const base = valueOf(app.base, key(field)).date;
        parts.push(dateField({
          id: safeId(key(field)), track: nameOf(name), label: t(`deadline-${field.replace("_", "-")}`), value: said(field, "date"), base,
          turn: (iso) => turn({ [key(field)]: `${key(field)} = ${iso}` }, { [key(field)]: iso === base }),
        }));
      }
      parts.push(constantLever(key("credibility"), t("deadline-credibility"), 1, percent));
    }
    return [make("fieldset", {}, make("legend", {}, nameOf(name)), ...parts)];
  });
};

// A period in which something holds: on or off, its strength, its first and last day.
const periodLever = ({ id, label, track, key, own, on, strength, text, offText }) => {
  const months = Math.round((dayNumber(app.about.last_day) - dayNumber(app.about.first_day)) / 3);
  const start = own?.from ?? isoOf(dayNumber(app.about.first_day) + months);
  const end = own?.to ?? isoOf(dayNumber(app.about.first_day) + 2 * months);
  const value = own?.amount?.value ?? 1;
  const say = (from, to, amount) => turn({ [key]: text(from, to, amount) }, {}, false);
  const parts = [
    checkbox({
      id: `${id}-on`, label, checked: on,
      turn: (wanted) => (wanted ? turn({ [key]: text(start, end, strength ? 1 : 0) }, {}, true) : turn({ [key]: offText ?? "" }, { [key]: !offText }, true)),
    }),
  ];
  if (on) {
    if (strength) parts.push(slider({ id: `${id}-strength`, label: strength, unit: "", low: 0, high: 1, kind: percent, value, base: 0, turn: (to) => say(start, end, to) }));
    parts.push(dateField({ id: `${id}-from`, track, label: t("period-from"), value: start, turn: (iso) => say(iso, iso > end ? iso : end, value) }));
    parts.push(dateField({ id: `${id}-to`, track, label: t("period-to"), value: end, turn: (iso) => say(iso < start ? iso : start, iso, value) }));
  }
  return parts;
};

const closures = () =>
  app.about.names.crossings.flatMap((crossing) => {
    const key = `places.crossings.${crossing}.open`;
    const capacity = `places.crossings.${crossing}.capacity_per_day`;
    const on = app.state.set[key] !== undefined;
    const own = on ? periodsOf(valueOf(app.controls, key)).at(-1) : null;
    const base = app.base.get(capacity);
    const size = base ? constantOf(base.value) : null;
    return make(
      "fieldset", {}, make("legend", {}, nameOf(crossing)),
      constantLever(capacity, t("capacity"), (size ?? 0) * 3, people, t("unit-people-day")),
      ...periodLever({
        id: safeId(key), label: t("closed", { name: nameOf(crossing) }), track: t("closed-track", { name: nameOf(crossing) }), key, own, on,
        text: (from, to) => `${key} = { append = true, entries = [{ from = ${from}, to = ${to}, value = 0.0 }] }`,
      }),
    );
  });

const moratorium = () => {
  const key = "policy.moratorium";
  const periods = periodsOf(valueOf(app.controls, key));
  return periodLever({
    id: "moratorium", label: t("moratorium-on"), track: t("group-moratorium"), key, own: periods.at(-1), on: periods.length > 0, strength: t("moratorium-strength"),
    text: (from, to, value) => `${key} = [${periodToml({ from, to, value })}]`,
    offText: periodsOf(valueOf(app.base, key)).length ? `${key} = 0.0` : null,
  });
};

const COURT = "policy.court_orders.";
const court = () => {
  const names = [...new Set([...app.controls.keys(), ...app.base.keys()].filter((key) => key.startsWith(COURT)).map((key) => key.split(".")[2]))];
  const name = names[0] ?? "stay";
  const key = (field) => `${COURT}${name}.${field}`;
  const inBase = app.base.has(key("from"));
  const on = app.controls.has(key("from"));
  const middle = isoOf(Math.round((dayNumber(app.about.first_day) + dayNumber(app.about.last_day)) / 2));
  const statuses = app.about.names.statuses.map((status) => `"${status}"`).join(", ");
  const fields = {
    [key("from")]: `${key("from")} = ${middle}`,
    [key("statuses")]: `${key("statuses")} = [${statuses}]`,
    [key("compliance")]: `${key("compliance")} = 1.0`,
  };
  const parts = [
    checkbox({
      id: "court-on", label: t("court-on"), checked: on,
      turn: (wanted) => {
        if (inBase) turn({ [key("remove")]: `${key("remove")} = true` }, { [key("remove")]: wanted }, true);
        else turn(fields, Object.fromEntries(Object.keys(fields).map((field) => [field, !wanted])), true);
      },
    }),
  ];
  if (on) {
    const from = valueOf(app.controls, key("from")).date;
    const compliance = constantOf(valueOf(app.controls, key("compliance")));
    const base = (field) => valueOf(app.base, key(field));
    parts.push(dateField({ id: "court-from", track: t("group-court"), label: t("court-from"), value: from, base: base("from")?.date, turn: (iso) => turn({ [key("from")]: `${key("from")} = ${iso}` }) }));
    parts.push(slider({
      id: "court-compliance", label: t("court-compliance"), unit: "", low: 0, high: 1, kind: percent, value: compliance,
      base: constantOf(base("compliance")) ?? 1, turn: (to) => turn({ [key("compliance")]: `${key("compliance")} = ${toml(to)}` }),
    }));
  }
  return parts;
};

// Every lever that the scenario has, in groups.
const drawLevers = () => {
  const { statuses, destinations } = app.about.names;
  const each = (prefix, label, high, kind, unit) => statuses.map((status) => constantLever(`${prefix}.${status}`, t(label, { status: nameOf(status) }), high, kind, unit));
  const focused = document.activeElement?.id;
  tracks = new Map();
  byId("levers").replaceChildren(
    group("deadlines", deadlines()),
    group("arrests", factorLever("arrests", ["policy.arrests_per_day"], t("arrests"))),
    group("protection", each("policy.protection", "protection", 1, percent), each("policy.deported_share", "deported-share", 1, percent)),
    group("moratorium", moratorium()),
    group("court", court()),
    group("crossings", closures()),
    group("assistance", each("policy.grant", "grant", 5, times), each("policy.regularised_per_day", "regularised", 5000, people, t("unit-people-day")), each("policy.resettled_per_day", "resettled", 2000, people, t("unit-people-day"))),
    group("reception", factorLever("beds", destinations.map((destination) => `reception.beds.${destination}`), t("beds"))),
  );
  drawTimeline();
  if (focused) byId(focused)?.focus({ preventScroll: true });
};
