#!/usr/bin/env bash
# Netwright: it's "quoted" $(touch /tmp/netwright-was-here) `id` \u{202e}\u{200b}\u{a}; rm -rf * \ %s {0}
# Tag: netwright:design=it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1
# Left out: nothing
#
# Makes the design with the AWS CLI. Needs bash and aws (version 1 or 2) and credentials.

# shellcheck disable=SC2034  # ids are set and read by the name of their step

set -euo pipefail

# How a step works: `lookup` finds what an earlier run made, `create` makes what is missing, `await`
# waits until it is usable, `remove` takes it away again. A step says where it acts with `at` and
# which ids it depends on with `needs`.

usage() {
  cat <<'TEXT'
Usage: bash SCRIPT [--dry-run | --destroy] [--help]
  (no option)  make what is missing; a second run finds what the first made and goes on
  --dry-run    print the calls that make something; sends nothing
  --destroy    remove, in reverse order, what this design's runs have made
Environment:
  NETWRIGHT_PROFILE_<ACCOUNT>   named profile for an account of the design
  NETWRIGHT_POLL_SECONDS        pause between two looks while waiting (10)
  NETWRIGHT_WAIT_LIMIT_SECONDS  give up waiting after this long (3600)
TEXT
}

mode=create
for argument in "$@"; do
  case $argument in
    --dry-run) mode=dry ;;
    --destroy) mode=scan ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

poll_seconds=${NETWRIGHT_POLL_SECONDS-10}
wait_limit=${NETWRIGHT_WAIT_LIMIT_SECONDS-3600}
export AWS_PAGER=''
notes=$(mktemp)
# Some calls want a reference that was never used before.
run=$(date -u +%Y%m%d%H%M%S)$RANDOM
trap 'rm -f "$notes"' EXIT
profile=() extra=() fixed=() region='' title='' answer='' made='' waiting=''

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# The texts in JSON parameters are raw: version 2 of the AWS CLI would take some for base64.
if [ "$mode" != dry ]; then
  case $(aws --version 2>&1) in
    aws-cli/1.*) ;;
    *) extra=(--cli-binary-format raw-in-base64-out) ;;
  esac
fi

at() { # PROFILE REGION TITLE
  profile=()
  [ -z "$1" ] || profile=(--profile "$1")
  region=$2 title=$3 made='' fixed=()
}

needs() { # VALUE...: goes on where all are known
  local value
  for value in "$@"; do
    if [ -z "$value" ]; then
      [ "$mode" != create ] || die "$title: an id that it depends on is not known"
      return 1
    fi
  done
}

ipv6_subnet() { # BLOCK NUMBER: the /64 with this number of a /56
  local parts
  IFS=: read -r -a parts <<<"${1%%::*}"
  case $1 in
    *::/56) printf '%s:%s:%s:%x::/64' "${parts[0]:-0}" "${parts[1]:-0}" "${parts[2]:-0}" $((16#${parts[3]:-0} & 16#ff00 | $2)) ;;
    *) printf '<subnet %s of %s>' "$2" "$1" ;;
  esac
}

call() { # COMMAND...
  aws "$@" --region "$region" ${profile[@]+"${profile[@]}"} ${extra[@]+"${extra[@]}"}
}

plain() { # sets answer to the text inside its JSON; Route 53 takes and gives ids with and without a path
  answer=${answer#\"}
  answer=${answer%\"}
  answer=${answer#/hostedzone/}
}

ask() { # QUERY COMMAND...: sets answer; empty where there is nothing
  local query=$1
  shift
  if ! answer=$(call "$@" --query "$query" --output json 2>"$notes"); then
    if ! grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist|UnknownResource' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    answer=''
  fi
  case $answer in null | false | '""' | '[]' | '{}') answer='' ;; esac
  plain
}

holds() { fixed+=("$1" "$2"); } # WHAT VALUE: what AWS never changes in the thing that `lookup` finds

same() { # takes an answer apart: the id, and what `holds` named; another thing is neither taken over nor removed
  local place=0 parts
  [ ${#fixed[@]} -gt 0 ] || return 0
  IFS='|' read -r -a parts <<<"$answer"
  answer=${parts[0]-}
  [ -n "$answer" ] || return 0
  for ((place = 1; place < ${#parts[@]}; place++)); do
    set -- "${fixed[2 * place - 2]}" "${fixed[2 * place - 1]}" "${parts[place]}"
    case $3 in
      "$2" | null) ;;
      *) die "another design of this name is here, or this one was changed since it was made: $title has $1 $3, the design $2" ;;
    esac
  done
}

lookup() { # VARIABLE QUERY COMMAND...
  local variable=$1
  shift
  case $mode in
    create | scan | compare) ask "$@"; same; printf -v "$variable" %s "$answer" ;;
    dry) printf -v "$variable" %s '' ;;
  esac
}

given() { # VARIABLE QUERY COMMAND...: looks up what others have made, before anything else is made
  local variable=$1
  shift
  case $mode in
    create | scan)
      ask "$@"
      [ -n "$answer" ] || [ "$mode" = scan ] || die "$title: it is not there; others make it, this design only names it"
      printf -v "$variable" %s "$answer"
      ;;
    dry) printf -v "$variable" %s "<$variable>" ;;
  esac
}

gap() { # VARIABLE TEXT: marks a step that stops traffic on a network that is there
  case $mode in
    create) [ -n "${!1}" ] || say "! gap in traffic: $2" ;;
    dry) printf '# gap in traffic where it is needed: %s\n' "$2" ;;
  esac
}

create() { # VARIABLE QUERY COMMAND...; without a query the variable only says that it is done
  local variable=$1 query=$2
  shift 2
  case $mode in
    create)
      if [ -n "${!variable}" ]; then say "= $title"; return 0; fi
      say "+ $title"
      if [ -z "$query" ]; then
        call "$@" >/dev/null || die "$title: $1 $2 failed"
        answer=made
      elif ! answer=$(call "$@" --query "$query" --output json); then
        die "$title: $1 $2 failed"
      fi
      plain
      case $answer in '' | null) die "$title: $1 $2 gave no $query" ;; esac
      made=yes
      printf -v "$variable" %s "$answer"
      ;;
    dry)
      printf 'aws'
      printf ' %q' "$@" --region "$region" ${profile[@]+"${profile[@]}"}
      printf '\n'
      printf -v "$variable" %s "<$variable>"
      ;;
  esac
}

again() { # VARIABLE QUERY COMMAND...: looks up what the answer of create doesn't hold
  if [ -n "$made" ]; then expect "$@"; fi
}

expect() { # VARIABLE QUERY COMMAND...: looks up what must be there by now
  local variable=$1 began=$SECONDS
  shift
  case $mode in
    dry) printf -v "$variable" %s "<$variable>" ;;
    scan) ask "$@"; printf -v "$variable" %s "$answer" ;;
    create)
      while :; do
        ask "$@"
        [ -z "$answer" ] || break
        pause "$began" 'not there yet'
      done
      printf -v "$variable" %s "$answer"
      ;;
  esac
}

pause() { # BEGAN STATE: says once what is waited for
  if [ "$waiting" != "$title" ]; then
    say "  waiting: $title (${2:-absent})"
    waiting=$title
  fi
  [ $((SECONDS - $1)) -lt "$wait_limit" ] || die "$title: still ${2:-absent} after $wait_limit s"
  sleep "$poll_seconds"
}

await() { # WANTED HOPELESS QUERY COMMAND...; wanted and hopeless states are separated by |
  local wanted=$1 hopeless=$2 began=$SECONDS
  shift 2
  [ "$mode" = create ] || return 0
  while :; do
    ask "$@"
    case "|$wanted|" in *"|$answer|"*) return 0 ;; esac
    [ -z "$answer" ] || case "|$hopeless|" in *"|$answer|"*) die "$title: it is $answer" ;; esac
    pause "$began" "$answer"
  done
}

renew() { # VARIABLE QUERY COMMAND...: looks up once more what earlier removals have changed
  local variable=$1
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  ask "$@"
  printf -v "$variable" %s "$answer"
}

remove() { # VARIABLE COMMAND...
  local variable=$1 began=$SECONDS
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  say "- $title"
  until call "$@" >/dev/null 2>"$notes"; do
    if grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist' "$notes"; then break; fi
    # What still holds on to it is on its way out; anything else is a real failure.
    if ! grep -Eqi 'DependencyViolation|IncorrectState|AssociatedItem|InUse|NotDisabled|NotEmpty' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    if [ $((SECONDS - began)) -ge "$wait_limit" ]; then cat "$notes" >&2; fi
    pause "$began" 'in use'
  done
}

gone() { # VARIABLE STATES QUERY COMMAND...
  local variable=$1 states=$2 began=$SECONDS
  shift 2
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  while :; do
    ask "$@"
    case "|$states|" in *"|$answer|"*) return 0 ;; esac
    [ -n "$answer" ] || return 0
    pause "$began" "$answer"
  done
}

account() { # PROFILE REGION NUMBER NAME: stops before anything is touched where the caller is someone else
  [ "$mode" != dry ] || return 0
  at "$1" "$2" "account $4"
  ask Account sts get-caller-identity
  [ -n "$answer" ] || die "$title: who is calling is not known"
  if [ -n "$3" ] && [ "$3" != "$answer" ]; then
    die "$title: the design says $3, the credentials belong to $answer"
  fi
  say "$title: $answer"
}


preflight() {
  account '' eu-west-1 '' caller
}
prefix_list_1=''
vpc_1=''
subnet_1=''
security_group_1=''
security_group_1_no_default_egress=''
tgw_1=''

step_prefix_list_1() { # prefix-list-1
  at '' eu-west-1 'Prefix list *?%\u{d}\u{a}'
  lookup prefix_list_1 "PrefixLists[?Tags[?Key=='netwright:id' && Value=='prefix-list-1'] && Tags[?Key=='netwright:design' && Value=='it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9']] | [0].PrefixListId" \
    ec2 describe-managed-prefix-lists \
    --filters '[{"Name":"prefix-list-name","Values":["nw-77ccc24c"]}]'
  create prefix_list_1 PrefixList.PrefixListId \
    ec2 create-managed-prefix-list \
    --prefix-list-name nw-77ccc24c \
    --address-family IPv4 \
    --max-entries 10 \
    --entries '[{"Cidr":"192.0.2.0/24"}]' \
    --tag-specifications '[{"ResourceType":"prefix-list","Tags":[{"Key":"Name","Value":"_____"},{"Key":"netwright:design","Value":"it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"},{"Key":"netwright:id","Value":"prefix-list-1"}]}]'
  await 'create-complete|modify-complete|restore-complete' 'create-failed|delete-complete' 'PrefixLists[0].State' \
    ec2 describe-managed-prefix-lists \
    --prefix-list-ids "$prefix_list_1"
  remove prefix_list_1 \
    ec2 delete-managed-prefix-list \
    --prefix-list-id "$prefix_list_1"
}

step_vpc_1() { # vpc-1
  at '' eu-west-1 'VPC '\''; touch /tmp/netwright-was-here #'
  holds block 10.0.0.0/16
  lookup vpc_1 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"]},{"Name":"tag:netwright:id","Values":["vpc-1"]}]'
  create vpc_1 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.0.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Gr\u00f6\u00dfe","Value":"gr\u00f6\u00dfer_"},{"Key":"Name","Value":"__ touch /tmp/netwright-was-here _"},{"Key":"__id_","Value":"_id_"},{"Key":"netwright:design","Value":"it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"},{"Key":"netwright:id","Value":"vpc-1"},{"Key":"newline","Value":"a_b"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  remove vpc_1 \
    ec2 delete-vpc \
    --vpc-id "$vpc_1"
}

step_subnet_1() { # subnet-1
  at '' eu-west-1 'Subnet $(touch /tmp/netwright-was-here)'
  needs "$vpc_1" || return 0
  holds zone eu-west-1a
  holds block 10.0.0.0/24
  holds VPC "$vpc_1"
  lookup subnet_1 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"]},{"Name":"tag:netwright:id","Values":["subnet-1"]}]'
  create subnet_1 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 10.0.0.0/24 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"__touch /tmp/netwright-was-here_"},{"Key":"netwright:design","Value":"it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"},{"Key":"netwright:id","Value":"subnet-1"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_1"
  remove subnet_1 \
    ec2 delete-subnet \
    --subnet-id "$subnet_1"
}

step_security_group_1() { # security-group-1
  at '' eu-west-1 'Security group -rf \u{2066}\u{feff}${HOME}'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup security_group_1 "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])" \
    ec2 describe-security-groups \
    --filters '[{"Name":"tag:netwright:design","Values":["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"]},{"Name":"tag:netwright:id","Values":["security-group-1"]}]'
  create security_group_1 GroupId \
    ec2 create-security-group \
    --group-name 'rf --${HOME}-a63c68ff' \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"-rf ____HOME_"},{"Key":"netwright:design","Value":"it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"},{"Key":"netwright:id","Value":"security-group-1"}]}]' \
    --cli-input-json '{"Description":"file:///etc/passwd"}'
  remove security_group_1 \
    ec2 delete-security-group \
    --group-id "$security_group_1"
}

step_security_group_1_no_default_egress() { # security-group-1/no-default-egress
  at '' eu-west-1 'no default egress rule to 0.0.0.0/0 in Security group -rf \u{2066}\u{feff}${HOME}'
  needs "$security_group_1" || return 0
  lookup security_group_1_no_default_egress "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].IpRanges[] | [?CidrIp=='0.0.0.0/0'])" \
    ec2 describe-security-groups \
    --group-ids "$security_group_1"
  create security_group_1_no_default_egress '' \
    ec2 revoke-security-group-egress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'
}

step_tgw_1() { # tgw-1
  at '' eu-west-1 'Transit gateway https://example.com/x'
  lookup tgw_1 "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"]},{"Name":"tag:netwright:id","Values":["tgw-1"]}]'
  create tgw_1 TransitGateway.TransitGatewayId \
    ec2 create-transit-gateway \
    --options '{"AmazonSideAsn":64512,"AutoAcceptSharedAttachments":"disable","DefaultRouteTableAssociation":"enable","DefaultRouteTablePropagation":"enable","DnsSupport":"enable","VpnEcmpSupport":"enable","SecurityGroupReferencingSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway","Tags":[{"Key":"Name","Value":"https://example.com/x"},{"Key":"netwright:design","Value":"it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"},{"Key":"netwright:id","Value":"tgw-1"}]}]' \
    --cli-input-json '{"Description":"\u0027\"\\\u000a\"\"\"\u2029\ud83d\ude00"}'
  await available 'deleting|deleted' 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
  remove tgw_1 \
    ec2 delete-transit-gateway \
    --transit-gateway-id "$tgw_1"
  gone tgw_1 deleted 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
}

steps=(
  prefix_list_1
  vpc_1
  subnet_1
  security_group_1
  security_group_1_no_default_egress
  tgw_1
)
first=(
  vpc_1
)

preflight
if [ "$mode" = create ]; then
  mode=compare
  for step in ${first[@]+"${first[@]}"}; do "step_$step"; done
  mode=create
fi
for step in ${steps[@]+"${steps[@]}"}; do "step_$step"; done
if [ "$mode" = scan ]; then
  mode=remove
  for ((place = ${#steps[@]} - 1; place >= 0; place--)); do "step_${steps[place]}"; done
fi
say 'done'
