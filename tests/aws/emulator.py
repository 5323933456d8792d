"""The local AWS emulator (moto server): a child process on loopback, reset, seeded, recorded."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import wire

HERE = pathlib.Path(__file__).resolve().parent

ACCOUNT = "123456789012"
"""The account that moto serves to credentials it has not handed out itself."""


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Emulator:
    """One moto server, with the mends of `mended.py` unless asked for without.

    Use as a context manager; it is ended by its process handle.
    """

    def __init__(self, folder, mended=True):
        self.folder = pathlib.Path(folder)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.recording = self.folder / "recording.jsonl"
        self.output = (self.folder / "moto.log").open("w", encoding="utf-8")
        # Certificates are issued by a clock, not by looking at validation records.
        env = dict(os.environ, MOTO_RECORDER_FILEPATH=str(self.recording), MOTO_ACM_VALIDATION_WAIT="1")
        program = [str(HERE / "mended.py")] if mended else ["-c", "from moto.server import main; main()"]
        words = [sys.executable, *program, "-H", "127.0.0.1", "-p", str(self.port)]
        self.child = subprocess.Popen(words, env=env, cwd=self.folder,
                                      stdout=self.output, stderr=subprocess.STDOUT)
        try:
            self._await_start()
        except RuntimeError:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _await_start(self):
        # A second on a machine at rest; a busy one may take its time.
        for _ in range(1200):
            if self.child.poll() is not None:
                raise RuntimeError(f"the emulator ended at once: {self.folder / 'moto.log'}")
            try:
                urllib.request.urlopen(f"{self.url}/moto-api/data.json", timeout=2).read()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise RuntimeError("the emulator did not answer within a minute")

    def _post(self, path):
        request = urllib.request.Request(f"{self.url}/moto-api/{path}", method="POST", data=b"")
        return urllib.request.urlopen(request, timeout=30).read()

    def reset(self, seed=42):
        """Empties every service, forgets recorded requests, and makes ids repeatable."""
        self._post("recorder/stop-recording")
        self.recording.write_text("")
        self._post("reset")
        self._post(f"seed?a={seed}")

    def start_recording(self):
        """From here on every request is kept exactly as it came over the wire."""
        self.recording.write_text("")
        self._post("recorder/start-recording")

    def stop_recording(self):
        """Returns what was recorded as a list of `wire.Request`."""
        self._post("recorder/stop-recording")
        lines = self.recording.read_text(encoding="utf-8").splitlines()
        return [wire.parse(json.loads(line)) for line in lines]

    def kill_after(self, requests, pid):
        """Kills a process as soon as so many further requests were carried out, before it hears of the last."""
        request = urllib.request.Request(f"{self.url}/netwright/kill?pid={pid}&after={requests}", method="POST", data=b"")
        urllib.request.urlopen(request, timeout=30).read()

    def env(self):
        """What the AWS CLI and boto3 need to talk to this emulator and to nothing else."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": str(self.folder / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.folder / "credentials"),
        }

    def last_error(self):
        """The last exception in the emulator's own log, for telling its faults from ours."""
        lines = (self.folder / "moto.log").read_text(encoding="utf-8").splitlines()
        told = [i for i, line in enumerate(lines) if line.startswith("Traceback")]
        return "; ".join(lines[told[-1]:][-6:])[-600:] if told else "no error"

    def stop(self):
        """Ends this server and waits for it."""
        self.child.terminate()
        self.child.wait()
        self.output.close()
