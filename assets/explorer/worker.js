// A worker: the engine, asked one thing after the other. What it is asked and what it answers is described in
// src/explorer/mod.rs; the bytes of each answer begin with 0, or with 1 for an error in words.
"use strict";
let engine = null;

// The drawing library brings bindings to a browser, which nothing here calls.
const unused = (module) => {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`${name} was called`);
    };
  }
  return imports;
};

const ask = (method, input) => {
  const { reserve, answer, length, memory } = engine.exports;
  const at = reserve(input.byteLength);
  new Uint8Array(memory.buffer, at, input.byteLength).set(new Uint8Array(input));
  const begins = answer(method);
  return new Uint8Array(memory.buffer, begins, length());
};

onmessage = async ({ data }) => {
  if (data.module) {
    engine = await WebAssembly.instantiate(data.module, unused(data.module));
    engine.exports.begin();
    postMessage({ id: data.id, output: new ArrayBuffer(0) });
    return;
  }
  try {
    const answer = ask(data.method, data.input);
    const output = answer.slice(1).buffer;
    postMessage(answer[0] === 0 ? { id: data.id, output } : { id: data.id, error: new TextDecoder().decode(output) }, [output]);
  } catch (trap) {
    // A panic: its message is the last answer.
    const { last_words, length, memory } = engine.exports;
    const words = new TextDecoder().decode(new Uint8Array(memory.buffer, last_words(), length()).slice(1));
    postMessage({ id: data.id, error: words || String(trap), broken: true });
  }
};
