"""Writes checkpoints in Hugging Face's form."""

import json
import struct

import numpy as np


def write_json(path, value, indent=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    separators = None if indent else (",", ":")
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n", "utf8")


def write_weights(folder, weights, kind, num_shards=1):
    """kind: F32, F16 or BF16, which must hold the weights exactly. Returns the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    if num_shards == 1:
        _write_safetensors(folder / "model.safetensors", weights, kind)
        return ["model.safetensors"]
    names = [f"model-{i + 1:05}-of-{num_shards:05}.safetensors" for i in range(num_shards)]
    shards = [{} for _ in names]
    for i, (name, array) in enumerate(weights.items()):
        shards[i * num_shards // len(weights)][name] = array
    for name, shard in zip(names, shards):
        _write_safetensors(folder / name, shard, kind)
    where = {tensor: name for name, shard in zip(names, shards) for tensor in shard}
    total = sum(array.size for array in weights.values()) * (4 if kind == "F32" else 2)
    index = {"metadata": {"total_size": total}, "weight_map": where}
    write_json(folder / "model.safetensors.index.json", index)
    return names


def _write_safetensors(path, weights, kind):
    header, data = {}, b""
    for name, array in weights.items():
        part = _bytes_of(array, kind)
        header[name] = {"dtype": kind, "shape": array.shape, "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def _bytes_of(array, kind):
    if kind == "F32":
        return array.astype("<f4").tobytes()
    if kind == "F16":
        halves = array.astype("<f2")
        assert np.array_equal(halves.astype(np.float32), array)
        return halves.tobytes()
    words = array.astype("<f4").view("<u4")
    assert not np.any(words & 0xFFFF)
    return (words >> 16).astype("<u2").tobytes()
