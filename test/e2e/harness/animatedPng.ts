import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture of an animation, and how long it is shown. */
export interface AnimationFrame {
  /** A PNG file. All frames have one size and one kind of pixels. */
  readonly png: Uint8Array;
  readonly ms: number;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Bytes before the first chunk. */
const numSignatureBytes = 8;

/**
 * Puts PNG files together into one that browsers play without end (PNG, third edition, section 11.3.6): each becomes a frame.
 *
 * @throws if the frames are of several sizes
 */
export function animatedPng(frames: readonly AnimationFrame[]): Buffer {
  const parsed = frames.map(({ png, ms }) => ({ chunks: chunksOf(Buffer.from(png)), ms }));
  const header = parsed[0]?.chunks.find(({ type }) => type === "IHDR")?.data;
  if (header === undefined) throw new Error("An animation has at least one frame.");
  const out: Buffer[] = [Buffer.from(frames[0]?.png ?? []).subarray(0, numSignatureBytes)];
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames.length);
  out.push(chunk("IHDR", header), chunk("acTL", control));
  let sequence = 0;
  for (const [index, { chunks, ms }] of parsed.entries()) {
    const own = chunks.find(({ type }) => type === "IHDR")?.data;
    if (own?.equals(header) !== true) throw new Error(`Frame ${index} is of another size.`);
    out.push(chunk("fcTL", frameControl(sequence++, header, ms)));
    const pixels = packed(chunks);
    // The first frame is also what is shown where nothing is played.
    if (index === 0) out.push(chunk("IDAT", pixels));
    else out.push(chunk("fdAT", Buffer.concat([uint32(sequence++), pixels])));
  }
  return Buffer.concat([...out, chunk("IEND", Buffer.alloc(0))]);
}

/** A frame that takes the place of all that was there. */
function frameControl(sequence: number, header: Buffer, ms: number): Buffer {
  const control = Buffer.alloc(26);
  control.writeUInt32BE(sequence);
  header.copy(control, 4, 0, 8);
  control.writeUInt16BE(ms, 20);
  control.writeUInt16BE(1_000, 22);
  return control;
}

/** The pixels as tightly as they go: who takes a screenshot has no time for that. */
function packed(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  return deflateSync(inflateSync(Buffer.concat(parts)), { level: 9, memLevel: 9 });
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = numSignatureBytes; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
