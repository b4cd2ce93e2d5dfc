// The engine travels packed by `xz --format=lzma`. Browsers unpack only what gzip packs, which is two fifths more.
//
// LZMA as its specification says (I. Pavlov, LZMA SDK, lzma-specification.txt): a range coder whose bits are decided by chances that it
// learns, and with it letters, and copies of what is there already by length and distance.
const STATES = 12;
const POSITIONS = 16;
const LENGTHS = 2 + 2 * POSITIONS * 8 + 256;
const LONGEST_COPY = 273;

// Chances of a bit being 0, in 2,048ths, and the number of the first of each kind.
const chancesOf = (literals) => {
  const first = {};
  let count = 0;
  const kinds = {
    match: STATES * POSITIONS, again: STATES, again0: STATES, again1: STATES, again2: STATES, short: STATES * POSITIONS,
    slot: 4 * 64, near: 115, align: 16, length: LENGTHS, lengthAgain: LENGTHS, literal: 0x300 * literals,
  };
  for (const [kind, size] of Object.entries(kinds)) {
    first[kind] = count;
    count += size;
  }
  return { first, chances: new Uint16Array(count).fill(1024) };
};

const unpacked = (packed) => {
  // Bits of the letter before and of the place that choose the chances of a letter, and bits of the place that choose others.
  const [before, place, position] = [packed[0] % 9, Math.floor(packed[0] / 9) % 5, Math.floor(packed[0] / 45)];
  const { first, chances } = chancesOf(1 << (before + place));
  const { match, again, again0, again1, again2, short, slot, near, align, literal } = first;

  // The range and what of the code lies in it. Typed, because they need all of 32 bits.
  const coder = new Uint32Array([0xffffffff, new DataView(packed.buffer, packed.byteOffset).getUint32(14)]);
  const [RANGE, CODE] = [0, 1];
  let next = 18;
  const widen = () => {
    coder[RANGE] <<= 8;
    coder[CODE] = (coder[CODE] << 8) | packed[next++];
  };
  const bit = (at) => {
    const chance = chances[at];
    const bound = (coder[RANGE] >>> 11) * chance;
    const one = coder[CODE] >= bound;
    if (one) {
      coder[RANGE] -= bound;
      coder[CODE] -= bound;
      chances[at] = chance - (chance >> 5);
    } else {
      coder[RANGE] = bound;
      chances[at] = chance + ((2048 - chance) >> 5);
    }
    if (coder[RANGE] < 0x1000000) widen();
    return one ? 1 : 0;
  };
  // Bits without chances.
  const plain = (bits) => {
    let value = 0;
    for (; bits > 0; bits--) {
      coder[RANGE] >>>= 1;
      const one = coder[CODE] >= coder[RANGE];
      if (one) coder[CODE] -= coder[RANGE];
      value = (value << 1) | (one ? 1 : 0);
      if (coder[RANGE] < 0x1000000) widen();
    }
    return value;
  };
  // Bits whose chances depend on those before, the highest first.
  const tree = (at, bits) => {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | bit(at + node);
    return node - (1 << bits);
  };
  // The same, the lowest first.
  const turned = (at, bits) => {
    let [node, value] = [1, 0];
    for (let i = 0; i < bits; i++) {
      const one = bit(at + node);
      node = (node << 1) | one;
      value |= one << i;
    }
    return value;
  };
  const lengthAt = (at, of) => {
    if (!bit(at)) return tree(at + 2 + of * 8, 3);
    if (!bit(at + 1)) return 8 + tree(at + 2 + (POSITIONS + of) * 8, 3);
    return 16 + tree(at + 2 + 2 * POSITIONS * 8, 8);
  };
  const distanceAt = (length) => {
    const found = tree(slot + Math.min(length, 3) * 64, 6);
    if (found < 4) return found;
    const bits = (found >> 1) - 1;
    const base = (2 | (found & 1)) << bits;
    return found < 14 ? base + turned(near + base - found, bits) : base + (plain(bits - 4) << 4) + turned(align, 4);
  };

  let bytes = new Uint8Array(1 << 22);
  let end = 0;
  let state = 0;
  // The last four distances.
  let [last0, last1, last2, last3] = [0, 0, 0, 0];
  const letter = () => {
    const at = literal + 0x300 * (((end & ((1 << place) - 1)) << before) + (end ? bytes[end - 1] >> (8 - before) : 0));
    let node = 1;
    // After a copy the letter differs from the one that would have gone on with it.
    let [expected, same] = [bytes[end - last0 - 1], state >= 7];
    while (same && node < 0x100) {
      const wanted = (expected >> 7) & 1;
      expected <<= 1;
      const one = bit(at + ((1 + wanted) << 8) + node);
      node = (node << 1) | one;
      same = one === wanted;
    }
    while (node < 0x100) node = (node << 1) | bit(at + node);
    bytes[end++] = node;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };
  for (;;) {
    if (next > packed.length) throw new Error("the engine in this file is damaged");
    if (end + LONGEST_COPY > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    const of = end & ((1 << position) - 1);
    if (!bit(match + state * POSITIONS + of)) {
      letter();
      continue;
    }
    let length = -1;
    if (!bit(again + state)) {
      [last3, last2, last1] = [last2, last1, last0];
      length = lengthAt(first.length, of);
      last0 = distanceAt(length);
      if (last0 === -1) return bytes.subarray(0, end);
      state = state < 7 ? 7 : 10;
    } else {
      const other = bit(again0 + state);
      if (other) {
        if (!bit(again1 + state)) [last0, last1] = [last1, last0];
        else if (!bit(again2 + state)) [last0, last1, last2] = [last2, last0, last1];
        else [last0, last1, last2, last3] = [last3, last0, last1, last2];
      }
      // One letter, as far back as last time; or a copy.
      const alone = !other && !bit(short + state * POSITIONS + of);
      if (!alone) length = lengthAt(first.lengthAgain, of);
      state = state < 7 ? (alone ? 9 : 8) : 11;
    }
    length += 2;
    for (let from = end - last0 - 1; length > 0; length--) bytes[end++] = bytes[from++];
  }
};
