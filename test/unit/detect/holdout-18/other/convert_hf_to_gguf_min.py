import argparse, json, struct
from pathlib import Path
import numpy as np
import torch
from safetensors.torch import load_file
import gguf


def main():
    ap = argparse.ArgumentParser(description="convert HF checkpoint to gguf")
    ap.add_argument("model", type=Path)
    ap.add_argument("--outtype", choices=["f32", "f16"], default="f16")
    args = ap.parse_args()
    cfg = json.loads((args.model / "config.json").read_text())
    w = gguf.GGUFWriter(args.model / "model.gguf", "llama")
    w.add_block_count(cfg["num_hidden_layers"])
    w.add_embedding_length(cfg["hidden_size"])
    for shard in sorted(args.model.glob("*.safetensors")):
        for name, t in load_file(shard).items():
            data = t.to(torch.float32).numpy()
            if args.outtype == "f16" and data.ndim > 1:
                data = data.astype(np.float16)
            w.add_tensor(name.replace("model.layers", "blk"), data)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


if __name__ == "__main__":
    main()
