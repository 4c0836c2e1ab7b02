"""Writes checkpoints as GGUF files, in the order of rows and with the names that llama.cpp's converter gives them."""

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, RopeScalingType, quants

from blocks import quantised
from rotary import head_dim, rotations

ARCHITECTURES = {
    "LlamaForCausalLM": "llama",
    "MistralForCausalLM": "llama",
    "Qwen2ForCausalLM": "qwen2",
    "Qwen3ForCausalLM": "qwen3",
    "GraniteForCausalLM": "granite",
    "Starcoder2ForCausalLM": "starcoder2",
    "GemmaForCausalLM": "gemma",
}

# Those whose queries and keys turn in neighbouring pairs (2 i, 2 i + 1).
NEIGHBOURS = ("llama", "granite")

# How their text is cut.
CUTS = {"llama": "llama-bpe", "granite": "refact", "starcoder2": "starcoder", "qwen2": "qwen2", "qwen3": "qwen2"}

NAMES = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "mlp.c_fc": "ffn_up",
    "mlp.c_proj": "ffn_down",
}


def write_gguf(path, config, weights, tokenizer, kind):
    """Writes matrices as `kind` where their rows are whole blocks, else as Q8_0, and vectors as F32.

    Returns the weights that the file stands for.
    """
    architecture = ARCHITECTURES[config["architectures"][0]]
    writer = GGUFWriter(path, architecture)
    _write_sizes(writer, config, architecture)
    _write_positions(writer, config)
    tokenizer.write_gguf(writer, CUTS.get(architecture, "default"))
    held = {}
    for name, array in weights.items():
        stored, heads = array, _heads_to_reorder(config, architecture, name)
        if heads:
            stored = _pairs_side_by_side(array, heads)
        if architecture == "gemma" and name.endswith("norm.weight"):
            stored = stored + np.float32(1)
        if array.ndim == 1 or kind == "F32":
            writer.add_tensor(_name(name), stored.astype(np.float32))
            held[name] = array
            continue
        data, numbers = _coded(stored, kind, name)
        type_of_data = _type_for(stored, kind)
        writer.add_tensor(_name(name), data, raw_dtype=GGMLQuantizationType[type_of_data])
        held[name] = _pairs_apart(numbers, heads) if heads else numbers
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return held


def _write_sizes(writer, config, architecture):
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(head_dim(config))
    writer.add_value_length(head_dim(config))
    writer.add_vocab_size(config["vocab_size"])
    if architecture == "starcoder2":
        writer.add_layer_norm_eps(config["norm_epsilon"])
    else:
        writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    if architecture == "granite":
        writer.add_embedding_scale(config["embedding_multiplier"])
        writer.add_attention_scale(config["attention_multiplier"])
        writer.add_residual_scale(config["residual_multiplier"])
        writer.add_logit_scale(config["logits_scaling"])


def _write_positions(writer, config):
    writer.add_rope_dimension_count(head_dim(config))
    writer.add_rope_freq_base(config["rope_theta"])
    rule = config.get("rope_scaling") or {}
    kind = rule.get("rope_type", rule.get("type"))
    if kind == "linear":
        writer.add_rope_scaling_type(RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(rule["factor"])
    elif kind == "yarn":
        writer.add_rope_scaling_type(RopeScalingType.YARN)
        writer.add_rope_scaling_factor(rule["factor"])
        writer.add_rope_scaling_orig_ctx_len(rule["original_max_position_embeddings"])
    elif kind == "llama3":
        # The rule is written down as its result: by how much each pair's wavelength is stretched.
        writer.add_tensor("rope_freqs.weight", _stretches(config).astype(np.float32))


def _stretches(config):
    plain = {**config, "rope_scaling": None}
    _, sin = rotations(config, 2)
    _, plain_sin = rotations(plain, 2)
    # The angles of position 1 are below a right angle but for the first, which no rule stretches here.
    return np.arcsin(plain_sin[1]) / np.arcsin(sin[1])


def _name(name):
    part, kind = name.rsplit(".", 1)
    if part.startswith("model.layers."):
        _, _, layer, rest = part.split(".", 3)
        return f"blk.{layer}.{NAMES[rest]}.{kind}"
    return f"{NAMES[part]}.{kind}"


def _heads_to_reorder(config, architecture, name):
    if architecture in NEIGHBOURS and ".q_proj." in name:
        return config["num_attention_heads"]
    if architecture in NEIGHBOURS and ".k_proj." in name:
        return config["num_key_value_heads"]
    return 0


def _pairs_side_by_side(array, heads):
    """Rows (i, i + D/2) of every head become (2 i, 2 i + 1)."""
    halves = array.reshape(heads, 2, -1, *array.shape[1:])
    return np.ascontiguousarray(halves.swapaxes(1, 2)).reshape(array.shape)


def _pairs_apart(array, heads):
    pairs = array.reshape(heads, -1, 2, *array.shape[1:])
    return np.ascontiguousarray(pairs.swapaxes(1, 2)).reshape(array.shape)


def _type_for(array, kind):
    block_size, _ = quants.GGML_QUANT_SIZES[GGMLQuantizationType[kind]]
    return kind if array.shape[-1] % block_size == 0 else "Q8_0"


def _coded(array, kind, name):
    if kind not in ("F16", "BF16"):
        return quantised(array, _type_for(array, kind), f"{kind} {name}")
    data = quants.quantize(array, GGMLQuantizationType[kind])
    assert np.array_equal(quants.dequantize(data, GGMLQuantizationType[kind]), array)
    return data, array
