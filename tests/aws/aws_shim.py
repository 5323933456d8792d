"""A worker that holds the real AWS CLI in one interpreter and runs command lines for bash scripts.

Starting the real CLI costs half a second; the worker is the real CLI too, loaded once. Scripts find
it as a bash function `aws` in their environment, which sends its words over loopback: no process
is started for a call.

Every command is first sent through `--generate-cli-skeleton output` (option parser, shorthand
parser and botocore's parameter validation, without a request) and then executed. What was seen
is appended, one JSON object a line, to the log named at start: the judges read it afterwards.

    python aws_shim.py LOG [--skeleton-only]      prints the port it listens on

Version 2 of the CLI is kept the same way, by the interpreter and packages that `version2.py` names.
"""

import contextlib
import importlib
import io
import json
import os
import pathlib
import socket
import subprocess
import sys
import time

import version2

FUNCTION = """() {
  local rc out err
  exec 9<>"/dev/tcp/127.0.0.1/$NETWRIGHT_AWS_PORT" || return 255
  printf '%s\\0' "$#" "$@" >&9
  IFS= read -r -d '' rc <&9; IFS= read -r -d '' out <&9; IFS= read -r -d '' err <&9
  exec 9>&-
  printf '%s' "$out"
  printf '%s' "$err" >&2
  return "$rc"
}"""
"""`aws` for bash: words out, exit code, output and errors back, NUL after each."""

_drivers = {}
_loader = None
_judged = set()


def _driver(argv, env):
    """One CLI driver per operation and per global option that a driver remembers.

    A driver keeps region, profile and credentials of its first command, and its skeleton
    handlers of every operation it has ever parsed; so none is shared between operations.
    """
    global _loader
    remembered = [argv[i + 1] if i + 1 < len(argv) else "" for i, word in enumerate(argv)
                  if word in ("--region", "--profile", "--output", "--cli-binary-format")]
    words = tuple(argv[:2])
    aws_env = tuple(sorted((k, v) for k, v in env.items() if k.startswith("AWS_") or k == "HOME"))
    key = (words, tuple(remembered), aws_env)
    if key not in _drivers:
        from awscli.clidriver import create_clidriver

        _mend_skeletons()
        driver = create_clidriver()
        # Reading a service model takes a third of a second; all drivers share what was read.
        if _loader is None:
            _loader = driver.session.get_component("data_loader")
        else:
            driver.session.register_component("data_loader", _loader)
        _drivers[key] = driver
    return _drivers[key]


def _mend_skeletons():
    """Some answers that the CLI makes up for a skeleton break the model's own bounds (an ARN of
    three characters), which would fail the command for no fault of its own. Only the check of the
    made-up answer is left out; the check of the parameters is untouched."""
    for name in ("botocore.stub", "awscli.botocore.stub"):  # version 2 brings its own
        with contextlib.suppress(ImportError):
            stubber = importlib.import_module(name).Stubber
            stubber._validate_operation_response = stubber._validate_response = lambda *_: None


def run_cli(argv, env, cwd):
    """Runs one command line as the real CLI would, and returns (rc, stdout, stderr)."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    out, err = io.StringIO(), io.StringIO()
    rc = 0
    if argv[0] == "rds" and not version2.IS_RUNNING:
        # Version 1 would send what is of RDS in us-east-1 to AWS itself.
        argv = [*argv, "--endpoint-url", env["AWS_ENDPOINT_URL"]]
    if version2.IS_RUNNING:
        # It does not know AWS_ENDPOINT_URL.
        argv = [*version2.lowered(argv), "--endpoint-url", env["AWS_ENDPOINT_URL"]]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            rc = _driver(argv, env).main(list(argv)) or 0
        except SystemExit as stop:
            rc = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return rc, out.getvalue(), err.getvalue()


def has_skeleton(argv):
    """Waiters and the CLI's own commands have no skeleton; every API operation has one."""
    return len(argv) > 1 and not argv[0].startswith("-") and argv[1] != "wait" and argv[0] != "configure"


def answer(argv, env, cwd, skeleton_only):
    """Judges and executes one command; the record is both the answer and the log line."""
    record = {"argv": argv, "skeleton": None, "skeleton_error": ""}
    started = time.monotonic()
    # The same words are judged once: a second run looks up what the first one did. A collection asks the same of each
    # identifier, and is judged once for each call with its options.
    words = tuple(w for i, w in enumerate(argv) if i < 2 or w.startswith("--")) if "REGIONS" in env else tuple(argv)
    if has_skeleton(argv) and (skeleton_only or words not in _judged):
        _judged.add(words)
        rc, out, err = run_cli([*argv, "--generate-cli-skeleton", "output"], env, cwd)
        record.update(skeleton=rc, skeleton_error=err)
        if skeleton_only:
            record.update(rc=rc, stdout=out, stderr=err)
    if not (skeleton_only and "rc" in record):
        rc, out, err = run_cli(argv, env, cwd)
        record.update(rc=rc, stdout=out, stderr=err)
    record["seconds"] = round(time.monotonic() - started, 3)
    return record


def _words(link):
    """The words of one command, each with a NUL behind it, after their number."""
    got = b""
    while True:
        parts = got.split(b"\0")
        if len(parts) > 1 and len(parts) > int(parts[0]) + 1:
            return [part.decode() for part in parts[1:int(parts[0]) + 1]]
        more = link.recv(65536)
        if not more:
            return None
        got += more


def serve(log, skeleton_only):
    """Answers one connection after another until the parent ends this process."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(64)
    print(door.getsockname()[1], flush=True)
    settings = pathlib.Path(log).with_suffix(".env")
    while True:
        link, _ = door.accept()
        with link:
            argv = _words(link)
            if argv is None:
                continue
            given = json.loads(settings.read_text(encoding="utf-8"))
            record = answer(argv, given, given["HOME"], skeleton_only)
            with open(log, "a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")
            parts = (str(record["rc"]), record["stdout"], record["stderr"])
            link.sendall(b"".join(part.encode() + b"\0" for part in parts))


class Shim:
    """The worker as a child process, with version 1 of the CLI, or with 2 where that was unpacked to `version_2`."""

    def __init__(self, folder, skeleton_only=False, version_2=None):
        self.log = pathlib.Path(folder) / f"aws-calls{'-2' if version_2 else ''}.jsonl"
        words = [version2.python() if version_2 else sys.executable, __file__, str(self.log)]
        if skeleton_only:
            words.append("--skeleton-only")
        env = version2.environment(version_2) if version_2 else None
        self.child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
        self.port = self.child.stdout.readline().strip()
        if not self.port:
            raise RuntimeError("the AWS CLI worker did not start")

    def env(self, env):
        """The environment with `aws` in it, for bash; the worker runs every command in this one too."""
        self.log.with_suffix(".env").write_text(json.dumps(env), encoding="utf-8")
        return {**env, "NETWRIGHT_AWS_PORT": self.port, "BASH_FUNC_aws%%": FUNCTION}

    def calls(self):
        """Every command seen since the last `forget`, in order."""
        if not self.log.exists():
            return []
        with self.log.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def forget(self):
        """Empties the log, so that the next run is looked at alone."""
        self.log.unlink(missing_ok=True)

    def stop(self):
        """Ends the worker by its own process handle."""
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()


if __name__ == "__main__":
    serve(sys.argv[1], "--skeleton-only" in sys.argv[2:])
