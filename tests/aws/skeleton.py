"""Runs a whole script with no server: every command goes through the CLI's own validator.

`--generate-cli-skeleton output` parses options and shorthand and validates the parameters, then
prints a placeholder, so ids are captured and the script goes on. A loop that waits for a state
would never end under it: such scripts are judged call by call while they run (`aws_shim.py`).
"""

import os
import subprocess
import tempfile

from aws_shim import Shim


def run_offline(script, arguments=(), env=None):
    """(rc, stderr, calls) of a bash script whose `aws` never sends a request."""
    with tempfile.TemporaryDirectory() as folder:
        shim = Shim(folder, skeleton_only=True)
        try:
            whole = shim.env({**(env or {}), "HOME": folder, "PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "eu-west-1",
                              "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"})
            ended = subprocess.run(["bash", str(script), *arguments], env=whole, cwd=folder,
                                   capture_output=True, text=True, timeout=600)
            return ended.returncode, ended.stderr, shim.calls()
        finally:
            shim.stop()


def refused(calls):
    """The commands among `calls` that the CLI's own validator would not have sent."""
    return [(call["argv"], call["skeleton_error"].strip()) for call in calls if call["skeleton"]]
