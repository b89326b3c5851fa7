// The review grid. Every text goes in as text, never as markup.
const VERBS = {
  approve: "Approve the fix", reject: "Reject the suggestion",
  accept: "Accept the difference", comment: "Comment", assign: "Assign", reopen: "Reopen",
};
const HEADS = [
  ["", ""], ["severity", "Severity"], ["rule", "Finding"], ["project", "Project"],
  ["record", "Record"], ["", "maestro*"], ["", "Procore"], ["amount", "Amount (CAD)"],
  ["status", "Status"], ["age", "Days open"], ["kind", "Proposed"],
];
const FILTERS = [
  ["severity", "Severity"], ["rule", "Rule"], ["project", "Project"],
  ["status", "Status"], ["bucket", "Age (days)"], ["kind", "Kind of fix"],
];
const GOOD = ["approved", "applied", "already so", "accepted"];

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function money(text, form) {
  if (text == null || text === "") return "";
  const sign = text.startsWith("-") ? "\u2212" : "";
  const [whole, cents = "00"] = text.replace("-", "").split(".");
  const gap = form === "en-CA" ? "," : "\u00a0";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, gap) + (form === "en-CA" ? "." : ",") + cents;
}

function render({ model, el: root }) {
  const form = model.get("form");
  const opening = model.get("opening");
  const state = {
    page: opening.page, filter: {}, sort: "", down: false, asked: 0, here: 0,
    chosen: new Set(), choices: opening.choices, waiting: null, timer: null,
  };
  const box = el("div", { class: "recon", role: "region", "aria-label": "Review of findings" });
  const say = el("p", { class: "say", role: "status", "aria-live": "polite" });
  const body = el("tbody");
  const caption = el("caption");
  const confirm = el("div", { class: "confirm", hidden: "" });
  const detail = el("div", { class: "detail" });
  const work = el("div", { class: "work" });
  const log = el("pre", { class: "log", hidden: "", tabindex: "0", "aria-label": "Results" });
  const progress = el("progress", { value: "0", max: "1", hidden: "", "aria-label": "Progress" });
  const selects = {};

  function ask(start = 0) {
    state.asked += 1;
    model.send({
      kind: "page", filter: state.filter, sort: state.sort, down: state.down,
      start, asked: state.asked,
    });
  }

  function tell(text, isError = false) {
    say.textContent = text;
    say.className = isError ? "say error" : "say";
  }

  function narrow(name, value) {
    state.filter[name] = value;
    state.chosen.clear();
    clearTimeout(state.timer);
    state.timer = null;
    state.here = 0;
    ask();
  }

  function later(name, value) {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => narrow(name, value), 250);
  }

  function fillChoices() {
    for (const [name, select] of Object.entries(selects)) {
      const kept = state.filter[name] || "";
      select.replaceChildren(
        el("option", { value: "", text: "all" }),
        ...state.choices[name].map((v) => el("option", { value: v, text: v })),
      );
      select.value = kept;
    }
  }

  const bar = el("div", { class: "bar", role: "search" });
  for (const [name, label] of FILTERS) {
    selects[name] = el("select", { "data-filter": name, onchange: (e) => narrow(name, e.target.value) });
    bar.append(el("label", {}, label, selects[name]));
  }
  const least = el("input", { size: "9", "data-filter": "least", inputmode: "decimal",
    oninput: (e) => later("least", e.target.value) });
  const text = el("input", { size: "14", "data-filter": "text", type: "search",
    oninput: (e) => later("text", e.target.value) });
  bar.append(el("label", {}, "Amount from (CAD)", least), el("label", {}, "Contains", text));

  const actions = el("div", { class: "bar", role: "toolbar", "aria-label": "Decisions" });
  for (const [verb, label] of Object.entries(VERBS)) {
    actions.append(el("button", {
      type: "button", "data-verb": verb, class: verb === "approve" ? "primary" : "",
      text: label, onclick: () => begin(verb),
    }));
  }
  const everything = el("input", { type: "checkbox", "data-all": "" });
  actions.append(el("label", { style: "flex-direction:row;gap:4px;align-items:center" },
    everything, el("span", { class: "all-count" })));

  function ids() {
    const rows = state.page.rows;
    if (state.chosen.size) return [...state.chosen];
    return rows[state.here] ? [rows[state.here].id] : [];
  }

  function begin(verb) {
    if (state.timer !== null) { tell("The filter is still being typed; decide again.", true); return; }
    state.waiting = { verb, all: everything.checked, ids: ids(), filter: { ...state.filter } };
    model.send({ kind: "ask", ...state.waiting });
  }

  function showConfirm(message) {
    const { verb } = message;
    const needsReason = ["reject", "accept", "comment"].includes(verb);
    const reason = el("input", { size: "40", "data-field": "reason" });
    const cap = el("input", { size: "10", "data-field": "cap", inputmode: "decimal" });
    const until = el("input", { type: "date", "data-field": "until" });
    const to = el("input", { size: "20", "data-field": "to" });
    const whole = el("input", { size: "14", "data-field": "confirm", inputmode: "decimal" });
    const isHeld = verb === "approve" && opening.brake.amount;
    const what = verb === "approve"
      ? `${message.fixes} fixes of ${message.findings} findings, moving ${money(message.amount, form)} CAD`
      : `${message.findings} findings`;
    const send = () => {
      model.send({
        kind: "act", ...state.waiting, version: state.page.version, reason: reason.value,
        cap: cap.value.replace(",", "."), until: until.value, to: to.value,
        confirm: whole.value,
      });
      confirm.hidden = true;
    };
    confirm.replaceChildren(...[
      el("p", { text: `${VERBS[verb]}: ${what}?` }),
      isHeld ? el("p", { class: "say error", text: `This plan is held back whole: ${opening.brake.reasons.join("; ")}.`
        + ` If that is right, write the amount that it changes, ${money(opening.brake.amount, form)} CAD.` }) : null,
      el("div", { class: "bar" },
        isHeld ? el("label", {}, "Amount that it changes (CAD)", whole) : null,
        needsReason ? el("label", {}, "Reason", reason) : null,
        verb === "accept" ? el("label", {}, "Up to (CAD)", cap) : null,
        verb === "accept" ? el("label", {}, "Until", until) : null,
        verb === "assign" ? el("label", {}, "To", to) : null,
        el("button", { type: "button", class: "primary", "data-confirm": "", text: "Confirm", onclick: send }),
        el("button", { type: "button", text: "Cancel", onclick: () => { confirm.hidden = true; } })),
    ].filter((node) => node != null));
    confirm.hidden = false;
    (confirm.querySelector("input") || confirm.querySelector("button")).focus();
  }

  const head = el("tr");
  for (const [name, label] of HEADS) {
    const cell = el("th", { scope: "col", class: name === "amount" ? "money" : "" });
    if (name) {
      cell.append(el("button", { type: "button", text: label, onclick: () => {
        state.down = state.sort === name ? !state.down : name === "amount" || name === "age";
        state.sort = name;
        for (const other of head.children) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        ask();
      } }));
    } else cell.textContent = label || "\u00a0";
    head.append(cell);
  }

  function value(shown) {
    const isAmount = /^-?\d+\.\d{2}$/.test(shown ?? "");
    return el("td", { class: isAmount ? "money" : "", text: isAmount ? money(shown, form) : shown ?? "" });
  }

  function row(item, place) {
    const check = el("input", { type: "checkbox", tabindex: "-1", "aria-label": `Choose ${item.id}` });
    check.checked = state.chosen.has(item.id);
    check.addEventListener("change", () => choose(place));
    const tag = (value, tone) => el("span", { class: `tag ${tone}`, text: value });
    return el("tr", {
      tabindex: place === state.here ? "0" : "-1", "data-id": item.id, role: "row",
      "aria-selected": String(state.chosen.has(item.id)), class: place === state.here ? "here" : "",
      onclick: (e) => { go(place); if (e.target !== check) open(); },
    },
      el("td", {}, check), el("td", {}, tag(item.severity, item.severity)),
      el("td", { text: item.title }), el("td", { text: item.project || "" }),
      el("td", { text: [item.record, item.field].filter(Boolean).join(", ") }),
      value(item.maestro_value), value(item.procore_value),
      el("td", { class: "money", text: money(item.amount, form) }),
      el("td", {}, tag(item.status, GOOD.includes(item.status) ? "good" : "")),
      el("td", { class: "money", text: String(item.age) }),
      el("td", { text: item.kind === "instruction" ? "a person's work" : item.action }));
  }

  function draw() {
    const { rows, start, count, amount } = state.page;
    caption.textContent = count
      ? `${start + 1} to ${start + rows.length} of ${count} findings, ${money(amount, form)} CAD in all`
      : "No findings.";
    box.querySelector(".all-count").textContent = `all ${count} of this filter`;
    body.replaceChildren(...rows.map(row));
    before.disabled = start === 0;
    after.disabled = start + rows.length >= count;
  }

  function go(place, focus = true) {
    state.here = Math.max(0, Math.min(place, state.page.rows.length - 1));
    [...body.children].forEach((tr, n) => {
      tr.tabIndex = n === state.here ? 0 : -1;
      tr.classList.toggle("here", n === state.here);
    });
    if (focus && body.children[state.here]) body.children[state.here].focus();
  }

  function choose(place) {
    const { id } = state.page.rows[place];
    if (!state.chosen.delete(id)) state.chosen.add(id);
    const tr = body.children[place];
    tr.setAttribute("aria-selected", String(state.chosen.has(id)));
    tr.querySelector("input").checked = state.chosen.has(id);
  }

  function open() {
    const item = state.page.rows[state.here];
    if (item) model.send({ kind: "detail", id: item.id });
  }

  function turn(step) {
    const start = state.page.start + step * opening.size;
    if (start >= 0 && start < state.page.count) { state.here = 0; ask(start); }
  }

  const keys = {
    ArrowDown: () => go(state.here + 1), ArrowUp: () => go(state.here - 1),
    Home: () => go(0), End: () => go(state.page.rows.length - 1),
    PageDown: () => turn(1), PageUp: () => turn(-1), " ": () => choose(state.here),
    Enter: open, a: () => begin("approve"), r: () => begin("reject"), c: () => begin("comment"),
  };
  const table = el("table", {
    onkeydown: (event) => {
      event.stopPropagation();
      const action = keys[event.key];
      if (action && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.tagName === "TR") {
        event.preventDefault();
        action();
      }
    },
  }, caption, el("thead", {}, head), body);
  box.addEventListener("keydown", (event) => event.stopPropagation());

  const before = el("button", { type: "button", text: "Previous", onclick: () => turn(-1) });
  const after = el("button", { type: "button", text: "Next", onclick: () => turn(1) });
  const apply = el("button", { type: "button", class: "primary", "data-apply": "", text: "Apply what is approved",
    onclick: () => {
      work.querySelector(".sure").hidden = false;
      work.querySelector("[data-sure]").focus();
    } });
  work.append(...[
    el("h4", { text: `Plan ${opening.plan}` }),
    opening.doubts.length ? el("details", { "data-doubts": "" },
      el("summary", { text: `${opening.doubts.length} ${opening.doubts.length === 1 ? "doubt" : "doubts"} about what was read; ${opening.held} held back` }),
      ...opening.doubts.map((text) => el("p", { text }))) : null,
    el("div", { class: "bar" },
      el("button", { type: "button", "data-dry": "", text: "Dry run", onclick: () => model.send({ kind: "dry" }) }),
      apply),
    el("div", { class: "sure confirm", hidden: "" },
      el("p", { text: "Write the approved fixes to Procore now? Each is read again first, and stopped if it changed." }),
      el("button", { type: "button", class: "primary", "data-sure": "", text: "Write them", onclick: () => {
        work.querySelector(".sure").hidden = true;
        log.textContent = "";
        log.hidden = false;
        progress.hidden = false;
        model.send({ kind: "apply" });
      } }),
      el("button", { type: "button", text: "Cancel", onclick: () => { work.querySelector(".sure").hidden = true; } })),
    progress, log,
  ].filter((node) => node != null));

  function showDetail(message) {
    const part = (title, ...nodes) => el("section", {}, el("h4", { text: title }), ...nodes);
    const words = (text) => el("pre", { tabindex: "0", text });
    const change = message.after ? el("p", {}, el("del", { text: message.before || "nothing" }),
      " \u2192 ", el("ins", { text: message.after })) : null;
    const comments = message.comments.map((text) => el("p", { text }));
    detail.replaceChildren(...[
      part("Finding and both sources", words(message.explained)),
      comments.length ? part("Comments", ...comments) : null,
      message.fix ? part("Proposed", change, words(message.fix)) : null,
    ].filter((node) => node != null));
  }

  const answers = {
    page: (m) => { if (m.asked === state.asked) { state.page = m; draw(); } },
    detail: showDetail,
    ask: showConfirm,
    done: (m) => {
      tell(m.text);
      state.chosen.clear();
      everything.checked = false;
      state.choices = m.choices;
      fillChoices();
      ask(state.page.start);
    },
    dry: (m) => { log.hidden = false; log.textContent = m.text; },
    step: (m) => {
      progress.max = m.total;
      progress.value = m.done;
      if (m.line) { log.textContent += `${m.line}\n`; log.scrollTop = log.scrollHeight; }
    },
    applied: (m) => { answers.done(m); },
    error: (m) => { tell(m.text, true); progress.hidden = true; ask(state.page.start); },
  };
  const receive = (message) => answers[message.kind]?.(message);
  model.on("msg:custom", receive);

  box.append(
    bar, actions, confirm, say, el("div", { class: "scroll" }, table),
    el("div", { class: "bar", style: "margin-top:8px" }, before, after,
      el("span", { class: "keys", text: "Arrows move, Space chooses, Enter opens, A approves, R rejects, C comments" })),
    el("div", { class: "panes" }, detail, work));
  fillChoices();
  draw();
  if (opening.who) tell(`You are ${opening.who}, as you typed it.`);
  root.append(box);
  return () => model.off("msg:custom", receive);
}

export default { render };
