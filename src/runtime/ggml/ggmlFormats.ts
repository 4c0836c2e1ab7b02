import type { TensorType } from "../checkpoint/tensorSource";
import { bf16 } from "./bf16";
import { f16 } from "./f16";
import { f32 } from "./f32";
import type { GgmlFormat } from "./ggmlFormat";
import { iq4_nl } from "./iq4_nl";
import { iq4_xs } from "./iq4_xs";
import { q2_k } from "./q2_k";
import { q3_k } from "./q3_k";
import { q4_0 } from "./q4_0";
import { q4_1 } from "./q4_1";
import { q4_k } from "./q4_k";
import { q5_0 } from "./q5_0";
import { q5_1 } from "./q5_1";
import { q5_k } from "./q5_k";
import { q6_k } from "./q6_k";
import { q8_0 } from "./q8_0";

/** Every tensor type that can be read, by its name in ggml. */
export const ggmlFormats: Readonly<Record<TensorType, GgmlFormat>> = {
  F32: f32,
  F16: f16,
  BF16: bf16,
  Q4_0: q4_0,
  Q4_1: q4_1,
  Q5_0: q5_0,
  Q5_1: q5_1,
  Q8_0: q8_0,
  Q2_K: q2_k,
  Q3_K: q3_k,
  Q4_K: q4_k,
  Q5_K: q5_k,
  Q6_K: q6_k,
  IQ4_NL: iq4_nl,
  IQ4_XS: iq4_xs,
};
