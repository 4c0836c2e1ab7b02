"""By how much each position turns the pairs of a head's values."""

import math

import numpy as np


def rotations(config, num_positions):
    """Cosines and sines, both [num_positions, head_dim / 2], multiplied by what the rule multiplies attention by.

    Sources: Su et al. 2021, arXiv:2104.09864 (the angles); Chen et al. 2023, arXiv:2306.15595 (linear); the
    configuration published with Llama 3.1 (llama3); Peng et al. 2023, arXiv:2309.00071 (yarn).
    """
    rule = config.get("rope_parameters") or config.get("rope_scaling") or {}
    theta = rule.get("rope_theta", config.get("rope_theta", 10_000.0))
    kind = rule.get("rope_type", rule.get("type", "default"))
    dim = head_dim(config)
    wavelengths = 2 * math.pi * theta ** (np.arange(0, dim, 2) / dim)
    first = rule.get("original_max_position_embeddings", config["max_position_embeddings"])
    sharpness = 1.0
    if kind == "linear":
        wavelengths = wavelengths * rule["factor"]
    elif kind == "llama3":
        wavelengths = np.array([_llama3(length, rule, first) for length in wavelengths])
    elif kind == "yarn":
        wavelengths = _yarn(wavelengths, rule, first, theta)
        sharpness = _yarn_sharpness(rule)
    elif kind != "default":
        raise ValueError(f"no rule {kind}")
    angles = np.outer(np.arange(num_positions), 2 * math.pi / wavelengths)
    return np.cos(angles) * sharpness, np.sin(angles) * sharpness


def head_dim(config):
    return config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]


def _llama3(wavelength, rule, first):
    """Short waves stay, long ones are stretched, and between the two bounds the frequency is a mixture of both."""
    turns = first / wavelength  # whole turns within the first training's length
    low, high = rule["low_freq_factor"], rule["high_freq_factor"]
    share_kept = min(max((turns - low) / (high - low), 0.0), 1.0)
    return 1 / (share_kept / wavelength + (1 - share_kept) / (rule["factor"] * wavelength))


def _yarn(wavelengths, rule, first, theta):
    """The same, but the mixture is a ramp over the pairs' numbers, whose ends are rounded outwards (section 3.2)."""
    dim = 2 * len(wavelengths)

    def pair_that_turns(times):
        return dim * math.log(first / (times * 2 * math.pi)) / (2 * math.log(theta))

    begin = max(math.floor(pair_that_turns(rule.get("beta_fast", 32))), 0)
    end = min(math.ceil(pair_that_turns(rule.get("beta_slow", 1))), dim - 1)
    share_stretched = np.clip((np.arange(len(wavelengths)) - begin) / max(end - begin, 0.001), 0, 1)
    return 1 / ((1 - share_stretched) / wavelengths + share_stretched / (rule["factor"] * wavelengths))


def _yarn_sharpness(rule):
    """Section 3.4; with two scales as DeepSeek-V2 (arXiv:2405.04434) has them."""
    if rule.get("attention_factor") is not None:
        return rule["attention_factor"]

    def scaled(scale):
        return 1.0 if rule["factor"] <= 1 else 0.1 * scale * math.log(rule["factor"]) + 1.0

    if rule.get("mscale") and rule.get("mscale_all_dim"):
        return scaled(rule["mscale"]) / scaled(rule["mscale_all_dim"])
    return scaled(1.0)
