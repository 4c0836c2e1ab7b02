"""Quantised tensors: coded by the `gguf` package where it can, random valid blocks where it can only decode."""

import zlib

import numpy as np
from gguf import GGMLQuantizationType, quants

CODED = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"]

# Of those that are drawn: numbers in a block, its bytes, and where its half-precision scales are.
DRAWN = {
    "IQ4_NL": (32, 18, {"scale": 0}),
    "Q2_K": (256, 84, {"scale": 80, "minimum": 82}),
    "Q3_K": (256, 110, {"scale": 108}),
    "Q4_K": (256, 144, {"scale": 0, "minimum": 2}),
    "Q5_K": (256, 176, {"scale": 0, "minimum": 2}),
    "Q6_K": (256, 210, {"scale": 208}),
    "IQ4_XS": (256, 136, {"scale": 0}),
}

# Mean code times mean sub-scale over mean sub-minimum, which centres the numbers of formats that have one.
MINIMUM_PER_SCALE = {"Q2_K": 1.5, "Q4_K": 7.5, "Q5_K": 15.5}


def quantised(array, kind, seed):
    """A tensor of the array's shape and about its size: its bytes, [rows, bytes of a row], and what they stand for."""
    if kind in CODED:
        data = quants.quantize(array, GGMLQuantizationType[kind])
    else:
        data = _drawn(array.shape, float(array.std()), kind, zlib.crc32(seed.encode()))
    return data, quants.dequantize(data, GGMLQuantizationType[kind]).reshape(array.shape)


def _drawn(shape, deviation, kind, seed):
    random = np.random.default_rng(seed)
    block_size, num_bytes, places = DRAWN[kind]
    num_blocks = int(np.prod(shape)) // block_size
    blocks = random.integers(0, 256, (num_blocks, num_bytes), np.uint8)
    # Scales differ from block to block and have either sign, as files may have them.
    relative = random.uniform(0.5, 1.5, num_blocks) * random.choice([-1.0, 1.0], num_blocks)
    _put_scales(blocks, places, kind, relative)
    unscaled = quants.dequantize(blocks, GGMLQuantizationType[kind])
    _put_scales(blocks, places, kind, relative * (deviation / float(unscaled.std())))
    return blocks.reshape(shape[0], -1)


def _put_scales(blocks, places, kind, scales):
    ratios = {"scale": 1.0, "minimum": MINIMUM_PER_SCALE.get(kind, 0.0)}
    for name, place in places.items():
        halves = (scales * ratios[name]).astype("<f2")
        blocks[:, place : place + 2] = halves.view(np.uint8).reshape(-1, 2)
