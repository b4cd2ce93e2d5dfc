// Workers, and the runs of one question after the other. Every change of a lever is a new generation: what belongs to an
// older one is thrown away, and no worker begins a piece of it any more.
//
// The first worker makes the first look, halved with another one if that has nothing to do, gathers what the others make, and
// tells; so it is free soon after a change. The others make runs, a few at a time.

const METHOD = { open: 0, simulate: 1, gather: 2, tell: 3, pin: 4, make: 5, unpin: 6 };

// Runs of the first look: few, so that it follows the hand.
const GLANCE = 2;
// Milliseconds that a hand must rest after the first look before other runs are made: those of a lever that moves on would only
// be in the way of its next look.
const REST = 30;
// Runs after which everything is drawn anew.
const STAGES = [200, 1000, 4000];
// Runs that a worker makes between two looks at whether they are still wanted: all lanes of the engine.
const STEP = 8;

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

  get idle() {
    return this.waiting.size === 0;
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
    const [first, ...makers] = this.workers;
    // Who has nothing to do will make a part of the first look.
    this.helper = makers.find((maker) => maker.idle);
    this.helping = this.helper?.json("open", question);
    this.helping?.catch(() => null);
    const answer = await first.json("open", question);
    if (generation !== this.generation) return null;
    this.question = question;
    this.about = answer.problems ? null : answer;
    return answer;
  }

  // Makes the runs. `show` is given the number of runs that are there and whether they are all. Gives whether all were made,
  // and not overtaken.
  async run(show) {
    const { generation, question, helper, helping } = this;
    const { runs } = this.about;
    const current = () => generation === this.generation;
    const [first, ...makers] = this.workers;
    const glance = Math.min(runs, GLANCE);
    const stages = [...STAGES.filter((stage) => stage < runs), runs];
    let failure = null;
    const note = (error) => {
      failure ??= error;
    };

    const gather = async (made) => {
      if (!current()) return;
      const { runs: there } = JSON.parse(decoder.decode(await first.ask("gather", made)));
      let shown = 0;
      while (stages.length && there >= stages[0]) shown = stages.shift();
      if (shown && current()) await show(shown, shown >= runs, current);
    };
    // Pieces are begun in the order of their runs, and end where full lanes do.
    let from = glance;
    const piece = () => {
      const begin = from;
      from = Math.min(begin + STEP - (begin % STEP), runs);
      return { from: begin, to: from };
    };
    const make = async (worker) => {
      await looked;
      if (!current()) return;
      // It is opened while the hand rests.
      await Promise.all([worker === helper ? helping : worker.json("open", question), rested]);
      // One piece is gathered while the next is made, and no more wait: they are large.
      let gathered = Promise.resolve();
      while (current() && from < runs && !failure) {
        const made = await worker.ask("make", piece());
        await gathered;
        gathered = gather(made).catch(note);
      }
      await gathered;
    };

    const look = async () => {
      const own = helper ? Math.ceil(glance / 2) : glance;
      const others = own < glance && helping.then(() => current() && helper.ask("make", { from: own, to: glance }));
      const [, made] = await Promise.all([first.json("simulate", { from: 0, to: own }), others]);
      if (made && current()) await first.ask("gather", made);
      if (current()) await show(glance, glance >= runs, current);
    };
    const looked = look();
    // The makers leave all cores to the first look, and to the next one if the hand moves on.
    const rested = looked.then(() => new Promise((resolve) => setTimeout(resolve, glance < runs ? REST : 0)));
    const making = makers.map((worker) => make(worker).catch(note));
    await looked.catch(note);
    await Promise.all(making);
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
