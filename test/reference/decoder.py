"""The forward pass of a decoder in plain numpy and 64-bit floats.

Slow on purpose, and written from papers and published configurations alone, so that it can disagree with the graph.
"""

import math

import numpy as np

from rotary import head_dim, rotations


def logits_of(config, weights, tokens):
    """For each token the logits of the next one.

    config: the fields of a `config.json`. weights: arrays by the names that its family has on the Hugging Face Hub.
    Returns [len(tokens), vocab_size].
    Sources: Touvron et al. 2023, arXiv:2302.13971 (Llama); Jiang et al. 2023, arXiv:2310.06825 (Mistral); Yang et al.
    2024, arXiv:2407.10671 (Qwen2) and 2025, arXiv:2505.09388 (Qwen3); Mishra et al. 2024, arXiv:2405.04324 (Granite);
    Lozhkov et al. 2024, arXiv:2402.19173 (Starcoder2); Gemma Team 2024, arXiv:2403.08295 (Gemma).
    """
    family = config["architectures"][0].removesuffix("ForCausalLM")
    weights = {name: np.asarray(array, np.float64) for name, array in weights.items()}
    embedding = weights["model.embed_tokens.weight"]
    hidden = embedding[tokens] * _embedding_scale(config, family)
    residual_scale = config.get("residual_multiplier", 1.0) if family == "Granite" else 1.0
    for layer in range(config["num_hidden_layers"]):
        part = f"model.layers.{layer}"
        normed = _norm(config, family, weights, f"{part}.input_layernorm", hidden)
        hidden = hidden + residual_scale * _attend(config, family, weights, f"{part}.self_attn", normed)
        normed = _norm(config, family, weights, f"{part}.post_attention_layernorm", hidden)
        hidden = hidden + residual_scale * _feed_forward(config, family, weights, f"{part}.mlp", normed)
    hidden = _norm(config, family, weights, "model.norm", hidden)
    is_tied = config.get("tie_word_embeddings", family in ("Gemma", "Starcoder2"))
    logits = hidden @ (embedding if is_tied else weights["lm_head.weight"]).T
    return logits / config.get("logits_scaling", 1.0) if family == "Granite" else logits


def _embedding_scale(config, family):
    if family == "Gemma":
        return math.sqrt(config["hidden_size"])
    return config.get("embedding_multiplier", 1.0) if family == "Granite" else 1.0


def _norm(config, family, weights, name, rows):
    weight = weights[f"{name}.weight"]
    if family == "Starcoder2":
        centred = rows - rows.mean(axis=-1, keepdims=True)
        variance = (centred**2).mean(axis=-1, keepdims=True)
        return centred / np.sqrt(variance + config["norm_epsilon"]) * weight + weights[f"{name}.bias"]
    return _rms(rows, config["rms_norm_eps"]) * (weight + 1 if family == "Gemma" else weight)


def _rms(rows, epsilon):
    """Zhang and Sennrich 2019, arXiv:1910.07467."""
    return rows / np.sqrt((rows**2).mean(axis=-1, keepdims=True) + epsilon)


def _attend(config, family, weights, part, rows):
    dim = head_dim(config)
    num_heads = config["num_attention_heads"]
    group = num_heads // config["num_key_value_heads"]
    # Each [heads, positions, dim].
    queries, keys, values = (
        _linear(weights, f"{part}.{name}", rows).reshape(len(rows), -1, dim).swapaxes(0, 1)
        for name in ("q_proj", "k_proj", "v_proj")
    )
    if family == "Qwen3":
        queries = _rms(queries, config["rms_norm_eps"]) * weights[f"{part}.q_norm.weight"]
        keys = _rms(keys, config["rms_norm_eps"]) * weights[f"{part}.k_norm.weight"]
    cos, sin = rotations(config, len(rows))
    queries, keys = _turn(queries, cos, sin), _turn(keys, cos, sin)
    scale = config.get("attention_multiplier", 1.0) if family == "Granite" else 1 / math.sqrt(dim)
    hides = _hidden_positions(config, family, len(rows))
    mixtures = []
    for head in range(num_heads):
        scores = queries[head] @ keys[head // group].T * scale
        scores = np.where(hides, -np.inf, scores)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixtures.append(shares / shares.sum(axis=-1, keepdims=True) @ values[head // group])
    return _linear(weights, f"{part}.o_proj", np.concatenate(mixtures, axis=-1))


def _turn(rows, cos, sin):
    """Turns the pairs (i, i + dim / 2)."""
    first, second = np.split(rows, 2, axis=-1)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)


def _hidden_positions(config, family, length):
    """[from, to]: what comes later, and what has left the window."""
    behind = np.arange(length)[:, None] - np.arange(length)[None, :]
    window = config.get("sliding_window") if _has_window(config, family) else None
    return (behind < 0) | (behind >= (window or length))


def _has_window(config, family):
    if family in ("Qwen2", "Qwen3"):
        if not config.get("use_sliding_window", False):
            return False
        if config.get("max_window_layers") != 0:
            raise ValueError("a window for some layers is not built here")
        return True
    return family in ("Mistral", "Starcoder2")


def _feed_forward(config, family, weights, part, rows):
    if family == "Starcoder2":
        raised = _activate(config["hidden_act"], _linear(weights, f"{part}.c_fc", rows))
        return _linear(weights, f"{part}.c_proj", raised)
    name = config.get("hidden_activation") or config["hidden_act"]
    gate = _activate(name, _linear(weights, f"{part}.gate_proj", rows))
    return _linear(weights, f"{part}.down_proj", gate * _linear(weights, f"{part}.up_proj", rows))


def _activate(name, x):
    if name == "silu":
        return x / (1 + np.exp(-x))
    if name == "gelu":
        return x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2
    if name == "gelu_pytorch_tanh":
        # Hendrycks and Gimpel 2016, arXiv:1606.08415, section 2.
        return x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2
    raise ValueError(f"no activation {name}")


def _linear(weights, name, rows):
    bias = weights.get(f"{name}.bias", 0.0)
    return rows @ weights[f"{name}.weight"].T + bias
