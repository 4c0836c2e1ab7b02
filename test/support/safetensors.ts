/** A safetensors file's bytes: length, header, data. The header is written as it is given, however wrong. */
export function safetensorsBytes(
  header: unknown,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}
