"""The configurations of the small checkpoints, in the form of Hugging Face's `config.json`."""

VOCABULARY_SIZE = 288


def _config(family, **fields):
    config = {
        "architectures": [f"{family}ForCausalLM"],
        "model_type": family.lower(),
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "hidden_act": "silu",
        "vocab_size": VOCABULARY_SIZE,
        "rms_norm_eps": 1e-5,
        "rope_theta": 100.0,
        "max_position_embeddings": 64,
        "tie_word_embeddings": True,
    }
    return {**config, **fields}


def _without(config, *names):
    return {name: value for name, value in config.items() if name not in names}


llama = _config("Llama")

# The lengths of the first training are short, so that 20 positions feel the rules.
LLAMA3_RULE = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 32,
}
YARN_RULE = {"factor": 4.0, "original_max_position_embeddings": 16}

starcoder2 = {
    **_without(_config("Starcoder2"), "rms_norm_eps", "head_dim"),
    "hidden_size": 64,
    "intermediate_size": 32,
    "num_hidden_layers": 1,
    "hidden_act": "gelu_pytorch_tanh",
    "norm_epsilon": 1e-5,
    "use_bias": True,
    "sliding_window": None,
}
mistral = {**_config("Mistral"), "tie_word_embeddings": False, "sliding_window": None}
qwen2 = {**_without(_config("Qwen2"), "head_dim"), "hidden_size": 64, "num_hidden_layers": 1}
gemma = {
    **_without(_config("Gemma"), "hidden_act"),
    "num_key_value_heads": 1,
    "head_dim": 32,
    "hidden_activation": "gelu_pytorch_tanh",
}

# Those whose weights differ.
models = {
    "llama": llama,
    "llama-biases": {**llama, "num_hidden_layers": 1, "attention_bias": True, "mlp_bias": True},
    "mistral": mistral,
    "qwen2": qwen2,
    "qwen3": {**_config("Qwen3"), "head_dim": 32, "num_hidden_layers": 1},
    "granite": {
        **_config("Granite"),
        "embedding_multiplier": 3.0,
        "attention_multiplier": 0.2,
        "residual_multiplier": 0.6,
        "logits_scaling": 1.5,
    },
    "starcoder2": starcoder2,
    "gemma": gemma,
}

# Other configurations over the same weights: (whose, configuration).
variants = {
    "llama-linear": ("llama", {**llama, "rope_scaling": {"type": "linear", "factor": 3.0}}),
    "llama-llama3": ("llama", {**llama, "rope_scaling": LLAMA3_RULE}),
    "llama-yarn": ("llama", {**llama, "rope_scaling": {"type": "yarn", **YARN_RULE}}),
    # As newer versions of the library write it.
    "llama-yarn-scales": (
        "llama",
        {
            **_without(llama, "rope_theta"),
            "rope_parameters": {
                "rope_type": "yarn",
                "rope_theta": 100.0,
                **YARN_RULE,
                "beta_fast": 4.0,
                "beta_slow": 0.5,
                "mscale": 2.0,
                "mscale_all_dim": 0.5,
            },
        },
    ),
    "mistral-window": ("mistral", {**mistral, "sliding_window": 6}),
    "qwen2-window": (
        "qwen2",
        {**qwen2, "use_sliding_window": True, "sliding_window": 5, "max_window_layers": 0},
    ),
    "starcoder2-window": ("starcoder2", {**starcoder2, "sliding_window": 7}),
    "gemma-gelu": ("gemma", {**gemma, "hidden_activation": "gelu"}),
}

# For blocks of 32 numbers, and for those of 256. What reads the attention's and the inner rows is stored as Q8_0 there.
quantised = llama
quantised_in_long_rows = {**llama, "hidden_size": 256, "intermediate_size": 32, "num_hidden_layers": 1}
