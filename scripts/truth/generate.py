"""Counts what PyTorch itself counts and writes test/truth/<model_type>.json.

Every model is built by transformers on the meta device (no weights, no GPU), with eager attention, and one forward
and one forward+backward pass run under torch.utils.flop_counter.FlopCounterMode. Mixtures of experts run their
routed experts as batched products (experts_implementation="batched_mm"), because the plain loop over experts
depends on data, which meta tensors do not have: the products are those of the routed tokens, no more.

    python scripts/truth/generate.py [--verify [--beyond LOG] | --missing] [model_type ...]
"""

import argparse
import gc
import importlib
import inspect
import json
import pathlib
import re
import sys

import torch
import transformers
from torch.utils.flop_counter import FlopCounterMode

FOLDER = pathlib.Path(__file__).parents[2] / "test" / "truth"
SHAPES = ((1, 16), (2, 24))
VERSIONS = f"torch {torch.__version__.partition('+')[0]}, transformers {transformers.__version__}"


def merged(name):
    """The dictionaries of this name in every module of cases/, as one."""
    union = {}
    for module in MODULES:
        union |= getattr(module, name, {})
    return union


# Each module of cases/ has CASES, or FURTHER cases of types that another module has, and, where a model type needs more than the usual, by model type:
#   AUTO_CLASSES  the class that builds it, where `architectures` does not name one (else AutoModelForCausalLM)
#   COMPONENTS    patterns that name its modules' components, tried before the general ones
#   INPUTS        function(config, batch, sequence) that makes the forward pass's arguments
#   TOWERS        {tower: function(model, config) -> callable without arguments that runs it for one image or sound}
#   PREPARE       function(model) that runs before counting (to take the plain path of a fused kernel)
#   DEVICES       "cpu" where the library's code looks into its data, which meta tensors do not have
MODULES = [importlib.import_module(f"cases.{path.stem}") for path in sorted((pathlib.Path(__file__).parent / "cases").glob("*.py"))]
CASES, AUTO_CLASSES, OWN_COMPONENTS, INPUTS, TOWERS, PREPARE, DEVICES = (
    merged(name) for name in ("CASES", "AUTO_CLASSES", "COMPONENTS", "INPUTS", "TOWERS", "PREPARE", "DEVICES"))
CASES |= {model_type: [*CASES[model_type], *cases] for model_type, cases in merged("FURTHER").items()}

# The first pattern found in a module's path names its component. `attention.core` is scores and values together:
# both are products inside one module, and the counter tells modules apart, not lines.
CROSS = r"(crossattention|EncDecAttention|encoder_attn)"
ATTENTION = r"(self_attn|attention|attn|SelfAttention)"
COMPONENTS = [
    (r"(position_embed|embed_positions|wpe$|relative_attention_bias|position_embeddings)", "position"),
    (r"(norm|ln_|layer_norm|LayerNorm|layernorm|\bln)", "norm"),
    (r"cls_token$", "embedding"),
    (r"sinks$", "attention.core"),
    (r"(seq_relationship|qa_outputs)", "head"),
    (r"(patch_embeddings|encoder\.conv[12]$)", "convolution"),
    (r"(lm_head|score|predictions|vocab_|embed_out|proj_out|classifier|generator_|head\.dense|\.decoder$|pooler|^head\.|^decoder$)", "head"),
    (r"(embed|wte$|shared$|token_type|project_in|project_out)", "embedding"),
    (r"(\.gate$|\.router$|shared_expert_gate)", "router"),
    (r"(shared_expert)", "experts"),
    (r"experts", "experts"),
    (r"crossattention\.self$", "crossAttention.core"),
    (CROSS + r".*\.\w+$", "crossAttention.projections"),
    (CROSS + r"$", "crossAttention.core"),
    (r"(mlp|ffn|dense_h|feed_forward|intermediate|DenseReluDense|fc1|fc2|fc_|\d+\.output)", "feedForward"),
    (r"attention\.self$", "attention.core"),
    (ATTENTION + r".*\.\w+$", "attention.projections"),
    (ATTENTION + r"$", "attention.core"),
]


def component(model_type, path):
    for pattern, name in [*OWN_COMPONENTS.get(model_type, ()), *COMPONENTS]:
        if re.search(pattern, path):
            return name
    return "other"


def build(model_type, overrides):
    config = transformers.CONFIG_MAPPING[model_type].from_dict(json.loads(json.dumps(overrides)))
    auto = AUTO_CLASSES.get(model_type, transformers.AutoModelForCausalLM)
    named = overrides.get("architectures")
    config._attn_implementation = "eager"
    config._experts_implementation = "batched_mm"
    with torch.device(DEVICES.get(model_type, "meta")):
        model = getattr(transformers, named[0])(config) if named else auto.from_config(config, attn_implementation="eager")
    return model, config


def inputs_of(model_type, config, batch, sequence):
    if model_type in INPUTS:
        inputs = INPUTS[model_type](config, batch, sequence)
        return {name: (torch.ones if "mask" in name else torch.zeros)(tensor.shape, dtype=tensor.dtype)
                for name, tensor in inputs.items()} if DEVICES.get(model_type) == "cpu" else inputs
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    # With a mask the library does not look for packed sequences, which would read data that meta tensors don't have.
    return {"input_ids": tokens, "attention_mask": torch.ones_like(tokens)}


def to_differentiate(output):
    """The sum of every output that a training objective would use."""
    names = ("logits", "prediction_logits", "seq_relationship_logits", "sop_logits", "start_logits", "end_logits", "last_hidden_state", "pooler_output",
             "image_embeds", "text_embeds", "pred_boxes", "predicted_depth", "field_of_view", "reconstruction")
    present = [getattr(output, name) for name in names if getattr(output, name, None) is not None]
    return sum(tensor.sum() for tensor in present)


def own_counts(counter, model, model_type):
    """FLOPs of each module less those of the modules inside it, by component."""
    root = type(model).__name__
    totals = {path: {str(op): count for op, count in ops.items()}
              for path, ops in counter.get_flop_counts().items() if path != "Global"}
    own = {path: dict(ops) for path, ops in totals.items()}
    for path, ops in totals.items():
        parent = path.rpartition(".")[0]
        while parent and parent not in own:
            parent = parent.rpartition(".")[0]
        if parent:
            for op, count in ops.items():
                own[parent][op] -= count
    components = {}
    for path, ops in own.items():
        for op, count in ops.items():
            if count:
                name = component(model_type, path.removeprefix(root + "."))
                if name == "ssm" and "convolution" in op:  # a mixer calls its convolution as a function
                    name = "convolution"
                components[name] = components.get(name, 0) + count
    return dict(sorted(components.items()))  # the counter's own order changes from run to run


def named_tensors(model):
    """Parameters by name; a tied tensor comes once, under the token embedding's name where it is that."""
    try:
        embedding = model.get_input_embeddings()
    except (NotImplementedError, AttributeError):  # no tokens
        embedding = None
    names = {id(module.weight): f"{path}.weight" for path, module in model.named_modules()
             if module is embedding and isinstance(module, torch.nn.Embedding)}
    return [(names.get(id(tensor), path), tensor) for path, tensor in model.named_parameters()]


def run(model, inputs):
    accepted = inspect.signature(model.forward).parameters
    takes_rest = any(parameter.kind is parameter.VAR_KEYWORD for parameter in accepted.values())
    without_cache = {"use_cache": False} if "use_cache" in accepted or takes_rest and "input_ids" in inputs else {}
    return model(**inputs, **without_cache)


def count(model_type, overrides):
    model, config = build(model_type, overrides)
    model.eval()
    if model_type in PREPARE:
        PREPARE[model_type](model)
    parameters = {}
    for path, tensor in named_tensors(model):
        name = component(model_type, re.sub(r"\.(weight|bias)$", "", path))
        parameters[name] = parameters.get(name, 0) + tensor.numel()
    case = {"config": {"model_type": model_type, **overrides}, "parameters": sum(parameters.values()),
            "parametersByComponent": dict(sorted(parameters.items())), "flops": []}
    for batch, sequence in SHAPES:
        inputs = inputs_of(model_type, config, batch, sequence)
        with FlopCounterMode(display=False, depth=None) as counter:
            output = run(model, inputs)
            forward = {"forward": counter.get_total_flops(), "forwardByComponent": own_counts(counter, model, model_type)}
            to_differentiate(output).backward()
        case["flops"].append({"batch": batch, "sequence": sequence, **forward,
                              "forwardAndBackward": counter.get_total_flops()})
        model.zero_grad()
    towers = {}
    for tower, runner_of in TOWERS.get(model_type, {}).items():
        runner = runner_of(model, config)
        if runner is None:
            continue
        with FlopCounterMode(display=False, depth=None) as forward:
            runner()
        towers[tower] = {"forward": forward.get_total_flops()}
    return case | ({"towers": towers} if towers else {})


def counted_before(path, versions):
    """The cases of a file that was counted by the same versions, by their config."""
    if not path.exists():
        return {}
    truth = json.loads(path.read_text())
    return {json.dumps(case["config"]): case for case in truth["cases"]} if truth["countedBy"] == versions else {}


def render(model_type, known):
    cases = []
    for overrides in CASES[model_type]:
        before = known.get(json.dumps({"model_type": model_type, **overrides}))
        try:
            cases.append(before or count(model_type, overrides))
        except Exception as error:  # a case that can't be built is a mistake in cases.py: say which one
            raise RuntimeError(f"{model_type} {overrides}: {error}") from error
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    return f'{{\n  "modelType": {json.dumps(model_type)},\n  "countedBy": {json.dumps(VERSIONS)},\n  "cases": [\n{lines}\n  ]\n}}\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verify", action="store_true", help="count again and compare with what is checked in")
    parser.add_argument("--beyond", metavar="LOG", help="leave out the types that this log of an interrupted --verify tells the same")
    parser.add_argument("--missing", action="store_true", help="count only the cases that no file holds")
    parser.add_argument("model_type", nargs="*")
    arguments = parser.parse_args()
    different = []
    reached = set() if arguments.beyond is None else {
        line.partition(":")[0] for line in pathlib.Path(arguments.beyond).read_text().splitlines() if ": same" in line}
    gc.disable()  # it would look through the library's objects again and again; a model's own are collected after each type
    for model_type in arguments.model_type or CASES:
        if model_type in reached:
            continue
        gc.collect()
        path = FOLDER / f"{model_type}.json"
        try:
            text = render(model_type, counted_before(path, VERSIONS) if arguments.missing else {})
        except RuntimeError as error:
            print(f"FAILED {error}", file=sys.stderr)
            different.append(model_type)
            continue
        if arguments.verify:
            before = json.loads(path.read_text()) if path.exists() else {"cases": None, "countedBy": None}
            same = before["cases"] == json.loads(text)["cases"]
            if not same:
                different.append(model_type)
            by = "" if before["countedBy"] == VERSIONS else f" as counted by {before['countedBy']}"
            print(f"{model_type}: {'same' + by if same else 'DIFFERENT'}", flush=True)
        else:
            path.write_text(text)
            print(f"{model_type}: {text.count('forwardByComponent') // len(SHAPES)} cases", flush=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
