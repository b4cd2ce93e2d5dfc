// Workers, and the runs of one question after the other. Every change of a lever is a new generation: what belongs to an
// older one is thrown away, and no worker begins a piece of it any more.

const METHOD = { open: 0, simulate: 1, gather: 2, tell: 3, pin: 4, scenarios: 5 };

// Runs that each worker makes for the first picture: few, so that it follows the hand.
const GLANCE = 4;
// Runs after which everything is drawn anew.
const STAGES = [200, 1000, 4000];

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
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || t("worker-failed")));
      this.waiting.clear();
    };
    this.ready = this.post({ module }, []);
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
  constructor(url, module) {
    const number = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
    this.workers = Array.from({ length: number }, () => new Worker_(url, module));
    this.generation = 0;
    this.next = 0;
    this.about = null;
  }

  get first() {
    return this.workers[0];
  }

  // Opens a question in every worker; gives what the scenario says, or its problems. Null if it was overtaken.
  async open(question) {
    const generation = ++this.generation;
    const answers = await Promise.all(this.workers.map((worker) => worker.json("open", question)));
    if (generation !== this.generation) return null;
    this.about = answers[0].problems ? null : answers[0];
    return answers[0];
  }

  // Makes the runs. `show` is given the number of runs that are gathered and whether they are all; it is awaited only by the
  // first worker, so that the others go on. Gives whether all were made, and not overtaken.
  async run(show) {
    const generation = this.generation;
    const { runs, batch } = this.about;
    const glance = Math.min(runs, GLANCE * this.workers.length);
    const stages = [glance, ...STAGES.filter((stage) => stage > glance && stage < runs), runs];
    let from = 0;
    let gathered = 0;
    const current = () => generation === this.generation;
    const gather = async (made) => {
      if (!current()) return;
      ({ runs: gathered } = JSON.parse(decoder.decode(await this.first.ask("gather", made))));
      if (!current()) return;
      let due = false;
      while (stages.length && gathered >= stages[0]) {
        stages.shift();
        due = true;
      }
      if (due) await show(gathered, gathered >= runs, current);
    };
    const gathering = [];
    let failure = null;
    const work = async (worker) => {
      while (current() && from < runs && !failure) {
        const piece = { from, to: Math.min(from < glance ? from + GLANCE : from + batch, runs) };
        from = piece.to;
        const made = await worker.ask("simulate", piece);
        const told = gather(made).catch((error) => (failure ??= error));
        gathering.push(told);
        if (worker === this.first) await told;
      }
    };
    await Promise.all(this.workers.map(work));
    await Promise.all(gathering);
    if (failure && current()) throw failure;
    return current();
  }
}

const unpack = async (base64) => {
  const packed = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};

const startEngine = async () => {
  const module = await unpack(byId("engine").textContent);
  const url = URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" }));
  const engine = new Engine(url, module);
  await Promise.all(engine.workers.map((worker) => worker.ready));
  URL.revokeObjectURL(url);
  return engine;
};
