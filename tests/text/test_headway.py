"""The bar moves inside a long article, and nothing is told to nobody."""

import contextlib
import os
import re
import subprocess
import sys
import termios

import pytest

from analysis import Article
from analysis.text import encoder, headway, parse

LONG = "\n\n".join(
    ["The minister said on Monday that the port might close if no ferry sailed."] * 90
)


def test_parser_and_encoder_tell_their_share_step_by_step():
    """In many steps, about eight tenths of the characters; the layers' part comes with the end."""
    steps: list[float] = []
    with headway.heard(steps.append):
        encoder.encode(next(parse.parse([Article("long", LONG)])))
    told = len(steps)
    assert told > 5 and min(steps) > 0
    assert sum(steps) == pytest.approx(0.8 * len(LONG), rel=0.05)
    encoder.encode(next(parse.parse([Article("other", "One. Two.")])))
    assert len(steps) == told


def at_a_terminal(command, folder):
    """What the command writes to a terminal; into a log it draws no bar."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    with subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while part := os.read(ours, 65536):
                said += part
        os.close(ours)
    assert process.returncode == 0, said
    return said.decode()


def test_the_bar_of_one_long_article_does_not_jump_from_nothing_to_all(tmp_path):
    """On the real command line: several states between, and all of it at the end."""
    (tmp_path / "long.txt").write_text(LONG * 2, encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "annotate", "long.txt", "-o", "out"]
    said = at_a_terminal(command, tmp_path)
    states = set(re.findall(r"(\d+)%\|", said))
    assert len(states - {"0", "100"}) >= 2 and "100" in states, said
