// Workers, and the runs of one question after the other. Every change of a lever is a new generation: what belongs to an
// older one is thrown away, and no worker begins a piece of it any more.
//
// The first worker makes the first look, joins what the others make, and tells; so it is free soon after a change. The others
// make runs: whole ones at first, then, as soon as the pilot has fixed the bins, tallies of longer stretches.

const METHOD = { open: 0, simulate: 1, gather: 2, tell: 3, pin: 4, give: 5, bins: 6, takeBins: 7, unpin: 8 };

// Runs of the first look: few, so that it follows the hand.
const GLANCE = 2;
// Milliseconds that a hand must rest after the first look before other runs are made, by all cores but one and by that one, too: those
// of a lever that moves on would only be in the way of its next look.
const REST = 50;
const LONG_REST = 250;
// Runs after which everything is drawn anew. Up to the first of them runs travel whole.
const STAGES = [200, 1000, 4000];
// Most runs of a stretch.
const STRETCH = 1000;
// Runs between two looks at whether a stretch is still wanted.
const STEP = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Worker_ {
  constructor(url, module) {
    this.waiting = new Map();
    this.last = 0;
    this.worker = new Worker(url);
    this.worker.onmessage = ({ data }) => {
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error !== undefined) reject(Object.assign(new Error(data.error), { broken: data.broken }));
      else resolve(data.output);
    };
    this.worker.onerror = (event) => this.end(event.message || t("worker-failed"));
    this.ready = this.post({ module }, []);
  }

  // Ends it; whoever waits is told.
  end(words) {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(Object.assign(new Error(words), { broken: true }));
    this.waiting.clear();
  }

  post(message, transfer) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...message }, transfer);
    });
  }

  // Asks with JSON or bytes; gives bytes.
  ask(method, input) {
    const bytes = input instanceof ArrayBuffer ? input : encoder.encode(JSON.stringify(input)).buffer;
    return this.post({ method: METHOD[method], input: bytes }, [bytes]);
  }

  async json(method, input) {
    return JSON.parse(decoder.decode(await this.ask(method, input)));
  }
}

class Engine {
  constructor(module) {
    this.module = module;
    this.generation = 0;
    this.about = null;
    this.workers = [];
  }

  // Starts all workers, or all anew.
  async start() {
    this.generation += 1;
    for (const worker of this.workers) worker.end(t("worker-failed"));
    const url = URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" }));
    const makers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
    this.workers = Array.from({ length: 1 + makers }, () => new Worker_(url, this.module));
    await Promise.all(this.workers.map((worker) => worker.ready));
    URL.revokeObjectURL(url);
  }

  get first() {
    return this.workers[0];
  }

  // Opens a question; gives what the scenario says, or its problems. Null if it was overtaken.
  async open(question) {
    const generation = ++this.generation;
    const answer = await this.first.json("open", question);
    if (generation !== this.generation) return null;
    this.question = question;
    this.about = answer.problems ? null : answer;
    return answer;
  }

  // Makes the runs. `show` is given the number of runs that are there and whether they are all. Gives whether all were made,
  // and not overtaken.
  async run(show) {
    const { generation, question } = this;
    const { runs, pilot } = this.about;
    const current = () => generation === this.generation;
    const [first, ...makers] = this.workers;
    const glance = Math.min(runs, GLANCE);
    const stages = [...STAGES.filter((stage) => stage < runs), runs];
    let failure = null;
    const note = (error) => {
      failure ??= error;
    };

    // Stretches are begun in the order of their runs.
    let from = glance;
    const stretch = (whole) => {
      const begin = from;
      const end = stages.find((stage) => stage > begin);
      const share = whole ? STEP : Math.min(STRETCH, Math.max(STEP, Math.ceil((end - begin) / makers.length / STEP) * STEP));
      // The first stretch ends where batches end.
      from = Math.min(begin < STEP && runs > STEP ? STEP : begin + share, end);
      return { from: begin, to: from };
    };
    // The bins once they are there; nothing if nobody wants them any more.
    let giveBins;
    const bins = new Promise((resolve) => {
      giveBins = resolve;
    });
    let asked = runs <= STAGES[0];
    let shown = 0;
    const gather = async (made) => {
      if (!current()) return;
      const { runs: there } = JSON.parse(decoder.decode(await first.ask("gather", made)));
      if (!current()) return;
      if (there >= pilot && !asked) {
        asked = true;
        giveBins(await first.ask("bins", {}));
      }
      let due = false;
      while (stages.length && there >= stages[0]) {
        shown = stages.shift();
        due = true;
      }
      if (due && current()) await show(shown, shown >= runs, current);
    };
    let told = Promise.resolve();
    const release = () => (current() && !failure) || giveBins(null);
    const make = async (worker, ready) => {
      await ready;
      if (!current()) return;
      await worker.json("open", question);
      let hasBins = false;
      while (current() && from < runs && !failure) {
        if (from >= STAGES[0] && !hasBins) {
          const given = await bins;
          if (!given) break;
          await worker.ask("takeBins", given.slice(0));
          hasBins = true;
          continue;
        }
        const piece = stretch(!hasBins);
        for (let at = piece.from; at < piece.to && current(); at += STEP) await worker.json("simulate", { from: at, to: Math.min(at + STEP, piece.to) });
        if (!current()) break;
        const part = await worker.ask("give", {});
        told = Promise.all([told, gather(part).catch(note).finally(release)]);
      }
    };

    const look = async () => {
      await first.json("simulate", { from: 0, to: glance });
      if (current()) await show(glance, glance >= runs, current);
    };
    const looked = look();
    // The makers leave all cores to the first look, and to the next one if the hand moves on.
    const rested = (rest) => looked.then(() => new Promise((resolve) => setTimeout(resolve, glance < runs ? rest : 0)));
    const making = makers.map((worker, at) => make(worker, rested(at ? REST : LONG_REST)).catch(note).finally(release));
    await looked.catch(note).finally(release);
    await Promise.all(making);
    await told;
    if (failure && current()) throw failure;
    return current();
  }
}

const startEngine = async () => {
  // Compiled once, for all workers.
  const engine = new Engine(await WebAssembly.compile(unpacked(bytesOf(byId("engine").textContent))));
  await engine.start();
  return engine;
};
