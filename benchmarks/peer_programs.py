"""The simulators measured beside isoqms, in an environment of their own: .venv/peers, made when it is missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "peers"
FOLDER = Path(__file__).parent.parent / ".venv" / "peers"
PEERS = {"SimPy": "simpy", "Ciw": "ciw", "Prosimos": "prosimos"}
"""Name → its distribution in requirements.txt; its adapter is peers/run_<distribution>.py."""


@dataclass(frozen=True)
class Peer:
    """A simulator that can be run, or why it cannot."""

    name: str
    version: str
    missing: str = ""

    def run(self, cases: int, variant: str = "a", seed: int = 1) -> dict[str, Any]:
        """Simulate the one-stop process and return the figures.

        Raises:
            RuntimeError: the program failed.
        """
        script = HERE / f"run_{PEERS[self.name]}.py"
        asked = ["--cases", str(cases), "--variant", variant, "--seed", str(seed)]
        done = subprocess.run([str(_python()), str(script), *asked], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise RuntimeError(f"{self.name} failed: {done.stderr[-500:]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def peers() -> dict[str, Peer]:
    """Return the peers by name, installing what is missing; each says for itself why it cannot be had."""
    return {name: _peer(name, distribution) for name, distribution in PEERS.items()}


def _peer(name: str, distribution: str) -> Peer:
    wanted = dict(re.findall(r"^([a-z]+)==(\S+)$", (HERE / "requirements.txt").read_text(encoding="utf-8"), re.M))
    version = wanted[distribution]
    try:
        if not _python().exists():
            print(f"Making an environment for the peers in {FOLDER.name}", file=sys.stderr)
            venv.create(FOLDER, with_pip=True)
        if _installed(distribution) != version:
            print(f"Installing {name} {version}", file=sys.stderr)
            _pip("install", "--quiet", f"{distribution}=={version}")
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return Peer(name, version, said[-1] if said else type(error).__name__)
    return Peer(name, version)


def _python() -> Path:
    return FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _pip(*words: str) -> None:
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    subprocess.run(command, check=True, capture_output=True, encoding="utf-8")


def _installed(distribution: str) -> str:
    code = f"from importlib.metadata import version; print(version({distribution!r}))"
    done = subprocess.run([str(_python()), "-c", code], capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip()
