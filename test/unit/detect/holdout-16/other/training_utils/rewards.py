"""Reward functions for GRPO. Each takes completions and dataset columns and returns a list of floats."""
import ast
import re
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from typing import Callable, Dict, List

CODE = re.compile(r"```(?:python)?\n(.*?)```", re.S)


def extract(text: str) -> str:
    m = CODE.findall(text)
    return m[-1] if m else ""


def syntax_reward(completions, **kwargs) -> List[float]:
    out = []
    for c in completions:
        try:
            ast.parse(extract(c[0]["content"]) or "(")
            out.append(0.2)
        except SyntaxError:
            out.append(0.0)
    return out


def unit_test_reward(completions, tests, timeout: float = 5.0, **kwargs) -> List[float]:
    out = []
    for c, t in zip(completions, tests):
        code = extract(c[0]["content"])
        if not code:
            out.append(0.0)
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".py") as f:
            f.write(code + "\n\n" + "\n".join(t))
            f.flush()
            try:
                r = subprocess.run([sys.executable, "-I", f.name], capture_output=True, timeout=timeout)
                out.append(1.0 if r.returncode == 0 else 0.0)
            except subprocess.TimeoutExpired:
                out.append(-0.5)
    return out


def similarity_reward(completions, reference, **kwargs) -> List[float]:
    return [SequenceMatcher(None, c[0]["content"], r).ratio() for c, r in zip(completions, reference)]


def length_penalty(completions, max_chars: int = 4000, **kwargs) -> List[float]:
    return [-max(0, len(c[0]["content"]) - max_chars) / max_chars for c in completions]


REWARDS: Dict[str, Callable] = {f.__name__: f for f in (syntax_reward, unit_test_reward, similarity_reward, length_penalty)}
