import { expect, it } from "vitest";
import { ByteList } from "../../../src/core/decode/byteList";

it("keeps what is appended while it grows", () => {
  const list = new ByteList();
  const all: number[] = [];
  for (let i = 0; i < 300; i++) {
    const bytes = Uint8Array.from({ length: i % 7 }, (_, k) => i + k);
    list.append(bytes);
    all.push(...bytes);
  }
  expect(list.length).toBe(all.length);
  expect(Array.from(list.from(0))).toEqual(all);
  expect(Array.from(list.from(all.length - 3))).toEqual(all.slice(-3));
});

it("grows for a piece larger than itself", () => {
  const list = new ByteList();
  list.append(new Uint8Array(5000).fill(1));
  expect(list.from(0)).toEqual(new Uint8Array(5000).fill(1));
});

it("has nothing behind its end", () => {
  const list = new ByteList();
  list.append(Uint8Array.of(1));
  expect(list.from(4)).toHaveLength(0);
});
