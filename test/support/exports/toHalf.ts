/** Floats as 16-bit floats (IEEE 754 binary16), each the nearest. */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const size = Math.abs(value);
    if (size < 2 ** -24) return sign;
    const exponent = Math.max(-14, Math.floor(Math.log2(size)));
    const steps = Math.round(size / 2 ** (exponent - 10));
    return sign + (exponent + 14) * 1024 + steps;
  });
}
