import { tensorNames, type LayerNames } from "../checkpoint/tensorNames";

const outerNames: Readonly<Partial<Record<string, string>>> = {
  "token_embd.weight": tensorNames.embedding,
  "output.weight": tensorNames.head,
  "output_norm.weight": `${tensorNames.finalNorm}.weight`,
  "output_norm.bias": `${tensorNames.finalNorm}.bias`,
};

const layerNames: Readonly<Partial<Record<string, keyof LayerNames>>> = {
  attn_norm: "inputNorm",
  attn_q: "q",
  attn_k: "k",
  attn_v: "v",
  attn_output: "o",
  attn_q_norm: "qNorm",
  attn_k_norm: "kNorm",
  ffn_norm: "postNorm",
  ffn_gate: "gate",
  ffn_up: "up",
  ffn_down: "down",
};

const layerPattern = /^blk\.(0|[1-9]\d{0,3})\.([a-z_]+)\.(weight|bias)$/;

/** What a GGUF file's tensor is called everywhere else here; undefined if it belongs to no model that can be run. */
export function ggufTensorName(name: string): string | undefined {
  const match = layerPattern.exec(name);
  if (match === null) return Object.hasOwn(outerNames, name) ? outerNames[name] : undefined;
  const [, layer, part = "", kind] = match;
  const key = Object.hasOwn(layerNames, part) ? layerNames[part] : undefined;
  return key === undefined ? undefined : `${tensorNames.layer(Number(layer))[key]}.${String(kind)}`;
}
