// Bytes that travel as text: seven bits a letter (src/cli/explore/letters.rs).

// Seven bits that are held back: a letter of two bytes says which, above the seven that follow, if any follow.
const ALONE = 0xb0;
const HELD = "\x00\x04\x05\x07\x08\x0b\x0c\x0d\x0e\x0f\x1a\x1b\x3c\x7f";

const bytesOf = (text) => {
  const bytes = new Uint8Array((text.length * 14) / 8);
  let [at, bits, count] = [0, 0, 0];
  const take = (seven) => {
    bits = ((bits & 0xff) << 7) | seven;
    count += 7;
    if (count < 8) return;
    count -= 8;
    bytes[at++] = bits >> count;
  };
  for (let letter = 0; letter < text.length; letter++) {
    const code = text.charCodeAt(letter);
    if (code >= 256) take(HELD.charCodeAt((code >> 7) - 2));
    take(code >= 128 && code < 256 ? HELD.charCodeAt(code - ALONE) : code & 127);
  }
  return bytes.subarray(0, at);
};
