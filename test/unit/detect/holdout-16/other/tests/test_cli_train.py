import json
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from speechkit.cli import build_parser, main

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_train_two_steps(tmp_path):
    r = subprocess.run([sys.executable, str(ROOT / "train.py"), "--data", str(ROOT / "tests/fixtures"), "--max-steps", "2",
                        "--out", str(tmp_path)], capture_output=True, text=True)
    assert r.returncode == 0, r.stderr
    assert (tmp_path / "last.ckpt").exists()
    assert json.loads((tmp_path / "metrics.json").read_text())["step"] == 2


def test_parser_defaults():
    a = build_parser().parse_args(["train", "--data", "x"])
    assert a.epochs == 100 and a.lr == pytest.approx(3e-4)


@mock.patch("speechkit.cli.Trainer")
def test_train_calls_fit(Trainer, tmp_path):
    main(["train", "--data", str(tmp_path), "--epochs", "3"])
    Trainer.assert_called_once()
    Trainer.return_value.fit.assert_called_once()


def test_resume_missing_checkpoint(tmp_path):
    with pytest.raises(SystemExit):
        main(["train", "--data", str(tmp_path), "--resume", "nope.ckpt"])
