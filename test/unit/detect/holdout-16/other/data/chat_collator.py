from __future__ import annotations
from dataclasses import dataclass
from typing import Any, Sequence
import torch
from transformers import PreTrainedTokenizerBase

IGNORE = -100


@dataclass
class CompletionCollator:
    """Pads, and masks everything that the assistant did not write from the loss."""

    tokenizer: PreTrainedTokenizerBase
    response: str
    instruction: str
    max_length: int = 4096
    pad_to: int = 8

    def __post_init__(self):
        self.r = self.tokenizer.encode(self.response, add_special_tokens=False)
        self.i = self.tokenizer.encode(self.instruction, add_special_tokens=False)

    @staticmethod
    def find(ids: list[int], pat: list[int]) -> list[int]:
        n = len(pat)
        return [k + n for k in range(len(ids) - n + 1) if ids[k:k + n] == pat]

    def mask(self, ids: list[int]) -> list[int]:
        labels = [IGNORE] * len(ids)
        starts, ends = self.find(ids, self.r), self.find(ids, self.i)
        for s in starts:
            e = min((x - len(self.i) for x in ends if x > s), default=len(ids))
            labels[s:e] = ids[s:e]
        return labels

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, torch.Tensor]:
        seqs = [r["input_ids"][: self.max_length] for r in rows]
        n = max(map(len, seqs))
        n += -n % self.pad_to
        pad = self.tokenizer.pad_token_id
        return {
            "input_ids": torch.tensor([s + [pad] * (n - len(s)) for s in seqs]),
            "attention_mask": torch.tensor([[1] * len(s) + [0] * (n - len(s)) for s in seqs]),
            "labels": torch.tensor([self.mask(s) + [IGNORE] * (n - len(s)) for s in seqs]),
        }


if __name__ == "__main__":
    from transformers import AutoTokenizer
    t = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")
    c = CompletionCollator(t, "<|im_start|>assistant\n", "<|im_start|>user\n")
    ids = t.apply_chat_template([{"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "4"},
                                 {"role": "user", "content": "3+3?"}, {"role": "assistant", "content": "6"}])
    b = c([{"input_ids": ids}])
    print(t.decode(b["labels"][b["labels"] != IGNORE]))
