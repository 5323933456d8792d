#!/usr/bin/env bash
# Netwright: Hub with two environments
# Tag: netwright:design=Hub with two environments
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1, us-east-1
# Left out: nothing
# Gaps in traffic: 4 steps change what a network that is there already sends where; each is marked "gap", says so as it is done, and does nothing on a new network
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
dhcp_options_1=''
prefix_list_1=''
prefix_list_2=''
vpc_1=''
vpc_1_100_64_0_0_16=''
vpc_1_dns_hostnames=''
vpc_2=''
vpc_2_dns_support=''
vpc_2_dhcp_options=''
vpc_3=''
internet_gateway_1=''
internet_gateway_1_attachment=''
egress_only_gateway_1=''
route_table_1=''
route_table_2=''
route_table_3=''
route_table_3_tags=''
route_table_4=''
network_acl_1=''
network_acl_2=''
network_acl_2_tags=''
network_acl_2_no_default_egress=''
network_acl_rule_1=''
network_acl_rule_2=''
network_acl_rule_3=''
network_acl_rule_4=''
network_acl_rule_5=''
subnet_1=''
subnet_1_route_table=''
subnet_1_acl_association=''
subnet_1_network_acl=''
subnet_2=''
subnet_2_public_addresses=''
subnet_2_route_table=''
subnet_3=''
subnet_3_route_table=''
subnet_4=''
subnet_5=''
security_group_1=''
security_group_2=''
security_group_2_no_default_egress=''
security_group_rule_1=''
security_group_rule_2=''
security_group_rule_3=''
security_group_rule_4=''
security_group_rule_5=''
elastic_ip_1=''
nat_gateway_1=''
nat_gateway_2_address=''
nat_gateway_2=''
nat_gateway_3=''
vpc_peering_1=''
vpc_peering_1_request=''
vpc_peering_1_acceptance=''
vpc_peering_1_requester_dns=''
vpc_peering_1_accepter_dns=''
tgw_1=''
tgw_1_defaults_off=''
tgw_route_table_1=''
tgw_route_table_2=''
tgw_attachment_1=''
tgw_attachment_2=''
tgw_propagation_1=''
tgw_route_1=''
tgw_route_2=''
tgw_association_1_other_table=''
tgw_association_1_leave=''
tgw_association_1=''
tgw_association_2_other_table=''
tgw_association_2_leave=''
tgw_association_2=''
tgw_attachment_1_stray_table=''
tgw_attachment_1_withdraw=''
tgw_attachment_2_stray_table=''
tgw_attachment_2_withdraw=''
vpc_endpoint_1=''
vpc_endpoint_2=''
vpc_endpoint_3=''
route_1=''
route_2=''
route_3=''
route_4=''
route_5=''
route_6=''
route_7=''

step_dhcp_options_1() { # dhcp-options-1
  at '' eu-west-1 'DHCP option set dhcp-options-1'
  lookup dhcp_options_1 'DhcpOptions[0].DhcpOptionsId' \
    ec2 describe-dhcp-options \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["dhcp-options-1"]}]'
  create dhcp_options_1 DhcpOptions.DhcpOptionsId \
    ec2 create-dhcp-options \
    --dhcp-configurations '[{"Key":"domain-name","Values":["corp.example"]},{"Key":"domain-name-servers","Values":["10.0.0.2"]}]' \
    --tag-specifications '[{"ResourceType":"dhcp-options","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"dhcp-options-1"}]}]'
  remove dhcp_options_1 \
    ec2 delete-dhcp-options \
    --dhcp-options-id "$dhcp_options_1"
}

step_prefix_list_1() { # prefix-list-1
  at '' eu-west-1 'Prefix list sites'
  lookup prefix_list_1 "PrefixLists[?Tags[?Key=='netwright:id' && Value=='prefix-list-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].PrefixListId" \
    ec2 describe-managed-prefix-lists \
    --filters '[{"Name":"prefix-list-name","Values":["sites-aba5acae"]}]'
  create prefix_list_1 PrefixList.PrefixListId \
    ec2 create-managed-prefix-list \
    --prefix-list-name sites-aba5acae \
    --address-family IPv4 \
    --max-entries 5 \
    --entries '[{"Cidr":"192.168.0.0/24"},{"Cidr":"192.168.9.0/24"}]' \
    --tag-specifications '[{"ResourceType":"prefix-list","Tags":[{"Key":"Name","Value":"sites"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"prefix-list-1"}]}]'
  await 'create-complete|modify-complete|restore-complete' 'create-failed|delete-complete' 'PrefixLists[0].State' \
    ec2 describe-managed-prefix-lists \
    --prefix-list-ids "$prefix_list_1"
  remove prefix_list_1 \
    ec2 delete-managed-prefix-list \
    --prefix-list-id "$prefix_list_1"
}

step_prefix_list_2() { # prefix-list-2
  at '' eu-west-1 'Prefix list prefix-list-2'
  expect prefix_list_2 'PrefixLists[0].PrefixListId' \
    ec2 describe-managed-prefix-lists \
    --filters '[{"Name":"prefix-list-name","Values":["com.amazonaws.eu-west-1.s3"]}]'
}

step_vpc_1() { # vpc-1
  at '' eu-west-1 'VPC prod'
  holds block 10.0.0.0/16
  lookup vpc_1 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-1"]}]'
  create vpc_1 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.0.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Environment","Value":"prod"},{"Key":"Name","Value":"prod"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-1"},{"Key":"team","Value":"network"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  remove vpc_1 \
    ec2 delete-vpc \
    --vpc-id "$vpc_1"
}

step_vpc_1_100_64_0_0_16() { # vpc-1/100.64.0.0/16
  at '' eu-west-1 'block 100.64.0.0/16 of VPC prod'
  needs "$vpc_1" || return 0
  lookup vpc_1_100_64_0_0_16 "Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='100.64.0.0/16' && CidrBlockState.State!='failed' && CidrBlockState.State!='disassociated'] | [0].CidrBlock" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
  create vpc_1_100_64_0_0_16 '' \
    ec2 associate-vpc-cidr-block \
    --vpc-id "$vpc_1" \
    --cidr-block 100.64.0.0/16
  await associated failed "Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='100.64.0.0/16'] | [0].CidrBlockState.State" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_1"
}

step_vpc_1_dns_hostnames() { # vpc-1/dns-hostnames
  at '' eu-west-1 'dns-hostnames of VPC prod'
  needs "$vpc_1" || return 0
  lookup vpc_1_dns_hostnames EnableDnsHostnames.Value \
    ec2 describe-vpc-attribute \
    --vpc-id "$vpc_1" \
    --attribute enableDnsHostnames
  create vpc_1_dns_hostnames '' \
    ec2 modify-vpc-attribute \
    --vpc-id "$vpc_1" \
    --enable-dns-hostnames '{"Value":true}'
}

step_vpc_2() { # vpc-2
  at '' eu-west-1 'VPC dev'
  holds block 10.1.0.0/16
  lookup vpc_2 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-2"]}]'
  create vpc_2 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.1.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Environment","Value":"dev"},{"Key":"Name","Value":"dev"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-2"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
  remove vpc_2 \
    ec2 delete-vpc \
    --vpc-id "$vpc_2"
}

step_vpc_2_dns_support() { # vpc-2/dns-support
  at '' eu-west-1 'dns-support of VPC dev'
  needs "$vpc_2" || return 0
  lookup vpc_2_dns_support '!(EnableDnsSupport.Value)' \
    ec2 describe-vpc-attribute \
    --vpc-id "$vpc_2" \
    --attribute enableDnsSupport
  create vpc_2_dns_support '' \
    ec2 modify-vpc-attribute \
    --vpc-id "$vpc_2" \
    --enable-dns-support '{"Value":false}'
}

step_vpc_2_dhcp_options() { # vpc-2/dhcp-options
  at '' eu-west-1 'DHCP options of VPC dev'
  needs "$dhcp_options_1" "$vpc_2" || return 0
  lookup vpc_2_dhcp_options "Vpcs[0].DhcpOptionsId=='${dhcp_options_1}'" \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_2"
  create vpc_2_dhcp_options '' \
    ec2 associate-dhcp-options \
    --dhcp-options-id "$dhcp_options_1" \
    --vpc-id "$vpc_2"
  remove vpc_2_dhcp_options \
    ec2 associate-dhcp-options \
    --dhcp-options-id default \
    --vpc-id "$vpc_2"
}

step_vpc_3() { # vpc-3
  at '' us-east-1 'VPC far'
  holds block 10.2.0.0/16
  lookup vpc_3 "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])" \
    ec2 describe-vpcs \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-3"]}]'
  create vpc_3 Vpc.VpcId \
    ec2 create-vpc \
    --cidr-block 10.2.0.0/16 \
    --tag-specifications '[{"ResourceType":"vpc","Tags":[{"Key":"Name","Value":"far"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-3"}]}]'
  await available '' 'Vpcs[0].State' \
    ec2 describe-vpcs \
    --vpc-ids "$vpc_3"
  remove vpc_3 \
    ec2 delete-vpc \
    --vpc-id "$vpc_3"
}

step_internet_gateway_1() { # internet-gateway-1
  at '' eu-west-1 'Internet gateway way out'
  lookup internet_gateway_1 'InternetGateways[0].InternetGatewayId' \
    ec2 describe-internet-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["internet-gateway-1"]}]'
  create internet_gateway_1 InternetGateway.InternetGatewayId \
    ec2 create-internet-gateway \
    --tag-specifications '[{"ResourceType":"internet-gateway","Tags":[{"Key":"Name","Value":"way out"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"internet-gateway-1"}]}]'
  remove internet_gateway_1 \
    ec2 delete-internet-gateway \
    --internet-gateway-id "$internet_gateway_1"
}

step_internet_gateway_1_attachment() { # internet-gateway-1/attachment
  at '' eu-west-1 'attachment of Internet gateway way out'
  needs "$internet_gateway_1" "$vpc_1" || return 0
  lookup internet_gateway_1_attachment "InternetGateways[0].Attachments[?VpcId=='${vpc_1}'] | [0].VpcId" \
    ec2 describe-internet-gateways \
    --internet-gateway-ids "$internet_gateway_1"
  create internet_gateway_1_attachment '' \
    ec2 attach-internet-gateway \
    --internet-gateway-id "$internet_gateway_1" \
    --vpc-id "$vpc_1"
  remove internet_gateway_1_attachment \
    ec2 detach-internet-gateway \
    --internet-gateway-id "$internet_gateway_1" \
    --vpc-id "$vpc_1"
}

step_egress_only_gateway_1() { # egress-only-gateway-1
  at '' eu-west-1 'Egress-only internet gateway egress-only-gateway-1'
  needs "$vpc_1" || return 0
  lookup egress_only_gateway_1 'EgressOnlyInternetGateways[0].EgressOnlyInternetGatewayId' \
    ec2 describe-egress-only-internet-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["egress-only-gateway-1"]}]'
  create egress_only_gateway_1 EgressOnlyInternetGateway.EgressOnlyInternetGatewayId \
    ec2 create-egress-only-internet-gateway \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"egress-only-internet-gateway","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"egress-only-gateway-1"}]}]'
  remove egress_only_gateway_1 \
    ec2 delete-egress-only-internet-gateway \
    --egress-only-internet-gateway-id "$egress_only_gateway_1"
}

step_route_table_1() { # route-table-1
  at '' eu-west-1 'Route table private'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup route_table_1 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["route-table-1"]}]'
  create route_table_1 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"private"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"route-table-1"}]}]'
  remove route_table_1 \
    ec2 delete-route-table \
    --route-table-id "$route_table_1"
}

step_route_table_2() { # route-table-2
  at '' eu-west-1 'Route table public'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup route_table_2 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["route-table-2"]}]'
  create route_table_2 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"public"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"route-table-2"}]}]'
  remove route_table_2 \
    ec2 delete-route-table \
    --route-table-id "$route_table_2"
}

step_route_table_3() { # route-table-3
  at '' eu-west-1 'Route table main'
  needs "$vpc_2" || return 0
  expect route_table_3 'RouteTables[0].RouteTableId' \
    ec2 describe-route-tables \
    --filters '[{"Name":"vpc-id","Values":["'"${vpc_2}"'"]},{"Name":"association.main","Values":["true"]}]'
}

step_route_table_3_tags() { # route-table-3/tags
  at '' eu-west-1 'tags of Route table main'
  needs "$route_table_3" || return 0
  lookup route_table_3_tags 'Tags[0].ResourceId' \
    ec2 describe-tags \
    --filters '[{"Name":"resource-id","Values":["'"${route_table_3}"'"]},{"Name":"key","Values":["netwright:id"]},{"Name":"value","Values":["route-table-3"]}]'
  create route_table_3_tags '' \
    ec2 create-tags \
    --resources "$route_table_3" \
    --tags '[{"Key":"Name","Value":"main"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"route-table-3"}]'
}

step_route_table_4() { # route-table-4
  at '' us-east-1 'Route table far'
  needs "$vpc_3" || return 0
  holds VPC "$vpc_3"
  lookup route_table_4 "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])" \
    ec2 describe-route-tables \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["route-table-4"]}]'
  create route_table_4 RouteTable.RouteTableId \
    ec2 create-route-table \
    --vpc-id "$vpc_3" \
    --tag-specifications '[{"ResourceType":"route-table","Tags":[{"Key":"Name","Value":"far"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"route-table-4"}]}]'
  remove route_table_4 \
    ec2 delete-route-table \
    --route-table-id "$route_table_4"
}

step_network_acl_1() { # network-acl-1
  at '' eu-west-1 'Network ACL tight'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup network_acl_1 "join('|', (NetworkAcls[0].[to_string(NetworkAclId), to_string(VpcId)]) || [''])" \
    ec2 describe-network-acls \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["network-acl-1"]}]'
  create network_acl_1 NetworkAcl.NetworkAclId \
    ec2 create-network-acl \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"network-acl","Tags":[{"Key":"Name","Value":"tight"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"network-acl-1"}]}]'
  remove network_acl_1 \
    ec2 delete-network-acl \
    --network-acl-id "$network_acl_1"
}

step_network_acl_2() { # network-acl-2
  at '' eu-west-1 'Network ACL default'
  needs "$vpc_2" || return 0
  expect network_acl_2 'NetworkAcls[0].NetworkAclId' \
    ec2 describe-network-acls \
    --filters '[{"Name":"vpc-id","Values":["'"${vpc_2}"'"]},{"Name":"default","Values":["true"]}]'
}

step_network_acl_2_tags() { # network-acl-2/tags
  at '' eu-west-1 'tags of Network ACL default'
  needs "$network_acl_2" || return 0
  lookup network_acl_2_tags 'Tags[0].ResourceId' \
    ec2 describe-tags \
    --filters '[{"Name":"resource-id","Values":["'"${network_acl_2}"'"]},{"Name":"key","Values":["netwright:id"]},{"Name":"value","Values":["network-acl-2"]}]'
  create network_acl_2_tags '' \
    ec2 create-tags \
    --resources "$network_acl_2" \
    --tags '[{"Key":"Name","Value":"default"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"network-acl-2"}]'
}

step_network_acl_2_no_default_egress() { # network-acl-2/no-default-egress
  at '' eu-west-1 'no rule 100 (egress) in Network ACL default'
  needs "$network_acl_2" || return 0
  lookup network_acl_2_no_default_egress "!(NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && Egress])" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_2"
  create network_acl_2_no_default_egress '' \
    ec2 delete-network-acl-entry \
    --network-acl-id "$network_acl_2" \
    --rule-number 100 \
    --egress
}

step_network_acl_rule_1() { # network-acl-rule-1
  at '' eu-west-1 'rule 100 (ingress) of Network ACL tight'
  needs "$network_acl_1" || return 0
  lookup network_acl_rule_1 "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && !Egress] | [0].RuleAction" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_1"
  create network_acl_rule_1 '' \
    ec2 create-network-acl-entry \
    --network-acl-id "$network_acl_1" \
    --rule-number 100 \
    --ingress \
    --protocol 6 \
    --rule-action allow \
    --cidr-block 10.0.0.0/8 \
    --port-range '{"From":443,"To":443}'
}

step_network_acl_rule_2() { # network-acl-rule-2
  at '' eu-west-1 'rule 110 (ingress) of Network ACL tight'
  needs "$network_acl_1" || return 0
  lookup network_acl_rule_2 "NetworkAcls[0].Entries[?to_string(RuleNumber)=='110' && !Egress] | [0].RuleAction" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_1"
  create network_acl_rule_2 '' \
    ec2 create-network-acl-entry \
    --network-acl-id "$network_acl_1" \
    --rule-number 110 \
    --ingress \
    --protocol 1 \
    --rule-action allow \
    --cidr-block 0.0.0.0/0 \
    --icmp-type-code '{"Type":3,"Code":4}'
}

step_network_acl_rule_3() { # network-acl-rule-3
  at '' eu-west-1 'rule 100 (egress) of Network ACL tight'
  needs "$network_acl_1" || return 0
  lookup network_acl_rule_3 "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && Egress] | [0].RuleAction" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_1"
  create network_acl_rule_3 '' \
    ec2 create-network-acl-entry \
    --network-acl-id "$network_acl_1" \
    --rule-number 100 \
    --egress \
    --rule-action allow \
    --cidr-block 0.0.0.0/0 \
    --cli-input-json '{"Protocol":"-1"}'
}

step_network_acl_rule_4() { # network-acl-rule-4
  at '' eu-west-1 'rule 100 (ingress) of Network ACL default'
  needs "$network_acl_2" || return 0
  lookup network_acl_rule_4 "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && !Egress && Protocol=='-1' && RuleAction=='deny' && CidrBlock=='0.0.0.0/0'] | [0].RuleAction" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_2"
  create network_acl_rule_4 '' \
    ec2 replace-network-acl-entry \
    --network-acl-id "$network_acl_2" \
    --rule-number 100 \
    --ingress \
    --rule-action deny \
    --cidr-block 0.0.0.0/0 \
    --cli-input-json '{"Protocol":"-1"}'
}

step_network_acl_rule_5() { # network-acl-rule-5
  at '' eu-west-1 'rule 90 (ingress) of Network ACL default'
  needs "$network_acl_2" || return 0
  lookup network_acl_rule_5 "NetworkAcls[0].Entries[?to_string(RuleNumber)=='90' && !Egress] | [0].RuleAction" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_2"
  create network_acl_rule_5 '' \
    ec2 create-network-acl-entry \
    --network-acl-id "$network_acl_2" \
    --rule-number 90 \
    --ingress \
    --protocol 17 \
    --rule-action allow \
    --cidr-block 10.0.0.0/16 \
    --port-range '{"From":53,"To":53}'
}

step_subnet_1() { # subnet-1
  at '' eu-west-1 'Subnet private-a'
  needs "$vpc_1" || return 0
  holds zone eu-west-1a
  holds block 10.0.0.0/20
  holds VPC "$vpc_1"
  lookup subnet_1 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["subnet-1"]}]'
  create subnet_1 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 10.0.0.0/20 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"private-a"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"subnet-1"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_1"
  remove subnet_1 \
    ec2 delete-subnet \
    --subnet-id "$subnet_1"
}

step_subnet_1_route_table() { # subnet-1/route-table
  at '' eu-west-1 'route table of Subnet private-a'
  needs "$route_table_1" "$subnet_1" || return 0
  lookup subnet_1_route_table "RouteTables[0].Associations[?SubnetId=='${subnet_1}'] | [0].RouteTableAssociationId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create subnet_1_route_table AssociationId \
    ec2 associate-route-table \
    --route-table-id "$route_table_1" \
    --subnet-id "$subnet_1"
  remove subnet_1_route_table \
    ec2 disassociate-route-table \
    --association-id "$subnet_1_route_table"
}

step_subnet_1_acl_association() { # subnet-1/acl-association
  at '' eu-west-1 'present network ACL of Subnet private-a'
  needs "$subnet_1" || return 0
  expect subnet_1_acl_association "NetworkAcls[0].Associations[?SubnetId=='${subnet_1}'] | [0].NetworkAclAssociationId" \
    ec2 describe-network-acls \
    --filters '[{"Name":"association.subnet-id","Values":["'"${subnet_1}"'"]}]'
}

step_subnet_1_network_acl() { # subnet-1/network-acl
  at '' eu-west-1 'network ACL of Subnet private-a'
  needs "$network_acl_1" "$subnet_1" "$subnet_1_acl_association" || return 0
  lookup subnet_1_network_acl "NetworkAcls[0].Associations[?SubnetId=='${subnet_1}'] | [0].SubnetId" \
    ec2 describe-network-acls \
    --network-acl-ids "$network_acl_1"
  create subnet_1_network_acl '' \
    ec2 replace-network-acl-association \
    --association-id "$subnet_1_acl_association" \
    --network-acl-id "$network_acl_1"
}

step_subnet_2() { # subnet-2
  at '' eu-west-1 'Subnet public-a'
  needs "$vpc_1" || return 0
  holds zone eu-west-1a
  holds block 10.0.16.0/20
  holds VPC "$vpc_1"
  lookup subnet_2 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["subnet-2"]}]'
  create subnet_2 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 10.0.16.0/20 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"public-a"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"subnet-2"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_2"
  remove subnet_2 \
    ec2 delete-subnet \
    --subnet-id "$subnet_2"
}

step_subnet_2_public_addresses() { # subnet-2/public-addresses
  at '' eu-west-1 'public addresses in Subnet public-a'
  needs "$subnet_2" || return 0
  lookup subnet_2_public_addresses 'Subnets[0].MapPublicIpOnLaunch' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_2"
  create subnet_2_public_addresses '' \
    ec2 modify-subnet-attribute \
    --subnet-id "$subnet_2" \
    --map-public-ip-on-launch '{"Value":true}'
}

step_subnet_2_route_table() { # subnet-2/route-table
  at '' eu-west-1 'route table of Subnet public-a'
  needs "$route_table_2" "$subnet_2" || return 0
  lookup subnet_2_route_table "RouteTables[0].Associations[?SubnetId=='${subnet_2}'] | [0].RouteTableAssociationId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_2"
  create subnet_2_route_table AssociationId \
    ec2 associate-route-table \
    --route-table-id "$route_table_2" \
    --subnet-id "$subnet_2"
  remove subnet_2_route_table \
    ec2 disassociate-route-table \
    --association-id "$subnet_2_route_table"
}

step_subnet_3() { # subnet-3
  at '' eu-west-1 'Subnet pods-b'
  needs "$vpc_1" || return 0
  holds zone eu-west-1b
  holds block 100.64.0.0/20
  holds VPC "$vpc_1"
  lookup subnet_3 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["subnet-3"]}]'
  create subnet_3 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_1" \
    --cidr-block 100.64.0.0/20 \
    --availability-zone eu-west-1b \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"pods-b"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"subnet-3"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_3"
  remove subnet_3 \
    ec2 delete-subnet \
    --subnet-id "$subnet_3"
}

step_subnet_3_route_table() { # subnet-3/route-table
  at '' eu-west-1 'route table of Subnet pods-b'
  needs "$route_table_1" "$subnet_3" || return 0
  lookup subnet_3_route_table "RouteTables[0].Associations[?SubnetId=='${subnet_3}'] | [0].RouteTableAssociationId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create subnet_3_route_table AssociationId \
    ec2 associate-route-table \
    --route-table-id "$route_table_1" \
    --subnet-id "$subnet_3"
  remove subnet_3_route_table \
    ec2 disassociate-route-table \
    --association-id "$subnet_3_route_table"
}

step_subnet_4() { # subnet-4
  at '' eu-west-1 'Subnet dev-a'
  needs "$vpc_2" || return 0
  holds zone eu-west-1a
  holds block 10.1.0.0/20
  holds VPC "$vpc_2"
  lookup subnet_4 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["subnet-4"]}]'
  create subnet_4 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_2" \
    --cidr-block 10.1.0.0/20 \
    --availability-zone eu-west-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"dev-a"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"subnet-4"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_4"
  remove subnet_4 \
    ec2 delete-subnet \
    --subnet-id "$subnet_4"
}

step_subnet_5() { # subnet-5
  at '' us-east-1 'Subnet far-a'
  needs "$vpc_3" || return 0
  holds zone us-east-1a
  holds block 10.2.0.0/20
  holds VPC "$vpc_3"
  lookup subnet_5 "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])" \
    ec2 describe-subnets \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["subnet-5"]}]'
  create subnet_5 Subnet.SubnetId \
    ec2 create-subnet \
    --vpc-id "$vpc_3" \
    --cidr-block 10.2.0.0/20 \
    --availability-zone us-east-1a \
    --tag-specifications '[{"ResourceType":"subnet","Tags":[{"Key":"Name","Value":"far-a"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"subnet-5"}]}]'
  await available failed 'Subnets[0].State' \
    ec2 describe-subnets \
    --subnet-ids "$subnet_5"
  remove subnet_5 \
    ec2 delete-subnet \
    --subnet-id "$subnet_5"
}

step_security_group_1() { # security-group-1
  at '' eu-west-1 'Security group web'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup security_group_1 "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])" \
    ec2 describe-security-groups \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["security-group-1"]}]'
  create security_group_1 GroupId \
    ec2 create-security-group \
    --group-name web-92c22384 \
    --description web \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"web"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-1"}]}]'
  remove security_group_1 \
    ec2 delete-security-group \
    --group-id "$security_group_1"
}

step_security_group_2() { # security-group-2
  at '' eu-west-1 'Security group db'
  needs "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup security_group_2 "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])" \
    ec2 describe-security-groups \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["security-group-2"]}]'
  create security_group_2 GroupId \
    ec2 create-security-group \
    --group-name db-74a5dd5a \
    --description 'behind web' \
    --vpc-id "$vpc_1" \
    --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"db"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-2"}]}]'
  remove security_group_2 \
    ec2 delete-security-group \
    --group-id "$security_group_2"
}

step_security_group_2_no_default_egress() { # security-group-2/no-default-egress
  at '' eu-west-1 'no default egress rule to 0.0.0.0/0 in Security group db'
  needs "$security_group_2" || return 0
  lookup security_group_2_no_default_egress "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].IpRanges[] | [?CidrIp=='0.0.0.0/0'])" \
    ec2 describe-security-groups \
    --group-ids "$security_group_2"
  create security_group_2_no_default_egress '' \
    ec2 revoke-security-group-egress \
    --group-id "$security_group_2" \
    --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'
}

step_security_group_rule_1() { # security-group-rule-1
  at '' eu-west-1 'ingress rule security-group-rule-1 of Security group web'
  needs "$security_group_1" || return 0
  lookup security_group_rule_1 "SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && CidrIpv4=='0.0.0.0/0'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_1}"'"]}]'
  create security_group_rule_1 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-ingress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-rule-1"}]}]'
}

step_security_group_rule_2() { # security-group-rule-2
  at '' eu-west-1 'ingress rule security-group-rule-2 of Security group db'
  needs "$security_group_1" "$security_group_2" || return 0
  lookup security_group_rule_2 "SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='5432' && to_string(ToPort)=='5432' && ReferencedGroupInfo.GroupId=='${security_group_1}'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_2}"'"]}]'
  create security_group_rule_2 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-ingress \
    --group-id "$security_group_2" \
    --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"'"${security_group_1}"'"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-rule-2"}]}]'
  remove security_group_rule_2 \
    ec2 revoke-security-group-ingress \
    --group-id "$security_group_2" \
    --security-group-rule-ids "$security_group_rule_2"
}

step_security_group_rule_3() { # security-group-rule-3
  at '' eu-west-1 'egress rule security-group-rule-3 of Security group web'
  needs "$security_group_1" || return 0
  lookup security_group_rule_3 "SecurityGroupRules[?IsEgress && IpProtocol=='-1' && CidrIpv4=='0.0.0.0/0'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_1}"'"]}]'
  create security_group_rule_3 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-egress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-rule-3"}]}]'
}

step_security_group_rule_4() { # security-group-rule-4
  at '' eu-west-1 'egress rule security-group-rule-4 of Security group db'
  needs "$prefix_list_2" "$security_group_2" || return 0
  lookup security_group_rule_4 "SecurityGroupRules[?IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && PrefixListId=='${prefix_list_2}'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_2}"'"]}]'
  create security_group_rule_4 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-egress \
    --group-id "$security_group_2" \
    --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"'"${prefix_list_2}"'"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-rule-4"}]}]'
  remove security_group_rule_4 \
    ec2 revoke-security-group-egress \
    --group-id "$security_group_2" \
    --security-group-rule-ids "$security_group_rule_4"
}

step_security_group_rule_5() { # security-group-rule-5
  at '' eu-west-1 'ingress rule security-group-rule-5 of Security group web'
  needs "$security_group_1" || return 0
  lookup security_group_rule_5 "SecurityGroupRules[?!IsEgress && IpProtocol=='icmp' && to_string(FromPort)=='-1' && to_string(ToPort)=='-1' && CidrIpv4=='10.0.0.0/8'] | [0].SecurityGroupRuleId" \
    ec2 describe-security-group-rules \
    --filters '[{"Name":"group-id","Values":["'"${security_group_1}"'"]}]'
  create security_group_rule_5 'SecurityGroupRules[0].SecurityGroupRuleId' \
    ec2 authorize-security-group-ingress \
    --group-id "$security_group_1" \
    --ip-permissions '[{"IpProtocol":"icmp","FromPort":-1,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]' \
    --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"security-group-rule-5"}]}]'
}

step_elastic_ip_1() { # elastic-ip-1
  at '' eu-west-1 'Elastic IP address nat'
  lookup elastic_ip_1 'Addresses[0].AllocationId' \
    ec2 describe-addresses \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["elastic-ip-1"]}]'
  create elastic_ip_1 AllocationId \
    ec2 allocate-address \
    --domain vpc \
    --tag-specifications '[{"ResourceType":"elastic-ip","Tags":[{"Key":"Name","Value":"nat"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"elastic-ip-1"}]}]'
  remove elastic_ip_1 \
    ec2 release-address \
    --allocation-id "$elastic_ip_1"
}

step_nat_gateway_1() { # nat-gateway-1
  at '' eu-west-1 'NAT gateway nat-a'
  needs "$elastic_ip_1" "$subnet_2" || return 0
  holds subnet "$subnet_2"
  lookup nat_gateway_1 "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])" \
    ec2 describe-nat-gateways \
    --filter '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["nat-gateway-1"]}]'
  create nat_gateway_1 NatGateway.NatGatewayId \
    ec2 create-nat-gateway \
    --subnet-id "$subnet_2" \
    --connectivity-type public \
    --allocation-id "$elastic_ip_1" \
    --tag-specifications '[{"ResourceType":"natgateway","Tags":[{"Key":"Name","Value":"nat-a"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"nat-gateway-1"}]}]'
  await available 'failed|deleted|deleting' 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_1"
  remove nat_gateway_1 \
    ec2 delete-nat-gateway \
    --nat-gateway-id "$nat_gateway_1"
  gone nat_gateway_1 deleted 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_1"
}

step_nat_gateway_2_address() { # nat-gateway-2/address
  at '' eu-west-1 'address of NAT gateway nat-gateway-2'
  lookup nat_gateway_2_address 'Addresses[0].AllocationId' \
    ec2 describe-addresses \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["nat-gateway-2/address"]}]'
  create nat_gateway_2_address AllocationId \
    ec2 allocate-address \
    --domain vpc \
    --tag-specifications '[{"ResourceType":"elastic-ip","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"nat-gateway-2/address"}]}]'
  remove nat_gateway_2_address \
    ec2 release-address \
    --allocation-id "$nat_gateway_2_address"
}

step_nat_gateway_2() { # nat-gateway-2
  at '' eu-west-1 'NAT gateway nat-gateway-2'
  needs "$nat_gateway_2_address" "$subnet_2" || return 0
  holds subnet "$subnet_2"
  lookup nat_gateway_2 "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-2'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])" \
    ec2 describe-nat-gateways \
    --filter '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["nat-gateway-2"]}]'
  create nat_gateway_2 NatGateway.NatGatewayId \
    ec2 create-nat-gateway \
    --subnet-id "$subnet_2" \
    --connectivity-type public \
    --allocation-id "$nat_gateway_2_address" \
    --tag-specifications '[{"ResourceType":"natgateway","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"nat-gateway-2"}]}]'
  await available 'failed|deleted|deleting' 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_2"
  remove nat_gateway_2 \
    ec2 delete-nat-gateway \
    --nat-gateway-id "$nat_gateway_2"
  gone nat_gateway_2 deleted 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_2"
}

step_nat_gateway_3() { # nat-gateway-3
  at '' eu-west-1 'NAT gateway nat-gateway-3'
  needs "$subnet_1" || return 0
  holds subnet "$subnet_1"
  lookup nat_gateway_3 "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-3'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])" \
    ec2 describe-nat-gateways \
    --filter '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["nat-gateway-3"]}]'
  create nat_gateway_3 NatGateway.NatGatewayId \
    ec2 create-nat-gateway \
    --subnet-id "$subnet_1" \
    --connectivity-type private \
    --tag-specifications '[{"ResourceType":"natgateway","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"nat-gateway-3"}]}]'
  await available 'failed|deleted|deleting' 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_3"
  remove nat_gateway_3 \
    ec2 delete-nat-gateway \
    --nat-gateway-id "$nat_gateway_3"
  gone nat_gateway_3 deleted 'NatGateways[0].State' \
    ec2 describe-nat-gateways \
    --nat-gateway-ids "$nat_gateway_3"
}

step_vpc_peering_1() { # vpc-peering-1
  at '' eu-west-1 'VPC peering connection vpc-peering-1'
  needs "$vpc_1" "$vpc_3" || return 0
  holds 'far VPC' "$vpc_3"
  holds 'near VPC' "$vpc_1"
  lookup vpc_peering_1 "join('|', (VpcPeeringConnections[?(Status.Code=='active' || Status.Code=='pending-acceptance' || Status.Code=='provisioning' || Status.Code=='initiating-request') && Tags[?Key=='netwright:id' && Value=='vpc-peering-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(VpcPeeringConnectionId), to_string(AccepterVpcInfo.VpcId), to_string(RequesterVpcInfo.VpcId)]) || [''])" \
    ec2 describe-vpc-peering-connections \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-peering-1"]}]'
  create vpc_peering_1 VpcPeeringConnection.VpcPeeringConnectionId \
    ec2 create-vpc-peering-connection \
    --vpc-id "$vpc_1" \
    --peer-vpc-id "$vpc_3" \
    --peer-region us-east-1 \
    --tag-specifications '[{"ResourceType":"vpc-peering-connection","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-peering-1"}]}]'
  await 'pending-acceptance|active' 'failed|rejected|expired' 'VpcPeeringConnections[0].Status.Code' \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
  remove vpc_peering_1 \
    ec2 delete-vpc-peering-connection \
    --vpc-peering-connection-id "$vpc_peering_1"
}

step_vpc_peering_1_request() { # vpc-peering-1/request
  at '' us-east-1 'request of VPC peering connection vpc-peering-1'
  needs "$vpc_peering_1" || return 0
  expect vpc_peering_1_request 'VpcPeeringConnections[0].VpcPeeringConnectionId' \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
}

step_vpc_peering_1_acceptance() { # vpc-peering-1/acceptance
  at '' us-east-1 'acceptance of VPC peering connection vpc-peering-1'
  needs "$vpc_peering_1" || return 0
  lookup vpc_peering_1_acceptance "VpcPeeringConnections[0].Status.Code=='active'" \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
  create vpc_peering_1_acceptance '' \
    ec2 accept-vpc-peering-connection \
    --vpc-peering-connection-id "$vpc_peering_1"
  await active 'failed|rejected|expired|deleted' 'VpcPeeringConnections[0].Status.Code' \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
}

step_vpc_peering_1_requester_dns() { # vpc-peering-1/requester-dns
  at '' eu-west-1 'requester DNS of VPC peering connection vpc-peering-1'
  needs "$vpc_peering_1" || return 0
  lookup vpc_peering_1_requester_dns 'VpcPeeringConnections[0].RequesterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc' \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
  create vpc_peering_1_requester_dns '' \
    ec2 modify-vpc-peering-connection-options \
    --vpc-peering-connection-id "$vpc_peering_1" \
    --requester-peering-connection-options '{"AllowDnsResolutionFromRemoteVpc":true}'
}

step_vpc_peering_1_accepter_dns() { # vpc-peering-1/accepter-dns
  at '' us-east-1 'accepter DNS of VPC peering connection vpc-peering-1'
  needs "$vpc_peering_1" || return 0
  lookup vpc_peering_1_accepter_dns 'VpcPeeringConnections[0].AccepterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc' \
    ec2 describe-vpc-peering-connections \
    --vpc-peering-connection-ids "$vpc_peering_1"
  create vpc_peering_1_accepter_dns '' \
    ec2 modify-vpc-peering-connection-options \
    --vpc-peering-connection-id "$vpc_peering_1" \
    --accepter-peering-connection-options '{"AllowDnsResolutionFromRemoteVpc":true}'
}

step_tgw_1() { # tgw-1
  at '' eu-west-1 'Transit gateway hub'
  lookup tgw_1 "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["tgw-1"]}]'
  create tgw_1 TransitGateway.TransitGatewayId \
    ec2 create-transit-gateway \
    --description hub \
    --options '{"AmazonSideAsn":64512,"AutoAcceptSharedAttachments":"disable","DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable","DnsSupport":"enable","VpnEcmpSupport":"enable","SecurityGroupReferencingSupport":"enable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway","Tags":[{"Key":"Name","Value":"hub"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"tgw-1"}]}]'
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

step_tgw_1_defaults_off() { # tgw-1/defaults-off
  at '' eu-west-1 'defaults of Transit gateway hub off'
  needs "$tgw_1" || return 0
  lookup tgw_1_defaults_off "TransitGateways[?Options.DefaultRouteTableAssociation=='disable' && Options.DefaultRouteTablePropagation=='disable'] | [0].TransitGatewayId" \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
  create tgw_1_defaults_off '' \
    ec2 modify-transit-gateway \
    --transit-gateway-id "$tgw_1" \
    --options '{"DefaultRouteTableAssociation":"disable","DefaultRouteTablePropagation":"disable"}'
  await available deleted 'TransitGateways[0].State' \
    ec2 describe-transit-gateways \
    --transit-gateway-ids "$tgw_1"
}

step_tgw_route_table_1() { # tgw-route-table-1
  at '' eu-west-1 'Transit gateway route table prod'
  needs "$tgw_1" || return 0
  lookup tgw_route_table_1 "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].TransitGatewayRouteTableId" \
    ec2 describe-transit-gateway-route-tables \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]}]'
  create tgw_route_table_1 TransitGatewayRouteTable.TransitGatewayRouteTableId \
    ec2 create-transit-gateway-route-table \
    --transit-gateway-id "$tgw_1" \
    --tag-specifications '[{"ResourceType":"transit-gateway-route-table","Tags":[{"Key":"Name","Value":"prod"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"tgw-route-table-1"}]}]'
  await available 'deleting|deleted' 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_1"
  remove tgw_route_table_1 \
    ec2 delete-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_1"
  gone tgw_route_table_1 deleted 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_1"
}

step_tgw_route_table_2() { # tgw-route-table-2
  at '' eu-west-1 'Transit gateway route table dev'
  needs "$tgw_1" || return 0
  lookup tgw_route_table_2 "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-2'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].TransitGatewayRouteTableId" \
    ec2 describe-transit-gateway-route-tables \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]}]'
  create tgw_route_table_2 TransitGatewayRouteTable.TransitGatewayRouteTableId \
    ec2 create-transit-gateway-route-table \
    --transit-gateway-id "$tgw_1" \
    --tag-specifications '[{"ResourceType":"transit-gateway-route-table","Tags":[{"Key":"Name","Value":"dev"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"tgw-route-table-2"}]}]'
  await available 'deleting|deleted' 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_2"
  remove tgw_route_table_2 \
    ec2 delete-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2"
  gone tgw_route_table_2 deleted 'TransitGatewayRouteTables[0].State' \
    ec2 describe-transit-gateway-route-tables \
    --transit-gateway-route-table-ids "$tgw_route_table_2"
}

step_tgw_attachment_1() { # tgw-attachment-1
  at '' eu-west-1 'Transit gateway attachment prod'
  needs "$subnet_1" "$tgw_1" "$vpc_1" || return 0
  lookup tgw_attachment_1 "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-vpc-attachments \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]},{"Name":"vpc-id","Values":["'"${vpc_1}"'"]}]'
  create tgw_attachment_1 TransitGatewayVpcAttachment.TransitGatewayAttachmentId \
    ec2 create-transit-gateway-vpc-attachment \
    --transit-gateway-id "$tgw_1" \
    --vpc-id "$vpc_1" \
    --subnet-ids "$subnet_1" \
    --options '{"DnsSupport":"enable","SecurityGroupReferencingSupport":"enable","Ipv6Support":"disable","ApplianceModeSupport":"enable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway-attachment","Tags":[{"Key":"Name","Value":"prod"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"tgw-attachment-1"}]}]'
  await available 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
  remove tgw_attachment_1 \
    ec2 delete-transit-gateway-vpc-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  gone tgw_attachment_1 deleted 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
}

step_tgw_attachment_2() { # tgw-attachment-2
  at '' eu-west-1 'Transit gateway attachment dev'
  needs "$subnet_4" "$tgw_1" "$vpc_2" || return 0
  lookup tgw_attachment_2 "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId" \
    ec2 describe-transit-gateway-vpc-attachments \
    --filters '[{"Name":"transit-gateway-id","Values":["'"${tgw_1}"'"]},{"Name":"vpc-id","Values":["'"${vpc_2}"'"]}]'
  create tgw_attachment_2 TransitGatewayVpcAttachment.TransitGatewayAttachmentId \
    ec2 create-transit-gateway-vpc-attachment \
    --transit-gateway-id "$tgw_1" \
    --vpc-id "$vpc_2" \
    --subnet-ids "$subnet_4" \
    --options '{"DnsSupport":"enable","SecurityGroupReferencingSupport":"enable","Ipv6Support":"disable","ApplianceModeSupport":"disable"}' \
    --tag-specifications '[{"ResourceType":"transit-gateway-attachment","Tags":[{"Key":"Name","Value":"dev"},{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"tgw-attachment-2"}]}]'
  await available 'failed|failing|rejected|rejecting|deleted|deleting' 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
  remove tgw_attachment_2 \
    ec2 delete-transit-gateway-vpc-attachment \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  gone tgw_attachment_2 deleted 'TransitGatewayVpcAttachments[0].State' \
    ec2 describe-transit-gateway-vpc-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_propagation_1() { # tgw-propagation-1
  at '' eu-west-1 'propagation of Transit gateway attachment prod into Transit gateway route table prod'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  lookup tgw_propagation_1 "TransitGatewayRouteTablePropagations[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  create tgw_propagation_1 '' \
    ec2 enable-transit-gateway-route-table-propagation \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await enabled '' 'TransitGatewayRouteTablePropagations[0].State' \
    ec2 get-transit-gateway-route-table-propagations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
}

step_tgw_route_1() { # tgw-route-1
  at '' eu-west-1 'route 10.1.0.0/16 of Transit gateway route table prod'
  needs "$tgw_attachment_2" "$tgw_route_table_1" || return 0
  lookup tgw_route_1 'Routes[0].DestinationCidrBlock' \
    ec2 search-transit-gateway-routes \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"route-search.exact-match","Values":["10.1.0.0/16"]},{"Name":"type","Values":["static"]}]'
  create tgw_route_1 '' \
    ec2 create-transit-gateway-route \
    --destination-cidr-block 10.1.0.0/16 \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
}

step_tgw_route_2() { # tgw-route-2
  at '' eu-west-1 'route 10.0.0.0/8 of Transit gateway route table dev'
  needs "$tgw_route_table_2" || return 0
  lookup tgw_route_2 'Routes[0].DestinationCidrBlock' \
    ec2 search-transit-gateway-routes \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"route-search.exact-match","Values":["10.0.0.0/8"]},{"Name":"type","Values":["static"]}]'
  create tgw_route_2 '' \
    ec2 create-transit-gateway-route \
    --destination-cidr-block 10.0.0.0/8 \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --blackhole
}

step_tgw_association_1_other_table() { # tgw-association-1/other-table
  at '' eu-west-1 'other table of Transit gateway attachment prod'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  expect tgw_association_1_other_table "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_1}'] | [0].Association.TransitGatewayRouteTableId || 'none'" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
}

step_tgw_association_1_leave() { # tgw-association-1/leave
  at '' eu-west-1 'Transit gateway attachment prod out of any table but Transit gateway route table prod'
  needs "$tgw_association_1_other_table" "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  lookup tgw_association_1_leave "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_1}' && Association.State!='disassociating'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
  gap tgw_association_1_leave 'what the attachment sends is dropped until its new association, in the next step'
  create tgw_association_1_leave '' \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_association_1_other_table" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await 'true|True' '' "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_1}'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_1"
}

step_tgw_association_1() { # tgw-association-1
  at '' eu-west-1 'association of Transit gateway attachment prod with Transit gateway route table prod'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  lookup tgw_association_1 "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  create tgw_association_1 '' \
    ec2 associate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await associated '' 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
  remove tgw_association_1 \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  gone tgw_association_1 disassociated 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_1" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_1}"'"]}]'
}

step_tgw_association_2_other_table() { # tgw-association-2/other-table
  at '' eu-west-1 'other table of Transit gateway attachment dev'
  needs "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  expect tgw_association_2_other_table "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}'] | [0].Association.TransitGatewayRouteTableId || 'none'" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_association_2_leave() { # tgw-association-2/leave
  at '' eu-west-1 'Transit gateway attachment dev out of any table but Transit gateway route table dev'
  needs "$tgw_association_2_other_table" "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  lookup tgw_association_2_leave "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}' && Association.State!='disassociating'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
  gap tgw_association_2_leave 'what the attachment sends is dropped until its new association, in the next step'
  create tgw_association_2_leave '' \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_association_2_other_table" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await 'true|True' '' "TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='${tgw_route_table_2}'] | !@" \
    ec2 describe-transit-gateway-attachments \
    --transit-gateway-attachment-ids "$tgw_attachment_2"
}

step_tgw_association_2() { # tgw-association-2
  at '' eu-west-1 'association of Transit gateway attachment dev with Transit gateway route table dev'
  needs "$tgw_attachment_2" "$tgw_route_table_2" || return 0
  lookup tgw_association_2 "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId" \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
  create tgw_association_2 '' \
    ec2 associate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await associated '' 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
  remove tgw_association_2 \
    ec2 disassociate-transit-gateway-route-table \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  gone tgw_association_2 disassociated 'Associations[0].State' \
    ec2 get-transit-gateway-route-table-associations \
    --transit-gateway-route-table-id "$tgw_route_table_2" \
    --filters '[{"Name":"transit-gateway-attachment-id","Values":["'"${tgw_attachment_2}"'"]}]'
}

step_tgw_attachment_1_stray_table() { # tgw-attachment-1/stray-table
  at '' eu-west-1 'other table that knows Transit gateway attachment prod'
  needs "$tgw_attachment_1" "$tgw_route_table_1" || return 0
  expect tgw_attachment_1_stray_table "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling') && TransitGatewayRouteTableId!='${tgw_route_table_1}'] | [0].TransitGatewayRouteTableId || 'none'" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_1"
}

step_tgw_attachment_1_withdraw() { # tgw-attachment-1/withdraw
  at '' eu-west-1 'Transit gateway attachment prod known to no table but those drawn'
  needs "$tgw_attachment_1" "$tgw_attachment_1_stray_table" "$tgw_route_table_1" || return 0
  lookup tgw_attachment_1_withdraw "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling') && TransitGatewayRouteTableId!='${tgw_route_table_1}'] | !@" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  gap tgw_attachment_1_withdraw 'what is still looked up in that table no longer finds the attachment'
  create tgw_attachment_1_withdraw '' \
    ec2 disable-transit-gateway-route-table-propagation \
    --transit-gateway-route-table-id "$tgw_attachment_1_stray_table" \
    --transit-gateway-attachment-id "$tgw_attachment_1"
  await 'true|True' '' "TransitGatewayAttachmentPropagations[?TransitGatewayRouteTableId=='${tgw_attachment_1_stray_table}' && State!='disabled'] | !@" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_1"
}

step_tgw_attachment_2_stray_table() { # tgw-attachment-2/stray-table
  at '' eu-west-1 'other table that knows Transit gateway attachment dev'
  needs "$tgw_attachment_2" || return 0
  expect tgw_attachment_2_stray_table "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')] | [0].TransitGatewayRouteTableId || 'none'" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_2"
}

step_tgw_attachment_2_withdraw() { # tgw-attachment-2/withdraw
  at '' eu-west-1 'Transit gateway attachment dev known to no table but those drawn'
  needs "$tgw_attachment_2" "$tgw_attachment_2_stray_table" || return 0
  lookup tgw_attachment_2_withdraw "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')] | !@" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  gap tgw_attachment_2_withdraw 'what is still looked up in that table no longer finds the attachment'
  create tgw_attachment_2_withdraw '' \
    ec2 disable-transit-gateway-route-table-propagation \
    --transit-gateway-route-table-id "$tgw_attachment_2_stray_table" \
    --transit-gateway-attachment-id "$tgw_attachment_2"
  await 'true|True' '' "TransitGatewayAttachmentPropagations[?TransitGatewayRouteTableId=='${tgw_attachment_2_stray_table}' && State!='disabled'] | !@" \
    ec2 get-transit-gateway-attachment-propagations \
    --transit-gateway-attachment-id "$tgw_attachment_2"
}

step_vpc_endpoint_1() { # vpc-endpoint-1
  at '' eu-west-1 'VPC endpoint vpc-endpoint-1'
  needs "$route_table_1" "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup vpc_endpoint_1 "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])" \
    ec2 describe-vpc-endpoints \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-endpoint-1"]}]'
  create vpc_endpoint_1 VpcEndpoint.VpcEndpointId \
    ec2 create-vpc-endpoint \
    --vpc-id "$vpc_1" \
    --vpc-endpoint-type Gateway \
    --service-name com.amazonaws.eu-west-1.s3 \
    --route-table-ids "$route_table_1" \
    --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-endpoint-1"}]}]'
  await 'available|Available' 'failed|rejected|expired|deleted|deleting' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_1"
  remove vpc_endpoint_1 \
    ec2 delete-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_1"
  gone vpc_endpoint_1 'deleted|Deleted' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_1"
}

step_vpc_endpoint_2() { # vpc-endpoint-2
  at '' eu-west-1 'VPC endpoint vpc-endpoint-2'
  needs "$security_group_1" "$subnet_1" "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup vpc_endpoint_2 "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])" \
    ec2 describe-vpc-endpoints \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-endpoint-2"]}]'
  create vpc_endpoint_2 VpcEndpoint.VpcEndpointId \
    ec2 create-vpc-endpoint \
    --vpc-id "$vpc_1" \
    --vpc-endpoint-type Interface \
    --service-name com.amazonaws.eu-west-1.secretsmanager \
    --subnet-ids "$subnet_1" \
    --security-group-ids "$security_group_1" \
    --private-dns-enabled \
    --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-endpoint-2"}]}]'
  await 'available|Available' 'failed|rejected|expired|deleted|deleting' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_2"
  remove vpc_endpoint_2 \
    ec2 delete-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_2"
  gone vpc_endpoint_2 'deleted|Deleted' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_2"
}

step_vpc_endpoint_3() { # vpc-endpoint-3
  at '' eu-west-1 'VPC endpoint vpc-endpoint-3'
  needs "$security_group_1" "$subnet_1" "$vpc_1" || return 0
  holds VPC "$vpc_1"
  lookup vpc_endpoint_3 "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])" \
    ec2 describe-vpc-endpoints \
    --filters '[{"Name":"tag:netwright:design","Values":["Hub with two environments"]},{"Name":"tag:netwright:id","Values":["vpc-endpoint-3"]}]'
  create vpc_endpoint_3 VpcEndpoint.VpcEndpointId \
    ec2 create-vpc-endpoint \
    --vpc-id "$vpc_1" \
    --vpc-endpoint-type Interface \
    --service-name com.amazonaws.eu-west-1.ssm \
    --subnet-ids "$subnet_1" \
    --security-group-ids "$security_group_1" \
    --no-private-dns-enabled \
    --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"netwright:design","Value":"Hub with two environments"},{"Key":"netwright:id","Value":"vpc-endpoint-3"}]}]'
  await 'available|Available' 'failed|rejected|expired|deleted|deleting' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_3"
  remove vpc_endpoint_3 \
    ec2 delete-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_3"
  gone vpc_endpoint_3 'deleted|Deleted' 'VpcEndpoints[0].State' \
    ec2 describe-vpc-endpoints \
    --vpc-endpoint-ids "$vpc_endpoint_3"
}

step_route_1() { # route-1
  at '' eu-west-1 'route 0.0.0.0/0 of Route table private'
  needs "$nat_gateway_1" "$route_table_1" || return 0
  lookup route_1 "RouteTables[0].Routes[?DestinationCidrBlock=='0.0.0.0/0' && NatGatewayId=='${nat_gateway_1}'] | [0].DestinationCidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_1 '' \
    ec2 create-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 0.0.0.0/0 \
    --nat-gateway-id "$nat_gateway_1"
  remove route_1 \
    ec2 delete-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 0.0.0.0/0
}

step_route_2() { # route-2
  at '' eu-west-1 'route 0.0.0.0/0 of Route table public'
  needs "$internet_gateway_1" "$route_table_2" || return 0
  lookup route_2 "RouteTables[0].Routes[?DestinationCidrBlock=='0.0.0.0/0' && GatewayId=='${internet_gateway_1}'] | [0].DestinationCidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_2"
  create route_2 '' \
    ec2 create-route \
    --route-table-id "$route_table_2" \
    --destination-cidr-block 0.0.0.0/0 \
    --gateway-id "$internet_gateway_1"
  remove route_2 \
    ec2 delete-route \
    --route-table-id "$route_table_2" \
    --destination-cidr-block 0.0.0.0/0
}

step_route_3() { # route-3
  at '' eu-west-1 'route 10.1.0.0/16 of Route table private'
  needs "$route_table_1" "$tgw_1" || return 0
  lookup route_3 "RouteTables[0].Routes[?DestinationCidrBlock=='10.1.0.0/16' && TransitGatewayId=='${tgw_1}'] | [0].DestinationCidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_3 '' \
    ec2 create-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 10.1.0.0/16 \
    --transit-gateway-id "$tgw_1"
  remove route_3 \
    ec2 delete-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 10.1.0.0/16
}

step_route_4() { # route-4
  at '' eu-west-1 'route 10.0.0.0/16 of Route table main'
  needs "$route_table_3" "$tgw_1" || return 0
  lookup route_4 "RouteTables[0].Routes[?DestinationCidrBlock=='10.0.0.0/16' && TransitGatewayId=='${tgw_1}'] | [0].DestinationCidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_3"
  create route_4 '' \
    ec2 create-route \
    --route-table-id "$route_table_3" \
    --destination-cidr-block 10.0.0.0/16 \
    --transit-gateway-id "$tgw_1"
  remove route_4 \
    ec2 delete-route \
    --route-table-id "$route_table_3" \
    --destination-cidr-block 10.0.0.0/16
}

step_route_5() { # route-5
  at '' eu-west-1 'route ::/0 of Route table private'
  needs "$egress_only_gateway_1" "$route_table_1" || return 0
  lookup route_5 "RouteTables[0].Routes[?DestinationIpv6CidrBlock=='::/0' && EgressOnlyInternetGatewayId=='${egress_only_gateway_1}'] | [0].DestinationIpv6CidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_5 '' \
    ec2 create-route \
    --route-table-id "$route_table_1" \
    --destination-ipv6-cidr-block ::/0 \
    --egress-only-internet-gateway-id "$egress_only_gateway_1"
  remove route_5 \
    ec2 delete-route \
    --route-table-id "$route_table_1" \
    --destination-ipv6-cidr-block ::/0
}

step_route_6() { # route-6
  at '' eu-west-1 'route 10.2.0.0/16 of Route table private'
  needs "$route_table_1" "$vpc_peering_1" || return 0
  lookup route_6 "RouteTables[0].Routes[?DestinationCidrBlock=='10.2.0.0/16' && VpcPeeringConnectionId=='${vpc_peering_1}'] | [0].DestinationCidrBlock" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_6 '' \
    ec2 create-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 10.2.0.0/16 \
    --vpc-peering-connection-id "$vpc_peering_1"
  remove route_6 \
    ec2 delete-route \
    --route-table-id "$route_table_1" \
    --destination-cidr-block 10.2.0.0/16
}

step_route_7() { # route-7
  at '' eu-west-1 'route a prefix list of Route table private'
  needs "$prefix_list_1" "$route_table_1" "$tgw_1" || return 0
  lookup route_7 "RouteTables[0].Routes[?DestinationPrefixListId=='${prefix_list_1}' && TransitGatewayId=='${tgw_1}'] | [0].DestinationPrefixListId" \
    ec2 describe-route-tables \
    --route-table-ids "$route_table_1"
  create route_7 '' \
    ec2 create-route \
    --route-table-id "$route_table_1" \
    --destination-prefix-list-id "$prefix_list_1" \
    --transit-gateway-id "$tgw_1"
  remove route_7 \
    ec2 delete-route \
    --route-table-id "$route_table_1" \
    --destination-prefix-list-id "$prefix_list_1"
}

steps=(
  dhcp_options_1
  prefix_list_1
  prefix_list_2
  vpc_1
  vpc_1_100_64_0_0_16
  vpc_1_dns_hostnames
  vpc_2
  vpc_2_dns_support
  vpc_2_dhcp_options
  vpc_3
  internet_gateway_1
  internet_gateway_1_attachment
  egress_only_gateway_1
  route_table_1
  route_table_2
  route_table_3
  route_table_3_tags
  route_table_4
  network_acl_1
  network_acl_2
  network_acl_2_tags
  network_acl_2_no_default_egress
  network_acl_rule_1
  network_acl_rule_2
  network_acl_rule_3
  network_acl_rule_4
  network_acl_rule_5
  subnet_1
  subnet_1_route_table
  subnet_1_acl_association
  subnet_1_network_acl
  subnet_2
  subnet_2_public_addresses
  subnet_2_route_table
  subnet_3
  subnet_3_route_table
  subnet_4
  subnet_5
  security_group_1
  security_group_2
  security_group_2_no_default_egress
  security_group_rule_1
  security_group_rule_2
  security_group_rule_3
  security_group_rule_4
  security_group_rule_5
  elastic_ip_1
  nat_gateway_1
  nat_gateway_2_address
  nat_gateway_2
  nat_gateway_3
  vpc_peering_1
  vpc_peering_1_request
  vpc_peering_1_acceptance
  vpc_peering_1_requester_dns
  vpc_peering_1_accepter_dns
  tgw_1
  tgw_1_defaults_off
  tgw_route_table_1
  tgw_route_table_2
  tgw_attachment_1
  tgw_attachment_2
  tgw_propagation_1
  tgw_route_1
  tgw_route_2
  tgw_association_1_other_table
  tgw_association_1_leave
  tgw_association_1
  tgw_association_2_other_table
  tgw_association_2_leave
  tgw_association_2
  tgw_attachment_1_stray_table
  tgw_attachment_1_withdraw
  tgw_attachment_2_stray_table
  tgw_attachment_2_withdraw
  vpc_endpoint_1
  vpc_endpoint_2
  vpc_endpoint_3
  route_1
  route_2
  route_3
  route_4
  route_5
  route_6
  route_7
)
first=(
  vpc_1
  vpc_2
  vpc_3
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
