"""Writes test/fixtures/ggml/goldenBlocks.json: blocks of every tensor type, and the floats that the gguf package reads in them.

    pip install gguf==0.19.0 numpy
    python test/reference/goldenBlocks.py

Half of the blocks are random bytes with scales of ordinary size, the other half are extreme: no bit set, every bit set, scales that
are zero, the smallest, the largest, infinite or no number at all.
"""

import base64
import json
import warnings
from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize

SEED = 20251125
NUM_RANDOM = 4

# Where each type keeps its 16-bit floats.
SCALES = {
    "F32": [],
    "F16": [],
    "BF16": [],
    "Q4_0": [0],
    "Q4_1": [0, 2],
    "Q5_0": [0],
    "Q5_1": [0, 2],
    "Q8_0": [0],
    "Q2_K": [80, 82],
    "Q3_K": [108],
    "Q4_K": [0, 2],
    "Q5_K": [0, 2],
    "Q6_K": [208],
    "IQ4_NL": [0],
    "IQ4_XS": [0],
}
# As bits: both zeros, the smallest and the largest of either sign, infinity, no number.
EXTREMES = [0x0000, 0x8000, 0x0001, 0x8001, 0x7BFF, 0xFBFF, 0x7C00, 0x7E00]


def set_half(block: np.ndarray, offset: int, bits: int) -> None:
    block[offset] = bits & 0xFF
    block[offset + 1] = bits >> 8


def blocks_of(name: str, rng: np.random.Generator) -> np.ndarray:
    _, num_bytes = GGML_QUANT_SIZES[GGMLQuantizationType[name]]
    scales = SCALES[name]
    if not scales:
        # Every byte pattern is a float; a few hundred of them meet all kinds.
        return rng.integers(0, 256, (512, num_bytes), dtype=np.uint8)
    blocks = rng.integers(0, 256, (NUM_RANDOM + len(EXTREMES), num_bytes), dtype=np.uint8)
    for block in blocks:
        for offset in scales:
            set_half(block, offset, int(np.float16(rng.normal(0, 0.01)).view(np.uint16)))
    for number, bits in enumerate(EXTREMES):
        block = blocks[NUM_RANDOM + number]
        if number % 3 == 0:
            block[:] = 0
        if number % 3 == 1:
            block[:] = 255
        for offset in scales:
            set_half(block, offset, bits)
    return blocks


def main() -> None:
    rng = np.random.default_rng(SEED)
    types = {}
    for name in SCALES:
        blocks = blocks_of(name, rng)
        with warnings.catch_warnings():
            # Infinity times zero is meant.
            warnings.simplefilter("ignore", RuntimeWarning)
            floats = dequantize(blocks, GGMLQuantizationType[name]).astype("<f4")
        types[name] = {
            "blocks": base64.b64encode(blocks.tobytes()).decode(),
            "floats": base64.b64encode(floats.tobytes()).decode(),
        }
    path = Path(__file__).parent.parent / "fixtures" / "ggml" / "goldenBlocks.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(types, indent=2) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
