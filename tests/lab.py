"""JupyterLab for browser tests: a server of its own on loopback, without the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


@contextmanager
def jupyter(folder: Path, **environment: str) -> Iterator[str]:
    """Serve a folder of notebooks; give the address of its JupyterLab."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = folder / ".jupyter-home"
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root",
        f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1",
        "--IdentityProvider.token=", "--ServerApp.password=",
        *("--LabApp.news_url=", "--LabApp.check_for_updates_class="
          "jupyterlab.NeverCheckForUpdate"),
        f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    env = {**os.environ, "HOME": str(home), "JUPYTER_PREFER_ENV_PATH": "1"}
    env |= {"IPYTHONDIR": str(home / "ipython"), **environment}
    home.mkdir(exist_ok=True)
    log = (home / "jupyter.log").open("wb")
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise RuntimeError((home / "jupyter.log").read_text())
            try:
                if httpx.get(f"{address}/api/status").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()
