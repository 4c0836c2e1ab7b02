"""Small tokenizers of the two kinds, in Hugging Face's form and in that of GGUF's metadata."""

from collections import Counter

from configs import VOCABULARY_SIZE

MARKS = ["<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]

TEXT = (
    "the return of the line in then the function and the other one returns that in turn; for the "
    "sake of the rest the list is read and then returned; const one = there; const two = one"
)

# The expression that Qwen2 and its relatives cut text by.
CUT = (
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
    "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
)

# Kinds of tokens in GGUF's metadata.
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6


class ByteLevel:
    """Bytes, merges of them, and marks behind: GPT-2's kind (Radford et al. 2019)."""

    name = "byte-level"

    def __init__(self):
        alphabet = _byte_alphabet()
        num_merges = VOCABULARY_SIZE - len(alphabet) - len(MARKS)
        words = [word.replace(" ", alphabet[32]) for word in _words(TEXT)]
        self.merges = _merges(words, num_merges)
        self.pieces = sorted(alphabet) + [a + b for a, b in self.merges]
        self.end = len(self.pieces)

    def hugging_face(self):
        split = {"type": "Split", "pattern": {"Regex": CUT}, "behavior": "Isolated", "invert": False}
        to_bytes = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
        return {
            "version": "1.0",
            "added_tokens": _added({len(self.pieces) + i: mark for i, mark in enumerate(MARKS)}),
            "normalizer": None,
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, to_bytes]},
            "model": {
                "type": "BPE",
                "vocab": {piece: i for i, piece in enumerate(self.pieces)},
                "merges": [f"{a} {b}" for a, b in self.merges],
            },
        }

    def write_gguf(self, writer, cut):
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(cut)
        writer.add_token_list(self.pieces + MARKS)
        writer.add_token_types([NORMAL] * len(self.pieces) + [CONTROL] * len(MARKS))
        writer.add_token_merges([f"{a} {b}" for a, b in self.merges])
        writer.add_eos_token_id(self.end)
        writer.add_add_bos_token(False)


class SentencePiece:
    """Three marks, the bytes, pieces by rank, single characters: Llama's kind (Kudo and Richardson 2018, arXiv:1808.06226)."""

    name = "sentence-piece"
    begin = "<s>"
    end = 2

    def __init__(self):
        text = "▁" + TEXT.replace(" ", "▁")
        fixed = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
        characters = [character for character, _ in Counter(text).most_common(14)]
        num_merges = VOCABULARY_SIZE - len(fixed) - len(characters) - len(MARKS[1:])
        # Words of known characters only, as the rest is written in bytes.
        words = [word for word in text.replace("▁", " ▁").split() if set(word) <= set(characters)]
        self.merged = [a + b for a, b in _merges(words, num_merges)]
        self.fixed = fixed
        self.pieces = fixed + self.merged + characters

    def hugging_face(self):
        known = {*self.pieces}
        # Every way to make a piece of two: whichever the text offers first is taken.
        merges = [
            [piece[:cut], piece[cut:]]
            for piece in self.merged
            for cut in range(1, len(piece))
            if piece[:cut] in known and piece[cut:] in known
        ]
        marks = {i: self.pieces[i] for i in range(3)}
        marks |= {len(self.pieces) + i: mark for i, mark in enumerate(MARKS[1:])}
        begins = {"SpecialToken": {"id": self.begin, "type_id": 0}}
        return {
            "version": "1.0",
            "added_tokens": _added(marks),
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "Prepend", "prepend": "▁"},
                    {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
                ],
            },
            "pre_tokenizer": None,
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [begins, {"Sequence": {"id": "A", "type_id": 0}}],
                "pair": [begins, {"Sequence": {"id": "A", "type_id": 0}}],
                "special_tokens": {self.begin: {"id": self.begin, "ids": [1], "tokens": [self.begin]}},
            },
            "model": {
                "type": "BPE",
                "unk_token": "<unk>",
                "fuse_unk": True,
                "byte_fallback": True,
                "vocab": {piece: i for i, piece in enumerate(self.pieces)},
                "merges": merges,
            },
        }

    def write_gguf(self, writer, _cut):
        tokens = self.pieces + MARKS[1:]
        num_fixed, num_pieces = len(self.fixed), len(self.pieces)
        writer.add_tokenizer_model("llama")
        writer.add_tokenizer_pre("default")
        writer.add_token_list(tokens)
        # The better its score, the earlier a piece is merged.
        writer.add_token_scores([float(min(0, num_fixed - 1 - i)) for i in range(num_pieces)] + [0.0] * 3)
        kinds = [UNKNOWN, CONTROL, CONTROL] + [BYTE] * 256
        writer.add_token_types(kinds + [NORMAL] * (num_pieces - num_fixed) + [CONTROL] * 3)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(self.end)
        writer.add_add_bos_token(True)


def _byte_alphabet():
    """A visible character for each byte: its own where it has one, else the next from 256 on."""
    visible = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = [byte for byte in range(256) if byte not in visible]
    return [chr(byte if byte in visible else 256 + hidden.index(byte)) for byte in range(256)]


def _words(text):
    """Each with the blank in front of it."""
    first, *rest = text.split(" ")
    return [first] + [f" {word}" for word in rest]


def _merges(words, number):
    """Sennrich et al. 2016, arXiv:1508.07909: the commonest pair is joined, again and again; ties by spelling."""
    counts = Counter(tuple(word) for word in words)
    merges = []
    for _ in range(number):
        pairs = Counter()
        for word, count in counts.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        joined = Counter()
        for word, count in counts.items():
            joined[_join(word, best)] += count
        counts = joined
    return merges


def _join(word, pair):
    parts, at = [], 0
    while at < len(word):
        width = 2 if word[at : at + 2] == pair else 1
        parts.append("".join(word[at : at + width]))
        at += width
    return tuple(parts)


def _added(marks):
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": i, "content": mark, **flags} for i, mark in sorted(marks.items())]
