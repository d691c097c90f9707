"""Forward pass of a llama-architecture GGUF model in float64 numpy: slow and plain, the judge of the engine's graph.

    pip install gguf numpy
    python forward.py MODEL.gguf IDS.json OUT.json [--last] [--inside]

IDS.json is {"name": [token id, ...], ...}. OUT.json gets for every name the ids and their positions; position t holds
what the model thinks after ids[0..t], as natural logarithms rounded to six decimals:
    top   the 20 likeliest next tokens as [id, log-probability], best first
    next  the log-probability of ids[t + 1]; the last position has none
With --last each name also gets "last": the log-probability of every id of the vocabulary at the last position.
With --inside each name also gets "inside", of the last position:
    attention  for every layer and head how strongly it attends to each of the ids
    layers     for every layer the 5 likeliest next tokens, had the layers behind it been left out
    embedding  of its token: norm, and neighbours, the 10 most similar other tokens as [id, cosine], best first

Weights are dequantised exactly as stored and nothing is rounded on the way. They are dequantised when their turn comes
and forgotten after it, so a model takes little more memory than its largest matrix in float64.

Shapes: S positions, H hidden, F feed-forward, V vocabulary, hd = H / heads. A matrix is (out, in); the file lists its
dimensions the other way round, fastest first.
"""

import argparse
import json

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize

TOP = 20
TOP_OF_LAYER = 5
NEIGHBOURS = 10


class Model:
    def __init__(self, path):
        reader = GGUFReader(path)
        fields = reader.fields
        architecture = fields["general.architecture"].contents()
        if architecture != "llama":
            raise SystemExit(f"{path}: only the llama architecture is known here, not {architecture}")
        for key in fields:
            if key.startswith("llama.rope.scaling"):
                raise SystemExit(f"{path}: {key} is not known here")
        self._tensors = {tensor.name: tensor for tensor in reader.tensors}
        hyper = {key.removeprefix("llama."): field.contents() for key, field in fields.items() if key.startswith("llama.")}
        self.layers = hyper["block_count"]
        self.heads = hyper["attention.head_count"]
        self.kv_heads = hyper.get("attention.head_count_kv", self.heads)
        self.head_dim = hyper["embedding_length"] // self.heads
        self.epsilon = hyper["attention.layer_norm_rms_epsilon"]
        self.rope_base = hyper.get("rope.freq_base", 10000.0)
        if hyper.get("rope.dimension_count", self.head_dim) != self.head_dim:
            raise SystemExit(f"{path}: rotating a part of each head is not known here")

    def weight(self, name):
        tensor = self._tensors[f"{name}.weight"]
        shape = tuple(reversed(tensor.shape.tolist()))
        return dequantize(tensor.data, tensor.tensor_type).astype(np.float64).reshape(shape)

    def output_projection(self):  # (V, H)
        return self.weight("output" if "output.weight" in self._tensors else "token_embd")


def rms_norm(x, weight, epsilon):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + epsilon) * weight


def rotate(x, base):  # (S, heads, hd) -> the same
    """Rotary positions over neighbouring pairs: llama-style GGUF files store the rows of Q and K in that order."""
    positions, _, hd = x.shape
    angle = np.arange(positions)[:, None] * base ** (-np.arange(0, hd, 2) / hd)  # (S, hd / 2)
    cos, sin = np.cos(angle)[:, None, :], np.sin(angle)[:, None, :]
    even, odd = x[..., 0::2], x[..., 1::2]
    rotated = np.stack([even * cos - odd * sin, even * sin + odd * cos], axis=-1)  # (S, heads, hd / 2, 2)
    return rotated.reshape(x.shape)


def attention(x, q, k, v, model):  # x (S, H), q (H, H), k and v (kv heads * hd, H) -> (S, H), (heads, S, S)
    positions, group = len(x), model.heads // model.kv_heads
    queries = rotate((x @ q.T).reshape(positions, model.heads, model.head_dim), model.rope_base)
    keys = rotate((x @ k.T).reshape(positions, model.kv_heads, model.head_dim), model.rope_base)
    values = (x @ v.T).reshape(positions, model.kv_heads, model.head_dim)
    # Neighbouring query heads share a key/value head: 0, 0, 0, 1, 1, 1, ...
    keys, values = keys.repeat(group, axis=1), values.repeat(group, axis=1)
    scores = np.einsum("shd,thd->hst", queries, keys) / np.sqrt(model.head_dim)
    scores += np.triu(np.full((positions, positions), -np.inf), 1)  # no position sees a later one
    weights = np.exp(log_softmax(scores))
    return np.einsum("hst,thd->shd", weights, values).reshape(positions, -1), weights


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def forward(model, sequences):  # lists of ids -> for each log-probabilities (S, V), and what is inside at the last position
    """Layer by layer over all sequences at once, so that every weight is dequantised only once."""
    embedding = model.weight("token_embd")  # (V, H)
    states = [embedding[ids] for ids in sequences]  # (S, H) each
    inside = [{"attention": [], "states": [], "embedding": neighbours(embedding, ids[-1])} for ids in sequences]
    del embedding
    for layer in range(model.layers):
        w = {
            name: model.weight(f"blk.{layer}.{name}")
            for name in ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")
        }
        for index, x in enumerate(states):
            n = rms_norm(x, w["attn_norm"], model.epsilon)
            attended, weights = attention(n, w["attn_q"], w["attn_k"], w["attn_v"], model)
            x = x + attended @ w["attn_output"].T
            n = rms_norm(x, w["ffn_norm"], model.epsilon)
            gate = n @ w["ffn_gate"].T  # (S, F)
            silu = gate / (1 + np.exp(-gate))
            states[index] = x + (silu * (n @ w["ffn_up"].T)) @ w["ffn_down"].T
            inside[index]["attention"].append(weights[:, -1])
            inside[index]["states"].append(states[index][-1])
    norm, projection = model.weight("output_norm"), model.output_projection()
    for x, within in zip(states, inside):
        within["layers"] = log_softmax(rms_norm(np.array(within.pop("states")), norm, model.epsilon) @ projection.T)  # (layers, V)
        yield log_softmax(rms_norm(x, norm, model.epsilon) @ projection.T), within


def neighbours(embedding, token):
    norms = np.linalg.norm(embedding, axis=1)
    cosines = embedding @ embedding[token] / (norms * norms[token])
    order = [int(i) for i in np.argsort(-cosines, kind="stable") if i != token][:NEIGHBOURS]
    return {"norm": round(float(norms[token]), 6), "neighbours": [[i, round(float(cosines[i]), 6)] for i in order]}


def likeliest(row, count):
    return [[int(i), round(float(row[i]), 6)] for i in np.argsort(-row, kind="stable")[:count]]


def describe(ids, logprobs, within, options):
    positions = []
    for t, row in enumerate(logprobs):
        position = {"top": likeliest(row, TOP)}
        if t + 1 < len(ids):
            position["next"] = round(float(row[ids[t + 1]]), 6)
        positions.append(position)
    entry = {"ids": ids, "positions": positions}
    if options.last:
        entry["last"] = [round(float(value), 6) for value in logprobs[-1]]
    if options.inside:
        entry["inside"] = {
            "attention": [[[round(float(weight), 6) for weight in head] for head in layer] for layer in within["attention"]],
            "layers": [likeliest(row, TOP_OF_LAYER) for row in within["layers"]],
            "embedding": within["embedding"],
        }
    return entry


def main():
    parser = argparse.ArgumentParser(description="What a model thinks after every token of some sequences.")
    parser.add_argument("model")
    parser.add_argument("ids")
    parser.add_argument("out")
    parser.add_argument("--last", action="store_true", help="add every id's log-probability at the last position")
    parser.add_argument("--inside", action="store_true", help="add attention, layers and embedding at the last position")
    options = parser.parse_args()
    with open(options.ids, encoding="utf-8") as file:
        prompts = json.load(file)
    results = forward(Model(options.model), list(prompts.values()))
    answers = {name: describe(ids, *result, options) for (name, ids), result in zip(prompts.items(), results)}
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(answers, file)


if __name__ == "__main__":
    main()
