let valuesByBits: Float32Array | undefined;

/** Value of every 16-bit float (IEEE 754 binary16), by its bits: [65536], 256 KiB, made at the first use. */
export function float16Values(): Float32Array {
  return (valuesByBits ??= makeValues());
}

function makeValues(): Float32Array {
  const values = new Float32Array(1 << 16);
  for (let bits = 0; bits < values.length; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) values[bits] = sign * fraction * 2 ** -24;
    else if (exponent === 0x1f) values[bits] = fraction === 0 ? sign * Infinity : NaN;
    else values[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

/** Floats of 16 bits (IEEE 754 binary16) as 32-bit floats. Exact. */
export function float16ToFloat32(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = float16Values();
  const floats = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) floats[i] = values[bits[i] ?? 0] ?? 0;
  return floats;
}

/** Floats of 16 bits (bfloat16: the upper half of a 32-bit float) as 32-bit floats. Exact. */
export function bfloat16ToFloat32(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16;
  return new Float32Array(words.buffer);
}
