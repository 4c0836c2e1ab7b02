"""Writes test/fixtures/checkpoints: small checkpoints of every kind, and the logits that they must have.

Run in the repository's root: python3 test/reference/makeCheckpoints.py
Needs the packages numpy 2.4 and gguf 0.19; the same versions write the same bytes.
"""

import pathlib
import shutil

import numpy as np

import blocks
from configs import VOCABULARY_SIZE, models, quantised, quantised_in_long_rows, variants
from decoder import logits_of
from ggufFile import write_gguf
from huggingFace import write_json, write_weights
from smallTokenizers import ByteLevel, SentencePiece
from weights import random_weights

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "checkpoints"

TOKENS = np.random.default_rng(20).integers(3, VOCABULARY_SIZE, 20)

# How the weights of each model lie in its folder: (type, files).
STORED = {
    "llama": ("F32", 1),
    "llama-biases": ("BF16", 1),
    "mistral": ("F16", 1),
    "qwen2": ("BF16", 2),
    "qwen3": ("F16", 1),
    "granite": ("F32", 1),
    "starcoder2": ("F16", 1),
    "gemma": ("BF16", 1),
}

# GGUF files of the same weights: (of which model or variant, type).
GGUF = {
    "llama": "F32",
    "llama-biases": "F16",
    "llama-linear": "F16",
    "llama-llama3": "F16",
    "llama-yarn": "F16",
    "mistral": "F16",
    "qwen2": "F16",
    "qwen3": "F16",
    "granite": "F32",
    "starcoder2": "BF16",
    "gemma": "F16",
}

# Weights that no half-precision type holds.
FULL = ("granite",)

# By how much another configuration over the same weights moves some logit at least: less would not be noticed.
LEAST_CHANGE = 1e-3


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    kinds = {kind.name: kind() for kind in (ByteLevel, SentencePiece)}
    for name, tokenizer in kinds.items():
        write_json(FOLDER / "tokenizers" / f"{name}.json", tokenizer.hugging_face())
    entries = []

    def tokenizer_of(model):
        return kinds["sentence-piece" if model in ("mistral", "gemma") else "byte-level"]

    configs = {name: (name, config) for name, config in models.items()} | variants
    weights = {name: random_weights(config, name, name not in FULL) for name, config in models.items()}
    logits = {name: logits_of(config, weights[model], TOKENS) for name, (model, config) in configs.items()}
    files = {name: write_weights(FOLDER / name, weights[name], *stored) for name, stored in STORED.items()}
    for name, (model, config) in configs.items():
        assert name == model or np.abs(logits[name] - logits[model]).max() > LEAST_CHANGE, name
        tokenizer = tokenizer_of(model)
        write_json(FOLDER / name / "config.json", {**config, "eos_token_id": tokenizer.end}, indent=2)
        _write_logits(name, logits[name])
        entries.append(
            {
                "name": name,
                "logits": name,
                "config": f"{name}/config.json",
                "tokenizer": f"tokenizers/{tokenizer.name}.json",
                "weights": [f"{model}/{file}" for file in files[model]],
            }
        )

    def add_gguf(name, type_of_weights):
        file = f"gguf/{name}.gguf"
        entries.append({"name": f"{name}.gguf", "logits": name, "gguf": file, "type": type_of_weights})
        (FOLDER / "gguf").mkdir(exist_ok=True)
        return FOLDER / file

    for name, kind in GGUF.items():
        model, config = configs[name]
        held = write_gguf(add_gguf(name, kind), config, weights[model], tokenizer_of(model), kind)
        assert all(np.array_equal(held[tensor], array) for tensor, array in weights[model].items())

    for kind in [*blocks.CODED, *blocks.DRAWN]:
        name = f"llama-{kind.lower()}"
        is_long = kind in blocks.DRAWN and blocks.DRAWN[kind][0] == 256
        config = quantised_in_long_rows if is_long else quantised
        held = write_gguf(add_gguf(name, kind), config, random_weights(config, name), kinds["byte-level"], kind)
        _write_logits(name, logits_of(config, held, TOKENS))

    write_json(FOLDER / "checkpoints.json", {"tokens": TOKENS.tolist(), "checkpoints": entries}, indent=2)


def _write_logits(name, logits):
    """[positions, vocabulary], 32-bit floats in little-endian order."""
    file = FOLDER / "logits" / f"{name}.bin"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(logits.astype("<f4").tobytes())


main()
