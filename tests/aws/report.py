"""Writes docs/exports.md from what run.py saw: call by call, which judge looked at it.

    cargo xtask test aws   then   python report.py target/aws-calls.json > docs/exports.md

Several files, of runs with --calls, are added up.
"""

import collections
import json
import pathlib
import re
import sys

import known_gaps
import mended

READS = ("Describe", "Get", "List", "Search")
SOURCE = pathlib.Path(__file__).resolve().parents[2] / "core/src/plan"

AS_SENT = {
    "ec2.CreateNetworkAclEntry": "fields described; ICMP type and code as sent",
    "ec2.CreateTransitGatewayRoute": "described, and the attachment as sent",
    "ec2.CreateVpnConnection": "described; options as sent",
    "ec2.RunInstances": "described; placement and EFA as sent",
    "route53.ChangeResourceRecordSets": "described; geoproximity as sent",
    "route53.CreateHealthCheck": "described; the alarm as sent",
    "ram.CreateResourceShare": "as sent",
}
"""Where the emulator loses something, so that the recorded request is compared with the design."""

NOT_COMPARED = {
    "acm.RequestCertificate", "ec2.AllocateAddress", "ec2.ModifyTransitGateway",
    "ec2.AssociateAddress", "ec2.CreateFlowLogs", "elbv2.ModifyLoadBalancerAttributes",
    "elbv2.ModifyTargetGroupAttributes", "ec2.ModifyInstanceAttribute", "route53resolver.CreateResolverRule",
    "route53resolver.AssociateResolverRule", "ec2.AcceptTransitGatewayPeeringAttachment",
    "ec2.CreateTransitGatewayPeeringAttachment", "ec2.CreateNetworkInterface",
}
"""Executed, but only their existence is compared, or that a second run finds them."""

HEAD = """# Exports, and what has judged them

`netwright export FILE --to aws-cli|boto3` prints one program that makes the design. Both print the same plan, in
which every step says how to find what an earlier run made (by the tags `netwright:design` and `netwright:id`, or by
a natural key where a call has no tags), how to make it, what to wait for, and how to remove it. So a run that was
stopped goes on where it was, a second run changes nothing, and `--destroy` removes what was made, in reverse order.
What is found must also agree with the design in what AWS never changes, such as the block of a VPC: what another design
of the same name has made, or this one before it was changed, is neither taken over nor removed; the program ends in one
line that names both (`docs/decisions/identity-in-the-file.md`).
`--dry-run` prints the calls and sends none. What a program leaves out of a design, and why, stands at its top.
What others have made and a design only names, such as a stage of API Gateway, is looked up first: where it is not
there, a program stops before it makes anything, and it never removes it. A resource that is changed by versions, such
as a CloudFront distribution, is put right in what the design says of it, and keeps what was set by hand besides.

The judges (`tests/aws`):

* *validator*: each AWS CLI command goes through `--generate-cli-skeleton output`, the real CLI's option parser and
  botocore's parameter validation, without a request.
* *strict walk*: each recorded request is read back from its bytes and walked over botocore's maxima, enumerations
  and patterns, which botocore itself does not check.
* *emulator*: the real AWS CLI runs the script and real boto3 runs the module against a moto server; describe, list
  and get calls are then compared with the saved design, field by field, by code that knows nothing of the planner.
* *mended*: the emulator lacks or mangles the call, and `tests/aws/mended.py` stands in for it. That is our own code
  and no outside judge: what was sent is still validated and walked.

* *verify*: after the first run the real AWS CLI runs `verify.sh` against the emulator, where everything must be as
  designed; then one thing of each kind is broken behind its back (a route, an association, a rule, DNS hostnames, a
  record), and it must tell each and nothing else; then the script repairs them and all is compared again. The emulator
  has no name server and no hosts: `nslookup` and the connections of probes are answered by stand-ins of our own
  (`tests/aws/verifying.py`), except in `selftest.py`, where the connections are real.
* *change batches*: the real AWS CLI sends both forms to zones of the emulator, CREATE into emptied ones and UPSERT over
  changed records, and every record is read back; 1,140 records in one zone are split at the API's limits.
* *policies*: the IAM actions that the recorded calls need are compared with `iam-policy`: nothing is missing for
  either program, nothing is superfluous for both.
* *version 2* of the AWS CLI (Debian's 2.9.19) runs the script of five designs, among them those with WAF rules, whose
  texts it would take for base64. It is older than parts of the API, which are taken out: `tests/aws/version2.py`.
* *scenes*: both programs are killed again and again (without hearing of the call under way), go on, and make nothing
  twice; with the credentials of one wrong account among three, every program stops before its first change; both
  versions of the CLI run a design as processes of their own, without the kept interpreter that the rest uses; a network
  made with the isolation failure is mended by the exports of the fixed design, and nothing of the failure is left; a
  distribution that was changed by hand is put right, and keeps what is not drawn; where a stage that a design names is
  absent, both programs stop before their first change; a second design of one name neither takes
  over nor removes what the first has made, and one with an identity is made beside it.

None of this ran against AWS. No judge here knows AWS's own rules across records, timing, quotas or permissions.
"""


def planned():
    """Every operation that the planner can write into a program, as its source says."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.rs")))
    found = re.findall(r'Call::new\(\s*"([a-z0-9-]+)",\s*"([A-Za-z0-9]+)"', text)
    # These helpers take the operation as an argument.
    found += [("ec2", name) for name in re.findall(r'find_(?:tagged|live|tagged_as)\([^"]*?"([A-Za-z]+)"', text)]
    return {f"{service}.{operation}" for service, operation in found}


def rows(seen):
    """Table rows, the calls that change something first."""
    for changing in (True, False):
        for name in sorted(seen):
            service, operation = name.split(".")
            if operation.startswith(READS) == changing:
                continue
            counts = seen[name]
            where = "mended" if name in mended.MENDED else "emulator"
            if not changing:
                result = "read only"
            elif name in NOT_COMPARED:
                result = "found again by a second run"
            else:
                result = AS_SENT.get(name, "described, or gone after `--destroy`")
            yield (f"| `{service} {operation}` | {counts.get('aws-cli', 0) + counts.get('scene', 0)} | {counts.get('aws-cli-2', 0)}"
                   f" | {counts.get('boto3', 0)} | {where} | {result} |")


def main():
    """Prints the document."""
    seen, designs, totals = collections.defaultdict(collections.Counter), set(), collections.Counter()
    for path in sys.argv[1:]:
        told = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        designs.update(told["designs"])
        totals.update(told["totals"])
        for name, counts in told["calls"].items():
            seen[name].update(counts)
    print(HEAD)
    print("## Calls\n")
    total = sum(sum(counts.values()) for counts in seen.values())
    print(f"{total} calls of {len(seen)} operations, for {len(designs)} designs and scenes: {', '.join(sorted(designs))}.")
    print(f"Every call met the strict walk; {totals['skeleton']} commands met the CLI's own validator (the same words once);")
    print(f"{totals['compared']} fields were compared with the designs; `verify.sh` said yes {totals['verified']} times and no")
    print(f"{totals['denied']} times; {totals['actions']} IAM actions were compared; {totals['kills']} runs were killed midway;")
    print(f"{totals['mended']} calls were answered by our own mends of the emulator.\n")
    print("| operation | CLI 1 | CLI 2 | boto3 | executed on | result |\n|---|---|---|---|---|---|")
    print("\n".join(rows(seen)))
    never = sorted(planned() - set(seen))
    print("\n## Calls that no design of the tests makes\n")
    print("The planner can write these; only the printed programs of unit tests were looked at.\n" if never else "None.")
    for name in never:
        print(f"* `{name.replace('.', ' ')}`")
    print("\n## Known gaps of the emulator\n")
    print("Each has a probe in `tests/aws/known_gaps.py`, which fails as soon as the emulator is mended.\n")
    for name, operations, text, _ in known_gaps.GAPS:
        print(f"* {text} ({', '.join(f'`{o}`' for o in operations)}; `{name}`)")


if __name__ == "__main__":
    main()
