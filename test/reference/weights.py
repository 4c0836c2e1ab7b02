"""Random weights for a configuration, of a size that makes attention uneven and logits a few units wide."""

import zlib

import numpy as np

from rotary import head_dim


def random_weights(config, seed, fits_halves=True):
    """Arrays of 32-bit floats by their names on the Hugging Face Hub.

    seed: a name. fits_halves: whether bfloat16 and float16 hold every number exactly, so that a checkpoint of any type
    has the same logits.
    """
    random = np.random.default_rng(zlib.crc32(seed.encode()))
    weights = {}
    for name, shape in _shapes(config).items():
        numbers = random.standard_normal(shape)
        if name == "model.embed_tokens.weight" or name == "lm_head.weight":
            numbers *= 0.5
        elif len(shape) == 2:
            numbers *= 1.2 / np.sqrt(shape[1])
        elif name.endswith("bias"):
            numbers *= 0.2
        else:
            numbers = numbers * 0.2 + (0 if config["architectures"] == ["GemmaForCausalLM"] else 1)
        weights[name] = in_halves(numbers) if fits_halves else numbers.astype(np.float32)
    return weights


def in_halves(numbers):
    """The nearest numbers with 8 significant bits, none below 2^-16 in size."""
    numbers = np.asarray(numbers, np.float64)
    mantissas, exponents = np.frexp(numbers)
    rounded = np.ldexp(np.round(mantissas * 256) / 256, exponents)
    return np.where(np.abs(rounded) < 2.0**-16, 0, rounded).astype(np.float32)


def _shapes(config):
    family = config["architectures"][0].removesuffix("ForCausalLM")
    hidden, inner, size = config["hidden_size"], config["intermediate_size"], config["vocab_size"]
    dim = head_dim(config)
    num_queries, num_keys = config["num_attention_heads"] * dim, config["num_key_value_heads"] * dim
    shapes = {"model.embed_tokens.weight": (size, hidden)}
    if not config["tie_word_embeddings"]:
        shapes["lm_head.weight"] = (size, hidden)

    def add_linear(name, outputs, inputs, has_bias):
        shapes[f"{name}.weight"] = (outputs, inputs)
        if has_bias:
            shapes[f"{name}.bias"] = (outputs,)

    def add_norm(name, length):
        shapes[f"{name}.weight"] = (length,)
        if family == "Starcoder2":
            shapes[f"{name}.bias"] = (length,)

    has_bias = config.get("attention_bias", False) or config.get("use_bias", False)
    has_inner_bias = config.get("mlp_bias", False) or config.get("use_bias", False)
    for layer in range(config["num_hidden_layers"]):
        part = f"model.layers.{layer}"
        add_norm(f"{part}.input_layernorm", hidden)
        add_linear(f"{part}.self_attn.q_proj", num_queries, hidden, has_bias or family == "Qwen2")
        add_linear(f"{part}.self_attn.k_proj", num_keys, hidden, has_bias or family == "Qwen2")
        add_linear(f"{part}.self_attn.v_proj", num_keys, hidden, has_bias or family == "Qwen2")
        add_linear(f"{part}.self_attn.o_proj", hidden, num_queries, has_bias)
        if family == "Qwen3":
            add_norm(f"{part}.self_attn.q_norm", dim)
            add_norm(f"{part}.self_attn.k_norm", dim)
        add_norm(f"{part}.post_attention_layernorm", hidden)
        if family == "Starcoder2":
            add_linear(f"{part}.mlp.c_fc", inner, hidden, has_inner_bias)
            add_linear(f"{part}.mlp.c_proj", hidden, inner, has_inner_bias)
        else:
            add_linear(f"{part}.mlp.gate_proj", inner, hidden, has_inner_bias)
            add_linear(f"{part}.mlp.up_proj", inner, hidden, has_inner_bias)
            add_linear(f"{part}.mlp.down_proj", hidden, inner, has_inner_bias)
    add_norm("model.norm", hidden)
    return shapes
